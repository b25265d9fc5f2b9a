// Which part of a text is converted? All of it, or some of its objects; what those need beside them stays.

import type { InputObject, Range } from "gatewright";
import { isOf } from "./lenses.ts";

/** The objects that lines of a text touch. */
export function touched(objects: InputObject[], from: number, to: number): InputObject[] {
  return objects.filter(({ range }) => range.start.line <= to && from <= range.end.line);
}

/**
 * The text without the objects of these kinds that are not chosen. Every line stays where it is, so that places in the
 * result are places in the text.
 */
export function narrowed(text: string, objects: InputObject[], kinds: readonly string[], chosen: readonly string[]): string {
  const lines = text.split("\n");
  for (const { name, range } of objects) {
    if (isOf(name, kinds) && !chosen.includes(name)) blank(lines, range);
  }
  return lines.join("\n");
}

function blank(lines: string[], { start, end }: Range): void {
  for (let at = start.line; at <= end.line && at < lines.length; at++) {
    const line = lines[at] ?? "";
    const from = at === start.line ? start.character : 0;
    const to = at === end.line ? end.character : line.length;
    // An empty mapping is an object nobody claims, wherever it stands.
    const gone = (at === start.line ? "{}" : "").padEnd(to - from);
    lines[at] = (line.slice(0, from) + gone + line.slice(to)).trimEnd();
  }
}
