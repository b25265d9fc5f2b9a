// Which findings does a user not want to see? Those that a comment names, on their line or on the line above:
// `# gatewright-ignore nginx/regex-host, core/not-granted`, or all of them without a code.

const COMMENT = /#\s*gatewright-ignore\b:?\s*(.*)$/;

/** The codes that a line's comment names; none where there is no such comment, `all` where it names no code. */
export function ignored(line: string): "all" | string[] | undefined {
  const found = COMMENT.exec(line);
  if (found === null) return undefined;
  const codes = (found[1] ?? "").split(/[\s,]+/).filter((word) => /^[\w.-]+\/[\w.-]+$/.test(word));
  return codes.length === 0 ? "all" : codes;
}

/** Whether a finding of this code on this line is not to be shown. */
export function isIgnored(code: string, line: number, lineAt: (line: number) => string): boolean {
  const here = ignored(lineAt(line));
  const above = line > 0 && lineAt(line - 1).trimStart().startsWith("#") ? ignored(lineAt(line - 1)) : undefined;
  return [here, above].some((codes) => codes === "all" || codes?.includes(code));
}

/** A comment line that makes a finding disappear, to stand above the line it is about. */
export function comment(code: string, line: string): string {
  const indent = /^\s*/.exec(line)?.[0] ?? "";
  return `${indent}# gatewright-ignore ${code}\n`;
}
