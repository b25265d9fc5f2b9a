// How outcomes and severities are called.

import { type Outcome, OUTCOMES, type Summary } from "gatewright";

export const WORDS: Record<Outcome, { title: string; meaning: string }> = {
  exact: { title: "Exact", meaning: "does the same as before" },
  approximate: { title: "Approximate", meaning: "nearly the same; the report says what differs" },
  "needs-policy": { title: "Needs policy", meaning: "needs a policy of the target" },
  unsupported: { title: "Unsupported", meaning: "not in the output" },
  invalid: { title: "Invalid", meaning: "was never valid" },
  inert: { title: "Inert", meaning: "changes no traffic" },
};

export function count(summary: Summary, outcome: Outcome): number {
  return outcome === "needs-policy" ? summary.needsPolicy : summary[outcome];
}

/** What a reader should see first. */
export function worst(outcomes: Outcome[]): Outcome {
  const order: Outcome[] = ["invalid", "unsupported", "needs-policy", "approximate", "exact", "inert"];
  return order.find((outcome) => outcomes.includes(outcome)) ?? "inert";
}

export { OUTCOMES };

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}
