// The right side: what came of it, all or an object at a time, and what each pass of the engine made.

import { useSignalEffect } from "@preact/signals";
import * as editor from "../editor/output.ts";
import { pointAgain, views } from "../editor/links.ts";
import { busy, conversion, empty, failure, outputs, shown, side, tab, type Tab } from "../state/store.ts";
import { Pane } from "./Pane.tsx";

const TABS: [Tab, string, string][] = [
  ["output", "Gateway API", "The manifests"],
  ["tree", "Tree", "The documents, with the place of every node"],
  ["source", "Source", "The objects that were read, and their settings"],
  ["table", "Table", "The rules, in the order in which the source decides"],
  ["granted", "Granted", "The rules, with every want settled"],
  ["routes", "Routes", "The routes, before they are objects"],
];

async function fill(): Promise<void> {
  const { output } = views;
  const open = conversion.value;
  const pass = tab.value;
  const only = shown.value === null ? undefined : outputs.value[shown.value];
  if (output === null || open === null) return;
  if (pass === "output") {
    await editor.fill(output, open, only?.lines ?? { from: 0, to: open.lineCount });
    return pointAgain();
  }
  const text = await open.stage(pass).catch(() => null);
  if (text !== null && tab.value === pass) editor.fillText(output, text.slice(0, 2_000_000));
}

export function Output() {
  useSignalEffect(() => void fill());
  return (
    <section class="side" aria-label="Output" data-shown={side.value === "output"}>
      <header class="tabs">
        <div role="tablist" aria-label="Passes of the engine" class="tablist">
          {TABS.map(([name, title, hint]) => (
            <span class="tab" key={name} data-active={tab.value === name}>
              <button role="tab" type="button" title={hint} aria-selected={tab.value === name} onClick={() => (tab.value = name)}>
                {title}
              </button>
            </span>
          ))}
        </div>
        {tab.value === "output" && outputs.value.length > 0 && (
          <select aria-label="Object" class="objects" value={shown.value ?? -1} onChange={(event) => pick(Number(event.currentTarget.value))}>
            <option value={-1}>All {(conversion.value?.summary.outputs ?? 0).toLocaleString("en")} objects</option>
            {outputs.value.map(({ kind, namespace, name }, index) => (
              <option key={index} value={index}>
                {kind} {namespace}/{name}
              </option>
            ))}
          </select>
        )}
      </header>
      <div class="stack" aria-busy={busy.value !== null}>
        <Pane name="output" mount={editor.mount} ready={(view) => ((views.output = view), void fill())} />
        {failure.value !== null && (
          <div class="empty" role="alert">
            <h2>That did not work</h2>
            <p>{failure.value.message}</p>
            <p class="faint">{failure.value.code}</p>
          </div>
        )}
        {failure.value === null && empty.value && (
          <div class="empty">
            <p class="faint">Gateways, routes, grants and policies appear here while you type.</p>
          </div>
        )}
      </div>
    </section>
  );
}

function pick(index: number): void {
  shown.value = index < 0 ? null : index;
}
