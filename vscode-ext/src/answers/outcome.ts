// How are outcomes called, and what does a count of them read like?

import { type Outcome, OUTCOMES, type Summary } from "gatewright";
import { t } from "../words.ts";

/** Outcomes from the one a reader should see first. */
const GRAVEST: readonly Outcome[] = ["invalid", "unsupported", "needs-policy", "approximate", "exact", "inert"];

/** Its name inside of a sentence. */
export function named(outcome: Outcome): string {
  switch (outcome) {
    case "exact":
      return t("exact");
    case "approximate":
      return t("approximate");
    case "needs-policy":
      return t("needs policy");
    case "unsupported":
      return t("unsupported");
    case "invalid":
      return t("invalid");
    case "inert":
      return t("inert");
  }
}

/** What it means, in one line. */
export function meaning(outcome: Outcome): string {
  switch (outcome) {
    case "exact":
      return t("does the same as before");
    case "approximate":
      return t("does nearly the same as before");
    case "needs-policy":
      return t("needs a policy of the target");
    case "unsupported":
      return t("is not in the output");
    case "invalid":
      return t("was never valid");
    case "inert":
      return t("changes no traffic");
  }
}

/** The theme icon that stands for it. */
export function icon(outcome: Outcome): string {
  const icons: Record<Outcome, string> = {
    exact: "pass",
    approximate: "warning",
    "needs-policy": "shield",
    unsupported: "error",
    invalid: "circle-slash",
    inert: "circle-outline",
  };
  return icons[outcome];
}

export type Counts = Partial<Record<Outcome, number>>;

export function counts(summary: Summary): Counts {
  const { exact, approximate, needsPolicy, unsupported, invalid, inert } = summary;
  return { exact, approximate, "needs-policy": needsPolicy, unsupported, invalid, inert };
}

/** `12 exact, 1 unsupported` */
export function tally(counts: Counts): string {
  const some = OUTCOMES.filter((outcome) => (counts[outcome] ?? 0) > 0);
  return some.map((outcome) => `${counts[outcome]} ${named(outcome)}`).join(", ");
}

/** The gravest outcome that is there. */
export function gravest(counts: Counts): Outcome {
  return GRAVEST.find((outcome) => (counts[outcome] ?? 0) > 0) ?? "inert";
}

export { GRAVEST, OUTCOMES };
