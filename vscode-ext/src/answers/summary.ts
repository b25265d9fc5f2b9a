// What came of converting a folder, as a page to read: numbers, what could not be kept, and which files were written.

import type { Finding, Summary } from "gatewright";
import { t } from "../words.ts";
import { escaped } from "./hover.ts";
import { counts, meaning, named, OUTCOMES, tally } from "./outcome.ts";

export interface Converted {
  folder: string;
  read: number;
  /** Files that could not be read, and why. */
  unread: string[];
  summary: Summary;
  /** The gravest findings, first things first. */
  findings: Finding[];
  findingsInAll: number;
  files: string[];
  /** Names of the files that findings speak of. */
  names: string[];
  milliseconds: number;
}

/** One line. */
export function line({ read, summary, files }: Converted): string {
  return t("{0} files read: {1}. {2} objects in {3} files.", read, tally(counts(summary)) || t("no settings"), summary.outputs, files.length);
}

/** Markdown. */
export function page(converted: Converted): string {
  const { folder, summary, findings, findingsInAll, files, names, unread, milliseconds } = converted;
  const parts = [`# ${t("{0} as Gateway API", escaped(folder))}`, "", line(converted), t("It took {0} s.", (milliseconds / 1000).toFixed(1)), ""];
  parts.push(`| ${t("Outcome")} | ${t("Settings")} | |`, "|---|---|---|");
  const numbers = counts(summary);
  for (const outcome of OUTCOMES) parts.push(`| ${named(outcome)} | ${numbers[outcome] ?? 0} | ${meaning(outcome)} |`);
  if (findings.length > 0) parts.push("", `## ${t("What to look at")}`, "");
  for (const { code, severity, message, help, file, range } of findings) {
    const where = file === null ? "" : ` (${escaped(names[file] ?? "")}${range === null ? "" : `:${range.start.line + 1}`})`;
    parts.push(`- **${severity}** \`${code}\`${where}: ${escaped(message)}${help === null ? "" : `. ${escaped(help)}`}`);
  }
  if (findingsInAll > findings.length) parts.push("", t("and {0} more", findingsInAll - findings.length));
  if (unread.length > 0) parts.push("", `## ${t("Could not be read")}`, "", ...unread.map((name) => `- ${escaped(name)}`));
  parts.push("", `## ${t("Files")}`, "", ...files.map((name) => `- ${escaped(name)}`), "");
  return parts.join("\n");
}
