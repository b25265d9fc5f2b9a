// Where does the result of a conversion go in the text it came from?

import type { InputObject } from "gatewright";

/** Lines of a text that a new text takes the place of; the end is exclusive. */
export interface Change {
  from: number;
  to: number;
  text: string;
}

/** A document of a YAML text: its lines without the separators around it, the end exclusive. */
interface Document {
  from: number;
  to: number;
}

export function documents(lines: readonly string[]): Document[] {
  const starts = lines.flatMap((line, number) => (/^---(\s|$)/.test(line) ? [number] : []));
  const bounds = [-1, ...starts, lines.length];
  return bounds.slice(1).map((to, index) => ({ from: (bounds[index] ?? -1) + 1, to }));
}

/** Whether an object is the whole of its document: no part of a list, and of no JSON. */
export function standsAlone({ range: { start } }: InputObject, lineAt: (line: number) => string): boolean {
  return start.character === 0 && !lineAt(start.line).startsWith("{");
}

/** Puts the result behind the document of the last of these objects. */
export function below(lines: readonly string[], objects: readonly InputObject[], result: string): Change[] {
  const last = Math.max(...objects.map(({ range }) => range.start.line));
  const document = around(lines, last);
  const ends = document.to >= lines.length;
  const empty = ends && (lines.at(-1) ?? "") === "";
  const at = ends && empty ? lines.length - 1 : document.to;
  return [{ from: at, to: at, text: `---\n${bare(result)}` }];
}

/** Puts the result where the first of these objects was; the others go. */
export function instead(lines: readonly string[], objects: readonly InputObject[], result: string): Change[] {
  const found = objects.map(({ range }) => around(lines, range.start.line)).sort((one, other) => one.from - other.from);
  return found.map((document, index): Change => {
    if (index === 0) return { ...document, text: bare(result) };
    // The separator above goes with its document.
    return { from: document.from - 1, to: document.to, text: "" };
  });
}

/** The text after these changes. */
export function changed(lines: readonly string[], changes: readonly Change[]): string {
  const out = [...lines];
  for (const { from, to, text } of [...changes].sort((one, other) => other.from - one.from)) {
    out.splice(from, to - from, ...(text === "" ? [] : text.replace(/\n$/, "").split("\n")));
  }
  const joined = out.join("\n");
  return joined === "" || joined.endsWith("\n") ? joined : `${joined}\n`;
}

function around(lines: readonly string[], line: number): Document {
  return documents(lines).find(({ from, to }) => from <= line && line < to) ?? { from: 0, to: lines.length };
}

/** The result without separators before and behind it. */
function bare(result: string): string {
  return `${result.replace(/^---\n/, "").replace(/\n---\s*$/, "").trimEnd()}\n`;
}
