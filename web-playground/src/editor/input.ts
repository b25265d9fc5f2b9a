// The editor on the left: one state for each file, and the engine's answers beside the text.

import { autocompletion, type CompletionContext, type CompletionResult } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { indentUnit } from "@codemirror/language";
import { lintKeymap } from "@codemirror/lint";
import { highlightSelectionMatches, searchKeymap } from "@codemirror/search";
import { Compartment, EditorState, type Text } from "@codemirror/state";
import { EditorView, highlightActiveLine, highlightActiveLineGutter, keymap, lineNumbers, placeholder } from "@codemirror/view";
import { convertSoon } from "../state/actions.ts";
import { active, conversion, files, type OpenFile } from "../state/store.ts";
import { breath, insert, large, PIECE, whole } from "./large.ts";
import { colours, fits } from "./language.ts";
import { lit, pointed } from "./lit.ts";
import { pointInput } from "./links.ts";
import { look } from "./look.ts";
import { marks, offset, refresh } from "./marks.ts";

/** States of the files that are not shown. */
const states = new Map<number, EditorState>();
/** The file whose state the editor has. */
let current = -1;
const language = new Compartment();

function stateOf(doc: Text): EditorState {
  return EditorState.create({ doc, extensions: [language.of(colours(doc.length)), extensions] });
}

async function complete(context: CompletionContext): Promise<CompletionResult | null> {
  const open = conversion.value;
  if (open === null) return null;
  const line = context.state.doc.lineAt(context.pos);
  if (!context.explicit && !/^\s+[\w./-]{2,}$/.test(line.text.slice(0, context.pos - line.from))) return null;
  // The engine must have seen what was typed last.
  await new Promise((resolve) => setTimeout(resolve, 120));
  const now = conversion.value;
  if (now === null || context.aborted) return null;
  const found = await now.complete(active.value, line.number - 1, context.pos - line.from).catch(() => null);
  if (found === null || view === null) return null;
  return {
    from: offset(view, found.range.start),
    options: found.offers.map(({ text, detail, summary }) => ({ label: text, detail, info: summary })),
    filter: false,
  };
}

const extensions = [
  lineNumbers(),
  marks,
  history(),
  highlightActiveLine(),
  highlightActiveLineGutter(),
  highlightSelectionMatches(),
  indentUnit.of("  "),
  EditorState.tabSize.of(2),
  autocompletion({ override: [complete] }),
  keymap.of([...defaultKeymap, ...historyKeymap, ...searchKeymap, ...lintKeymap]),
  placeholder("Paste Ingress YAML, or drop files here"),
  EditorView.contentAttributes.of({ "aria-label": "Ingress manifests", tabindex: "0" }),
  lit,
  pointed((line) => void pointInput(line)),
  EditorView.domEventHandlers({
    paste(event, on) {
      const text = event.clipboardData?.getData("text/plain") ?? "";
      if (text.length <= PIECE) return false;
      event.preventDefault();
      pasting = true;
      void breath()
        .then(() => on.dispatch({ effects: language.reconfigure(colours(on.state.doc.length + text.length)) }))
        .then(() => insert(on, text))
        .finally(() => {
          pasting = false;
          changed(on.state.doc);
        });
      return true;
    },
  }),
  EditorView.updateListener.of((update) => {
    if (update.docChanged) changed(update.state.doc);
    if (update.docChanged && !fits(update.state, update.state.doc.length)) recolourSoon();
    if (update.viewportChanged && !update.docChanged) refreshSoon();
  }),
  look,
];

let view: EditorView | null = null;
/** Whether a large text is coming in by pieces: half of it is nothing to convert. */
let pasting = false;
let reading = 0;
let waiting: ReturnType<typeof setTimeout> | undefined;
let refreshing: ReturnType<typeof setTimeout> | undefined;

function refreshSoon(): void {
  clearTimeout(refreshing);
  refreshing = setTimeout(() => view !== null && refresh(view), 80);
}

let recolouring: ReturnType<typeof setTimeout> | undefined;

/** Colours a text that grew large, or small again, as its length asks for. */
function recolourSoon(): void {
  clearTimeout(recolouring);
  recolouring = setTimeout(() => {
    if (view === null || fits(view.state, view.state.doc.length)) return;
    view.dispatch({ effects: language.reconfigure(colours(view.state.doc.length)) });
  }, 1000);
}

/** Hands the text on when typing pauses. */
function changed(doc: Text): void {
  if (pasting) return;
  clearTimeout(waiting);
  const id = current;
  waiting = setTimeout(() => void hand(id, doc), doc.length > PIECE ? 150 : 0);
}

async function hand(id: number, doc: Text): Promise<void> {
  reading += 1;
  const mine = reading;
  const text = await whole(doc);
  if (mine !== reading) return;
  files.value = files.value.map((file) => (file.id === id ? { ...file, text } : file));
  convertSoon();
}

export function mount(parent: HTMLElement, root: ShadowRoot): EditorView {
  view = new EditorView({ state: stateOf(EditorState.create().doc), parent, root });
  current = -1;
  return view;
}

/** Shows a file. */
export async function showFile(file: OpenFile): Promise<void> {
  if (view === null || current === file.id) return;
  if (current !== -1) states.set(current, view.state);
  current = file.id;
  const kept = states.get(file.id);
  if (kept !== undefined) {
    view.setState(kept);
  } else {
    const doc = await large(file.text);
    if (current !== file.id) return;
    view.setState(stateOf(doc));
  }
  refreshSoon();
}

/** Forgets the states of files that are closed. */
export function forget(open: OpenFile[]): void {
  for (const id of states.keys()) if (!open.some((file) => file.id === id)) states.delete(id);
}

/** Moves to a place, and there the focus. */
export function reveal(line: number): void {
  if (view === null) return;
  const at = view.state.doc.line(Math.min(line + 1, view.state.doc.lines)).from;
  view.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: "center" }) });
  view.focus();
}
