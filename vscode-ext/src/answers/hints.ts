// What stands after a setting, in a few characters? `→ timeouts.backendRequest: 30s`

import type { Fact, Link } from "gatewright";
import { t } from "../words.ts";

/** Characters of a hint at most. */
const MOST = 52;

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
  const rows = said.map((line) => {
    const text = line.replace(/^(\s*)- /, "$1  ");
    return { indent: text.length - text.trimStart().length, text: text.trim() };
  });
  const path: string[] = [];
  for (const [at, { indent, text }] of rows.entries()) {
    const [, key = "", value = ""] = /^([\w./-]+):(?:\s+(.*))?$/.exec(text) ?? [];
    // The first member of a list stands for all of it.
    if (key === "") return path.length === 0 ? text : `${path.join(".")}: ${text}`;
    // The name of a sort says less than what is of that sort.
    if (key === "type" && value !== "" && rows[at + 1]?.indent === indent) continue;
    if (value !== "") return [...path, text].join(".");
    path.push(key);
  }
  return path.join(".");
}

function last(path: string): string {
  return path.split(".").at(-1) ?? path;
}

function cut(text: string): string {
  return text.length > MOST ? `${text.slice(0, MOST - 1)}…` : text;
}
