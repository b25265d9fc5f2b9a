// The editor on the right: read only, filled in pieces, changed as little as a new conversion asks for.

import { defaultKeymap } from "@codemirror/commands";
import { search, searchKeymap } from "@codemirror/search";
import { EditorState, Text } from "@codemirror/state";
import { EditorView, keymap, lineNumbers } from "@codemirror/view";
import type { Conversion, Lines } from "gatewright";
import { colours, fits } from "./language.ts";
import { breath } from "./large.ts";
import { lit, pointed } from "./lit.ts";
import { pointOutput } from "./links.ts";
import { look } from "./look.ts";

/** Lines that are fetched at once. */
const LINES = 4000;

const extensions = [
  lineNumbers(),
  EditorState.readOnly.of(true),
  EditorView.editable.of(false),
  EditorView.contentAttributes.of({ "aria-label": "Gateway API manifests", tabindex: "0" }),
  search(),
  keymap.of([...defaultKeymap, ...searchKeymap]),
  lit,
  pointed((line) => void pointOutput(line)),
  look,
];

function stateOf(doc: Text): EditorState {
  return EditorState.create({ doc, extensions: [colours(doc.length), extensions] });
}

export function mount(parent: HTMLElement, root: ShadowRoot): EditorView {
  return new EditorView({ state: stateOf(Text.empty), parent, root });
}

let filling = 0;

/** Shows lines of a conversion's manifests. */
export async function fill(view: EditorView, conversion: Conversion, lines: Lines): Promise<void> {
  filling += 1;
  const mine = filling;
  let doc = Text.empty;
  for (let from = lines.from; from < lines.to; from += LINES) {
    const part = await conversion.text({ from, to: Math.min(from + LINES, lines.to) }).catch(() => null);
    if (part === null || mine !== filling) return;
    doc = doc.append(Text.of(part.split("\n")));
    if (from + LINES < lines.to) await breath();
  }
  if (mine === filling) change(view, doc);
}

/** Shows any text. */
export function fillText(view: EditorView, text: string): void {
  filling += 1;
  change(view, Text.of(text.split("\n")));
}

/** Replaces what differs, so that the place on the screen stays. */
function change(view: EditorView, doc: Text): void {
  const old = view.state.doc;
  if (old.eq(doc)) return;
  const most = 200_000;
  if (old.length > most || doc.length > most || !fits(view.state, doc.length)) return view.setState(stateOf(doc));
  const [one, other] = [old.toString(), doc.toString()];
  let start = 0;
  while (start < one.length && start < other.length && one[start] === other[start]) start++;
  let end = 0;
  while (end < one.length - start && end < other.length - start && one[one.length - 1 - end] === other[other.length - 1 - end]) end++;
  view.dispatch({ changes: { from: start, to: one.length - end, insert: doc.slice(start, other.length - end) } });
}
