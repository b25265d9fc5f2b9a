// Lines that are lit up because the pointer is on what they came from, or on what came of them.

import { RangeSetBuilder, StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView } from "@codemirror/view";

/** Lines from 0, the end exclusive. */
export interface LitLines {
  from: number;
  to: number;
}

export const light = StateEffect.define<LitLines[]>();

const line = Decoration.line({ class: "cm-lit" });

/** Lines that are lit at most: more tell nobody anything. */
const MOST = 400;

export const lit = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(set, transaction) {
    let now = transaction.docChanged ? Decoration.none : set;
    for (const effect of transaction.effects) {
      if (!effect.is(light)) continue;
      const builder = new RangeSetBuilder<Decoration>();
      const { doc } = transaction.state;
      let left = MOST;
      for (const { from, to } of merged(effect.value)) {
        for (let at = from; at < Math.min(to, doc.lines) && left > 0; at++, left--) {
          const start = doc.line(at + 1).from;
          builder.add(start, start, line);
        }
      }
      now = builder.finish();
    }
    return now;
  },
  provide: (field) => EditorView.decorations.from(field),
});

function merged(lines: LitLines[]): LitLines[] {
  const sorted = [...lines].sort((one, other) => one.from - other.from);
  const out: LitLines[] = [];
  for (const { from, to } of sorted) {
    const last = out.at(-1);
    if (last !== undefined && from <= last.to) last.to = Math.max(last.to, to);
    else out.push({ from, to });
  }
  return out;
}

/** Lights lines up, and shows the first of them where it can. */
export function show(view: EditorView, lines: LitLines[], scroll: "scroll" | "stay"): void {
  const first = lines.reduce((least, { from }) => Math.min(least, from), Infinity);
  const effects: StateEffect<unknown>[] = [light.of(lines)];
  if (scroll === "scroll" && first < view.state.doc.lines) {
    const at = view.state.doc.line(first + 1).from;
    const seen = view.visibleRanges.some(({ from, to }) => from <= at && at <= to) && isOnScreen(view, at);
    if (!seen) effects.push(EditorView.scrollIntoView(at, { y: "center" }));
  }
  view.dispatch({ effects });
}

function isOnScreen(view: EditorView, at: number): boolean {
  const block = view.lineBlockAt(at);
  const top = view.scrollDOM.scrollTop;
  return block.top >= top && block.bottom <= top + view.scrollDOM.clientHeight;
}

/** Calls with the line under the pointer when it changes, and with null when it leaves. */
export function pointed(call: (line: number | null) => void): ReturnType<typeof EditorView.domEventHandlers> {
  let last: number | null = null;
  const say = (line: number | null): void => {
    if (line === last) return;
    last = line;
    call(line);
  };
  return EditorView.domEventHandlers({
    mousemove(event, view) {
      const at = view.posAtCoords({ x: event.clientX, y: event.clientY }, false);
      say(view.state.doc.lineAt(at).number - 1);
    },
    mouseleave: () => say(null),
  });
}
