// The coverage bar: what became of every setting, in one line. A click filters the list below.

import { lists } from "../state/actions.ts";
import { busy, choice, conversion, empty, filter, panel, side } from "../state/store.ts";
import { count, OUTCOMES, plural, WORDS } from "../state/words.ts";
import type { Outcome } from "gatewright";

export function Coverage() {
  const summary = conversion.value?.summary;
  if (summary === undefined || empty.value) {
    return <section class="coverage" aria-label="Coverage"><p class="faint">Nothing was read yet. Every setting will be accounted for here.</p></section>;
  }
  const shown = OUTCOMES.map((outcome) => ({ outcome, number: count(summary, outcome) })).filter(({ number }) => number > 0);
  return (
    <section class="coverage" aria-label="Coverage">
      <div class="bar" aria-hidden="true">
        {shown.map(({ outcome, number }) => (
          <span key={outcome} class={`part bg-${outcome}`} ref={(part) => void part?.style.setProperty("flex-grow", String(number))} />
        ))}
      </div>
      <div class="chips">
        {shown.map(({ outcome, number }) => (
          <button
            type="button"
            key={outcome}
            class="chip"
            aria-pressed={filter.value === outcome}
            title={WORDS[outcome].meaning}
            onClick={() => toggle(outcome)}
          >
            <i class={`dot bg-${outcome}`} /> <b>{number.toLocaleString("en")}</b> {WORDS[outcome].title.toLowerCase()}
          </button>
        ))}
        <span class="verdict" role="status" data-failed={failed()}>
          {busy.value === null ? verdict() : "Converting…"}
        </span>
      </div>
    </section>
  );
}

function toggle(outcome: Outcome): void {
  filter.value = filter.value === outcome ? null : outcome;
  panel.value = "settings";
  side.value = "report";
  void lists();
}

function failed(): boolean {
  const summary = conversion.value?.summary;
  return summary !== undefined && (summary.errors > 0 || (choice.value.strict && summary.warnings > 0));
}

function verdict() {
  const summary = conversion.value?.summary;
  if (summary === undefined) return null;
  const objects = plural(summary.outputs, "object");
  const closed = summary.withheld > 0 ? `, ${plural(summary.withheld, "rule")} closed` : "";
  const found = [
    summary.errors > 0 ? plural(summary.errors, "error") : "",
    summary.warnings > 0 ? plural(summary.warnings, "warning") : "",
  ].filter((text) => text !== "");
  const said = found.length > 0 ? found.join(", ") : "no findings";
  return (
    <>
      {plural(summary.facts, "setting")} → {objects}
      {closed} · <b>{said}</b>
    </>
  );
}
