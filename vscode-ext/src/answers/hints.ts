// What stands after a setting, in a few characters? `→ timeouts.backendRequest: 30s`

import type { Fact, Link } from "gatewright";
import { t } from "../words.ts";

/** Characters of a hint at most. */
const MOST = 60;

export interface Hint {
  /** The line of the setting, from 0; the hint stands at its end. */
  line: number;
  label: string;
  tooltip: string;
}

/** What became of a setting; `printed` is the first part of the output that it became. */
export function hint(fact: Fact, links: Link[], printed: string): Hint | undefined {
  const line = fact.range.start.line;
  const tooltip = [links[0]?.path, fact.why, fact.advice].filter((text) => text !== null && text !== undefined).join("\n");
  const [first] = links;
  if (first !== undefined) {
    const more = links.length > 1 ? " …" : "";
    // Of a whole rule its first lines say nothing about this setting.
    const said = /rules\[\d+\]$/.test(first.path) ? last(first.path) : short(printed) || last(first.path);
    return { line, label: `→ ${cut(said)}${more}`, tooltip };
  }
  if (fact.granted !== null) return { line, label: cut(`→ ${fact.granted}`), tooltip };
  switch (fact.outcome) {
    case "unsupported":
      return { line, label: t("✗ not in the output"), tooltip };
    case "invalid":
      return { line, label: t("✗ was never valid"), tooltip };
    case "needs-policy":
      return { line, label: t("→ a policy of the target"), tooltip };
    case "exact":
    case "approximate":
    case "inert":
      return undefined;
  }
}

/** YAML of one part of an object, in one line: keys on the way to the first value are joined. */
export function short(yaml: string): string {
  const said = yaml.split("\n").filter((line) => line.trim() !== "" && !line.trimStart().startsWith("#") && line.trim() !== "---");
  // A dash is as wide as the indentation of what stands behind it.
  const rows = said.map((line) => line.replace(/^(\s*)- /, "$1  ")).map((line) => ({ indent: line.length - line.trimStart().length, text: line.trim() }));
  const path: string[] = [];
  for (const [at, { indent, text }] of rows.entries()) {
    const [key, value] = split(text);
    // The name of a sort says less than what is of that sort.
    if (key === "type" && value !== "" && rows[at + 1]?.indent === indent) continue;
    if (value !== "" || key === text) return [...path, text].join(".").replace(/^\.|\.(?=-)/g, "");
    path.push(key);
    if ((rows[at + 1]?.indent ?? -1) <= indent && rows[at + 1]?.text.startsWith("-") !== true) break;
  }
  return path.join(".");
}

function split(text: string): [string, string] {
  const at = text.indexOf(":");
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + 1).trim()];
}

function last(path: string): string {
  return path.split(".").at(-1) ?? path;
}

function cut(text: string): string {
  return text.length > MOST ? `${text.slice(0, MOST - 1)}…` : text;
}
