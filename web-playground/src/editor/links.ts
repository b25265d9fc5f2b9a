// Hover links both ways between the two editors.

import type { EditorView } from "@codemirror/view";
import { active, conversion, files, outputs, shown, tab } from "../state/store.ts";
import { show } from "./lit.ts";

export const views: { input: EditorView | null; output: EditorView | null } = { input: null, output: null };

let asked = 0;
/** What the pointer rests on; other manifests make it mean other lines. */
let resting: (() => Promise<void>) | null = null;

/** Lights up anew what the pointer rests on, because the manifests changed under it. */
export function pointAgain(): void {
  void resting?.();
}

/** The first line of the text on the right: 0, or where the object that is shown alone begins. */
function offset(): number {
  return shown.value === null ? 0 : (outputs.value[shown.value]?.lines.from ?? 0);
}

/** A line on the left is pointed at. */
export async function pointInput(line: number | null): Promise<void> {
  resting = line === null ? null : () => pointInput(line);
  asked += 1;
  const mine = asked;
  const open = conversion.value;
  if (views.output === null || tab.value !== "output") return;
  if (line === null || open === null) return show(views.output, [], "stay");
  const lines = await open.effects(active.value, line).catch(() => []);
  if (mine !== asked || views.output === null) return;
  const from = offset();
  const here = lines.map((part) => ({ from: part.from - from, to: part.to - from })).filter(({ to }) => to > 0);
  show(views.output, here.map(({ from, to }) => ({ from: Math.max(from, 0), to })), "scroll");
  if (views.input !== null) show(views.input, lines.length > 0 ? [{ from: line, to: line + 1 }] : [], "stay");
}

/** A line on the right is pointed at. */
export async function pointOutput(line: number | null): Promise<void> {
  resting = line === null ? null : () => pointOutput(line);
  asked += 1;
  const mine = asked;
  const open = conversion.value;
  if (views.input === null || tab.value !== "output") return;
  if (line === null || open === null) return show(views.input, [], "stay");
  const sources = await open.causes(line + offset()).catch(() => []);
  if (mine !== asked || views.input === null) return;
  const elsewhere = sources.find((source) => source.file !== active.value);
  const here = sources.filter((source) => source.file === active.value);
  if (here.length === 0 && elsewhere !== undefined && files.value[elsewhere.file] !== undefined) {
    active.value = elsewhere.file;
    return;
  }
  const lines = here.map(({ range }) => ({ from: range.start.line, to: range.end.line + 1 }));
  show(views.input, lines, "scroll");
  if (views.output !== null) show(views.output, lines.length > 0 ? [{ from: line, to: line + 1 }] : [], "stay");
}
