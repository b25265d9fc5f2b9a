// What the engine says about the lines that are seen: a dot for each setting's outcome, and lines under findings.

import { forceLinting, type Diagnostic, linter } from "@codemirror/lint";
import { RangeSet, RangeSetBuilder, StateEffect, StateField } from "@codemirror/state";
import { type EditorView, gutter, GutterMarker, hoverTooltip } from "@codemirror/view";
import type { Fact, Finding, Range } from "gatewright";
import { active, conversion, topic } from "../state/store.ts";
import { WORDS, worst } from "../state/words.ts";

const set = StateEffect.define<Fact[]>();

/** Asks the linter to look again: something was converted, or other lines are seen. */
const again = StateEffect.define<null>();

class Dot extends GutterMarker {
  constructor(readonly facts: Fact[]) {
    super();
  }

  override eq(other: Dot): boolean {
    return JSON.stringify(this.facts.map((fact) => fact.outcome)) === JSON.stringify(other.facts.map((fact) => fact.outcome));
  }

  override toDOM(): HTMLElement {
    const dot = document.createElement("span");
    const outcome = worst(this.facts.map((fact) => fact.outcome));
    dot.className = "cm-dot";
    dot.style.background = `var(--${outcome})`;
    dot.title = WORDS[outcome].title;
    return dot;
  }
}

const dots = StateField.define<RangeSet<GutterMarker>>({
  create: () => RangeSet.empty,
  update(markers, transaction) {
    let now = markers.map(transaction.changes);
    for (const effect of transaction.effects) {
      if (!effect.is(set)) continue;
      const { doc } = transaction.state;
      const lines = new Map<number, Fact[]>();
      for (const fact of effect.value) {
        // A value below its key: the dot stands beside the key.
        const line = keyLine(doc.lines, fact, (number) => doc.line(number).text);
        if (line >= doc.lines) continue;
        lines.set(line, [...(lines.get(line) ?? []), fact]);
      }
      const builder = new RangeSetBuilder<GutterMarker>();
      for (const [line, facts] of [...lines].sort(([one], [other]) => one - other)) {
        const at = doc.line(line + 1).from;
        builder.add(at, at, new Dot(facts));
      }
      now = builder.finish();
    }
    return now;
  },
});

function keyLine(count: number, fact: Fact, text: (number: number) => string): number {
  const line = fact.range.start.line;
  if (line === 0 || line >= count) return line;
  const before = text(line + 1).slice(0, fact.range.start.character);
  return before.trim() === "" && /[|>][+-]?\d?\s*$/.test(text(line)) ? line - 1 : line;
}

function offset(view: EditorView, { line, character }: Range["start"]): number {
  const { doc } = view.state;
  if (line >= doc.lines) return doc.length;
  const found = doc.line(line + 1);
  return Math.min(found.from + character, found.to);
}

/** Asks about the lines that are seen. */
async function seen(view: EditorView): Promise<{ facts: Fact[]; findings: Finding[] }> {
  const open = conversion.value;
  const none = { facts: [], findings: [] };
  if (open === null) return none;
  const { from, to } = view.viewport;
  const lines = { from: view.state.doc.lineAt(from).number - 1, to: view.state.doc.lineAt(to).number };
  return open.between(active.value, lines).catch(() => none);
}

const underlines = linter(
  async (view) => {
    const { facts, findings } = await seen(view);
    view.dispatch({ effects: set.of(facts) });
    return findings.flatMap((finding): Diagnostic[] => {
      if (finding.range === null) return [];
      const from = offset(view, finding.range.start);
      const to = Math.max(offset(view, finding.range.end), from);
      const { fix } = finding;
      return [
        {
          from,
          to,
          severity: finding.severity,
          source: finding.code,
          message: finding.help === null ? finding.message : `${finding.message}\n${finding.help}`,
          actions: [
            ...(fix === null ? [] : [{ name: fix.title, apply: (on: EditorView) => mend(on, finding) }]),
            { name: "Explain", apply: () => void (topic.value = finding.code) },
          ],
        },
      ];
    });
  },
  {
    delay: 60,
    needsRefresh: (update) => update.transactions.some(({ effects }) => effects.some((effect) => effect.is(again))),
  },
);

/** Applies a finding's fix. */
export function mend(view: EditorView, finding: Finding): void {
  const edits = (finding.fix?.edits ?? []).filter((edit) => edit.file === active.value);
  view.dispatch({
    changes: edits.map(({ range, text }) => ({ from: offset(view, range.start), to: offset(view, range.end), insert: text })),
    userEvent: "input.fix",
  });
}

const about = hoverTooltip(async (view, at) => {
  const open = conversion.value;
  if (open === null) return null;
  const line = view.state.doc.lineAt(at);
  const hover = await open.hover(active.value, line.number - 1, at - line.from).catch(() => null);
  if (hover === null) return null;
  const dom = document.createElement("div");
  dom.className = "cm-hover";
  const { fact, summary, becomes } = hover;
  const head = dom.appendChild(document.createElement("div"));
  const chip = head.appendChild(document.createElement("span"));
  chip.className = "chip";
  chip.style.color = `var(--${fact.outcome}-ink)`;
  chip.textContent = WORDS[fact.outcome].title;
  head.append(" ");
  head.appendChild(document.createElement("code")).textContent = fact.key ?? fact.path;
  for (const text of [summary, fact.why, fact.advice, fact.granted === null ? null : `kept by ${fact.granted}`]) {
    if (text !== null) dom.appendChild(document.createElement("p")).textContent = text;
  }
  if (becomes !== null) dom.appendChild(document.createElement("pre")).textContent = becomes;
  return { pos: line.from, end: line.to, above: true, create: () => ({ dom }) };
});

export const marks = [dots, gutter({ class: "cm-outcome", markers: (view) => view.state.field(dots) }), underlines, about];

/** Asks again, because something was converted or other lines are seen. */
export function refresh(view: EditorView): void {
  view.dispatch({ effects: again.of(null) });
  forceLinting(view);
}

export { offset };
