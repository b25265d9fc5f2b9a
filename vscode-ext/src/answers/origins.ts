// Where does a line of the output come from, in words?

import type { Fact, Source } from "gatewright";
import { t } from "../words.ts";

/** Settings that are named at most. */
const MOST = 8;

/** Markdown: the settings that made a line. `facts` are those that stand near them. */
export function origins(sources: readonly Source[], facts: readonly Fact[]): string {
  const rows = sources.flatMap(({ fact, range }) => {
    const known = facts.find(({ id }) => id === fact);
    if (known === undefined) return [];
    return [`- \`${known.key ?? known.path}\` ${t("of {0}, line {1}", known.object, range.start.line + 1)}`];
  });
  if (rows.length === 0) return "";
  const rest = rows.length - MOST;
  const more = rest > 0 ? [`- ${t("and {0} more", rest)}`] : [];
  return [t("This comes from:"), "", ...rows.slice(0, MOST), ...more].join("\n");
}
