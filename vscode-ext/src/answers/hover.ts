// What is said about a setting under the pointer?

import type { Hover, Outcome } from "gatewright";
import { t } from "../words.ts";
import { meaning, named } from "./outcome.ts";

/** What other targets make of the same setting. */
export interface Support {
  target: string;
  outcome: Outcome;
  /** The object that keeps it. */
  granted: string | null;
}

const SIGNS: Record<Outcome, string> = {
  exact: "✓",
  approximate: "≈",
  "needs-policy": "◆",
  unsupported: "✗",
  invalid: "✗",
  inert: "○",
};

/** Markdown. `explain` makes an address that leads to the document of a key. */
export function markdown(hover: Hover, target: string, support: Support[], explain: (topic: string) => string): string {
  const { fact, summary, becomes, links } = hover;
  const parts: string[] = [];
  parts.push(`**${SIGNS[fact.outcome]} ${named(fact.outcome)}** (${meaning(fact.outcome)}) · \`${fact.key ?? fact.path}\``);
  if (summary !== null) parts.push(escaped(summary));
  const value = fact.value.split("\n")[0] ?? "";
  parts.push(t("Its value is {0}.", `\`${value.replaceAll("`", "ˋ")}\``));
  if (becomes !== null) {
    const where = links[0]?.path ?? "";
    parts.push(t("For {0} it becomes {1}:", `\`${target}\``, `\`${where}\``), fenced(becomes));
    if (links.length > 1) parts.push(t("and {0} more places of the output", links.length - 1));
  }
  if (fact.granted !== null) parts.push(t("{0} keeps it.", `\`${fact.granted}\``));
  if (fact.why !== null) parts.push(`${t("Why:")} ${escaped(fact.why)}`);
  if (fact.advice !== null) parts.push(`${t("What to do:")} ${escaped(fact.advice)}`);
  for (const part of fact.parts) {
    parts.push(`- \`${part.text.replaceAll("`", "ˋ")}\`: ${part.outcome}${part.why === undefined ? "" : `, ${escaped(part.why)}`}`);
  }
  if (support.length > 0) parts.push(table(support));
  if (fact.key !== null) parts.push(`[${t("All about it")}](${explain(fact.key)})`);
  return parts.join("\n\n");
}

function table(support: Support[]): string {
  const rows = support.map(({ target, outcome, granted }) => {
    return `| \`${target}\` | ${SIGNS[outcome]} ${named(outcome)}${granted === null ? "" : `, \`${granted}\``} |`;
  });
  return [`| ${t("Target")} | ${t("Outcome")} |`, "|---|---|", ...rows].join("\n");
}

/** A block that nothing in the text can end. */
function fenced(yaml: string): string {
  const longest = Math.max(2, ...[...yaml.matchAll(/`{3,}/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}yaml\n${yaml}\n${fence}`;
}

/** Markdown that shows a text as it is. */
export function escaped(text: string): string {
  // What stands in backquotes is shown as it is already.
  return text
    .split(/(`[^`]*`)/)
    .map((part) => (part.startsWith("`") ? part : part.replace(/[\\*_{}[\]<>#|]/g, "\\$&")))
    .join("");
}
