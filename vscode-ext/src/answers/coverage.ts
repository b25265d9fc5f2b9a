// What became of every setting of a workspace, as a tree: by object or by outcome.

import type { Fact, Outcome } from "gatewright";
import { t } from "../words.ts";
import { type Counts, gravest, GRAVEST, icon, meaning, named, tally } from "./outcome.ts";

export type By = "object" | "outcome";

/** A row of the tree. */
export interface Row {
  id: string;
  label: string;
  description: string;
  tooltip: string;
  icon: string;
  outcome: Outcome;
  /** Where a click goes. */
  place?: { file: number; line: number; character: number; endLine: number; endCharacter: number };
  children: Row[];
}

export function tree(facts: readonly Fact[], by: By): Row[] {
  switch (by) {
    case "object":
      return byObject(facts);
    case "outcome":
      return byOutcome(facts);
  }
}

function byObject(facts: readonly Fact[]): Row[] {
  const rows = [...grouped(facts, (fact) => fact.object)].map(([object, inside]): Row => {
    const counts = counted(inside);
    const outcome = gravest(counts);
    const children = sorted(inside).map((fact) => leaf(fact, "object"));
    return { id: object, label: object, description: tally(counts), tooltip: object, icon: icon(outcome), outcome, children };
  });
  return rows.sort((one, other) => GRAVEST.indexOf(one.outcome) - GRAVEST.indexOf(other.outcome) || compare(one.label, other.label));
}

function byOutcome(facts: readonly Fact[]): Row[] {
  const groups = grouped(facts, (fact) => fact.outcome);
  return GRAVEST.flatMap((outcome): Row[] => {
    const inside = groups.get(outcome);
    if (inside === undefined) return [];
    const children = sorted(inside).map((fact) => leaf(fact, "outcome"));
    const label = named(outcome);
    return [{ id: outcome, label, description: String(inside.length), tooltip: meaning(outcome), icon: icon(outcome), outcome, children }];
  });
}

function leaf(fact: Fact, by: By): Row {
  const label = fact.key?.split("/").at(-1) ?? fact.path;
  const said = by === "object" ? named(fact.outcome) : fact.object;
  const { start, end } = fact.range;
  return {
    id: `${by}-${fact.id}`,
    label,
    description: `${shown(fact.value)} · ${said}`,
    tooltip: [fact.key ?? fact.path, fact.why, fact.advice, fact.granted === null ? null : t("kept by {0}", fact.granted)]
      .filter((text) => text !== null)
      .join("\n"),
    icon: icon(fact.outcome),
    outcome: fact.outcome,
    place: { file: fact.file, line: start.line, character: start.character, endLine: end.line, endCharacter: end.character },
    children: [],
  };
}

/** Annotations first, because people chose them; then by place. */
function sorted(facts: readonly Fact[]): Fact[] {
  return [...facts].sort((one, other) => {
    const outcome = GRAVEST.indexOf(one.outcome) - GRAVEST.indexOf(other.outcome);
    const key = Number(one.key === null) - Number(other.key === null);
    return outcome || key || one.file - other.file || one.range.start.line - other.range.start.line;
  });
}

function counted(facts: readonly Fact[]): Counts {
  const counts: Counts = {};
  for (const { outcome } of facts) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
}

function grouped<K>(facts: readonly Fact[], key: (fact: Fact) => K): Map<K, Fact[]> {
  const groups = new Map<K, Fact[]>();
  for (const fact of facts) {
    const group = groups.get(key(fact));
    if (group === undefined) groups.set(key(fact), [fact]);
    else group.push(fact);
  }
  return groups;
}

function shown(value: string): string {
  const line = value.split("\n")[0] ?? "";
  return line.length > 40 ? `${line.slice(0, 39)}…` : line;
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
