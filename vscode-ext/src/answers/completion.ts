// Which part of a text does completion need? The engine reads it from the lines above alone, so a large file costs no more
// than a small one.

/** Lines above that are looked at. */
const ABOVE = 400;

/** The lines that lead to a place, and which line of the text is their first. */
export function window(lineAt: (line: number) => string, line: number): { text: string; from: number } {
  let from = Math.max(0, line - ABOVE);
  for (let at = line - 1; at >= from; at--) {
    if (/^---(\s|$)/.test(lineAt(at))) {
      from = at + 1;
      break;
    }
  }
  const lines: string[] = [];
  for (let at = from; at <= line; at++) lines.push(lineAt(at));
  return { text: lines.join("\n"), from };
}

/** Whether completion can have anything to say on this line: only annotations are completed. */
export function mayComplete(lineAt: (line: number) => string, line: number): boolean {
  const indent = (text: string): number => text.length - text.trimStart().length;
  let here = indent(lineAt(line)) || 1;
  for (let at = line - 1; at >= Math.max(0, line - ABOVE); at--) {
    const text = lineAt(at);
    if (text.trim() === "" || text.trimStart().startsWith("#") || indent(text) >= here) continue;
    if (text.trim() === "annotations:") return true;
    here = indent(text);
    return false;
  }
  return false;
}
