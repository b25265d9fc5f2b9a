// How both editors look: colours come from the page, so that light and dark are one set of rules.

import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const highlight = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: "var(--code-key)" },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--code-text)" },
  { tag: [tags.number, tags.bool, tags.null, tags.atom], color: "var(--code-number)" },
  { tag: [tags.comment, tags.lineComment], color: "var(--code-comment)", fontStyle: "italic" },
  { tag: [tags.separator, tags.punctuation, tags.meta], color: "var(--code-mark)" },
]);

export const look = [
  syntaxHighlighting(highlight),
  EditorView.theme({
    "&": { height: "100%", fontSize: "13px", backgroundColor: "transparent", color: "var(--ink)" },
    "&.cm-focused": { outline: "none" },
    ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.62", overflow: "auto" },
    ".cm-content": { padding: "10px 0", caretColor: "var(--accent)" },
    ".cm-line": { padding: "0 14px 0 6px" },
    ".cm-gutters": { backgroundColor: "var(--raised)", color: "var(--faint)", border: "none", paddingLeft: "6px" },
    ".cm-activeLine": { backgroundColor: "var(--line-active)" },
    ".cm-activeLineGutter": { backgroundColor: "transparent", color: "var(--ink)" },
    ".cm-cursor": { borderLeftColor: "var(--accent)" },
    "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground, ::selection": {
      backgroundColor: "var(--selection)",
    },
    ".cm-lit": { backgroundColor: "var(--lit)", boxShadow: "inset 3px 0 0 var(--accent)" },
    ".cm-outcome": { width: "14px" },
    ".cm-dot": { display: "inline-block", width: "8px", height: "8px", borderRadius: "50%", verticalAlign: "1px" },
    ".cm-tooltip": {
      backgroundColor: "var(--raised)",
      color: "var(--ink)",
      border: "1px solid var(--edge)",
      borderRadius: "10px",
      boxShadow: "var(--shadow)",
      maxWidth: "min(520px, 92vw)",
      fontFamily: "var(--sans)",
    },
    ".cm-hover": { padding: "10px 14px", fontSize: "13px", lineHeight: "1.5" },
    ".cm-hover code": { fontFamily: "var(--mono)", fontSize: "12px" },
    ".cm-hover pre": {
      margin: "8px 0 0",
      padding: "8px 10px",
      background: "var(--sunk)",
      borderRadius: "6px",
      font: "12px/1.5 var(--mono)",
      overflow: "auto",
      maxHeight: "180px",
    },
    ".cm-hover p": { margin: "6px 0 0" },
    ".cm-hover .chip": { fontWeight: "600" },
    ".cm-hover .faint": { color: "var(--quiet)" },
    ".cm-diagnostic": { padding: "8px 12px", fontSize: "13px", fontFamily: "var(--sans)" },
    ".cm-panels": { backgroundColor: "var(--sunk)", color: "var(--ink)", borderColor: "var(--edge)" },
    ".cm-panels input, .cm-panels button": { font: "inherit", color: "inherit" },
    ".cm-textfield, .cm-button": { background: "var(--raised)", border: "1px solid var(--edge)", borderRadius: "6px", backgroundImage: "none" },
    ".cm-completionDetail": { color: "var(--quiet)", fontStyle: "normal" },
    ".cm-tooltip-autocomplete ul li[aria-selected]": { background: "var(--accent)", color: "var(--on-accent)" },
    ".cm-placeholder": { color: "var(--quiet)" },
  }),
];
