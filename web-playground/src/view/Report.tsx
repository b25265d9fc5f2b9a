// Below: findings, settings and plugins on one side, and what a code or a setting means on the other.

import { reveal } from "../editor/input.ts";
import { views } from "../editor/links.ts";
import { mend } from "../editor/marks.ts";
import { lists, more } from "../state/actions.ts";
import { active, conversion, empty, facts, files, filter, findings, panel, type Panel, picked, side, topic } from "../state/store.ts";
import { plural, WORDS } from "../state/words.ts";
import { Explain } from "./Explain.tsx";
import { Plugins } from "./Plugins.tsx";
import { Said } from "./Said.tsx";
import { Traffic } from "./Traffic.tsx";
import type { Fact, Finding } from "gatewright";

const PANELS: [Panel, string][] = [
  ["findings", "Findings"],
  ["settings", "Settings"],
  ["traffic", "Traffic"],
  ["plugins", "Plugins"],
];

export function Report() {
  return (
    <section class="report" aria-label="Report" data-shown={side.value === "report"}>
      <header class="tabs">
        <div role="tablist" aria-label="Report" class="tablist">
          {PANELS.map(([name, title]) => (
            <span class="tab" key={name} data-active={panel.value === name}>
              <button role="tab" type="button" aria-selected={panel.value === name} onClick={() => (panel.value = name)}>
                {title} {number(name)}
              </button>
            </span>
          ))}
        </div>
        {panel.value === "settings" && filter.value !== null && (
          <button type="button" class="quiet" onClick={() => ((filter.value = null), void lists())}>
            {WORDS[filter.value].title} only ×
          </button>
        )}
      </header>
      <div class="columns">
        <div class="list" tabIndex={0} role="region" aria-label="List">
          {panel.value === "findings" && <Findings />}
          {panel.value === "settings" && <Settings />}
          {panel.value === "traffic" && <Traffic />}
          {panel.value === "plugins" && <Plugins />}
        </div>
        <Explain />
      </div>
    </section>
  );
}

function number(panel: Panel) {
  const { summary } = conversion.value ?? {};
  if (summary === undefined || empty.value || panel === "plugins" || panel === "traffic") return null;
  return <small>{(panel === "findings" ? findings.value.total : summary.facts).toLocaleString("en")}</small>;
}

function go(file: number | null, line: number | undefined): void {
  if (file === null || line === undefined) return;
  active.value = file;
  requestAnimationFrame(() => reveal(line));
}

function place(file: number | null, line: number | undefined): string {
  if (file === null || line === undefined) return "";
  return `${files.value[file]?.name ?? ""}:${line + 1}`;
}

function Findings() {
  const { rows, total } = findings.value;
  if (empty.value) return <p class="faint pad">What you should know of your input appears here, each with a code, a place and an instruction.</p>;
  if (rows.length === 0) return <p class="faint pad">Nothing to say: no finding.</p>;
  return (
    <ul class="rows">
      {rows.map((finding) => (
        <li key={finding.id} class={`row severity-${finding.severity}`}>
          <div class="head">
            <span class={`badge badge-${finding.severity}`}>{finding.severity}</span>
            <button type="button" class="code" onClick={() => explain(finding)} aria-label={`Explain ${finding.code}`}>
              {finding.code}
            </button>
            {finding.range !== null && (
              <button type="button" class="place" onClick={() => go(finding.file, finding.range?.start.line)}>
                {place(finding.file, finding.range.start.line)}
              </button>
            )}
          </div>
          <p>
            <Said text={finding.message} />
          </p>
          {finding.help !== null && (
            <p class="faint">
              <Said text={finding.help} />
            </p>
          )}
          {finding.fix !== null && finding.fix.edits.every((edit) => edit.file === active.value) && (
            <button type="button" class="fix" onClick={() => views.input !== null && mend(views.input, finding)}>
              {finding.fix.safe ? "Fix" : "Try"}: {finding.fix.title}
            </button>
          )}
        </li>
      ))}
      {rows.length < total && <More left={total - rows.length} list="findings" />}
    </ul>
  );
}

function explain(finding: Finding): void {
  picked.value = null;
  topic.value = finding.code;
}

function Settings() {
  const { rows, total } = facts.value;
  if (rows.length === 0) return <p class="faint pad">No setting.</p>;
  return (
    <ul class="rows">
      {rows.map((fact) => (
        <li key={fact.id} class="row">
          <button type="button" class="setting" onClick={() => pick(fact)} aria-label={`${fact.key ?? fact.path}, ${WORDS[fact.outcome].title}`}>
            <i class={`dot bg-${fact.outcome}`} />
            <span class="name">{fact.key ?? fact.path}</span>
            <span class="value">{fact.value}</span>
            <span class="object">{fact.object}</span>
          </button>
        </li>
      ))}
      {rows.length < total && <More left={total - rows.length} list="facts" />}
    </ul>
  );
}

function pick(fact: Fact): void {
  picked.value = fact;
  topic.value = fact.key;
  go(fact.file, fact.range.start.line);
}

function More({ left, list }: { left: number; list: "facts" | "findings" }) {
  return (
    <li>
      <button type="button" class="quiet wide" onClick={() => void more(list)}>
        {plural(left, "more row")}
      </button>
    </li>
  );
}
