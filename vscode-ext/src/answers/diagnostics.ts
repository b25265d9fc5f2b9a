// What is to be underlined in a text, and what mends it?

import type { Edit, Finding, Range } from "gatewright";
import { t } from "../words.ts";
import { isIgnored } from "./ignored.ts";

/** A text, line by line; what is beyond its end is empty. */
export interface Lined {
  lineCount: number;
  lineAt(line: number): string;
}

export interface Underline {
  range: Range;
  severity: "error" | "warning" | "info" | "hint";
  code: string;
  message: string;
  related: { range: Range; message: string }[];
  fix?: { title: string; preferred: boolean; edits: Edit[] };
}

/** Findings about objects that are left alone: a report accounts for them, but who looks at the text sees as much. */
const PLAIN: readonly string[] = ["core/already-gateway-api", "core/not-routing"];

/** The findings about a text, without those that its comments ignore. `first` is where findings about all of it stand. */
export function underlines(findings: Finding[], text: Lined, first: Range): Underline[] {
  return findings.flatMap((finding): Underline[] => {
    const range = finding.range ?? first;
    if (PLAIN.includes(finding.code)) return [];
    if (isIgnored(finding.code, range.start.line, (line) => text.lineAt(line))) return [];
    const { message, help, fix } = finding;
    return [
      {
        range,
        // What is about no line of its own should not shout from one.
        severity: finding.range === null && finding.severity === "info" ? "hint" : finding.severity,
        code: finding.code,
        message: help === null ? message : `${message}\n${help}`,
        related: finding.notes.map((note) => ({ range: note.range, message: note.text ?? t("this plays a part, too") })),
        ...(fix === null ? {} : { fix: { title: fix.title, preferred: fix.safe, edits: fix.edits } }),
      },
    ];
  });
}

/** The first line of a range, as far as it has text. */
export function firstLine(range: Range, text: Lined): Range {
  const { line, character } = range.start;
  return { start: { line, character }, end: { line, character: Math.max(text.lineAt(line).length, character) } };
}
