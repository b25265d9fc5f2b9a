// The page as a whole.

import { useSignal, useSignalEffect } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { replaceFiles, setDark } from "../state/actions.ts";
import { dropped, take } from "../state/disk.ts";
import { examples } from "../state/examples.ts";
import { cli, download, link, manifests, markdown, problem, zip } from "../state/share.ts";
import { dark, notice, side, type Side } from "../state/store.ts";
import { Controls } from "./Controls.tsx";
import { Coverage } from "./Coverage.tsx";
import { Input } from "./Input.tsx";
import { Menu } from "./Menu.tsx";
import { Output } from "./Output.tsx";
import { Report } from "./Report.tsx";

const SIDES: [Side, string][] = [
  ["input", "Ingress"],
  ["output", "Gateway API"],
  ["report", "Report"],
];

export function App() {
  const over = useSignal(false);
  useSignalEffect(() => {
    document.documentElement.dataset["theme"] = dark.value ? "dark" : "light";
  });
  useEffect(() => {
    const hold = (event: DragEvent): void => {
      if (event.dataTransfer?.types.includes("Files") !== true) return;
      event.preventDefault();
      over.value = event.type !== "dragleave" || event.relatedTarget !== null;
    };
    const drop = (event: DragEvent): void => {
      over.value = false;
      if (event.dataTransfer === null || !event.dataTransfer.types.includes("Files")) return;
      event.preventDefault();
      event.stopPropagation();
      void dropped(event.dataTransfer).then(take);
    };
    for (const type of ["dragover", "dragenter", "dragleave"] as const) addEventListener(type, hold);
    addEventListener("drop", drop, { capture: true });
    return () => removeEventListener("drop", drop, { capture: true });
  }, []);
  return (
    <div class="page" data-over={over.value}>
      <Top />
      <Controls />
      {notice.value !== null && (
        <p class="notice" role="alert">
          {notice.value}
          <button type="button" class="quiet" aria-label="Dismiss" onClick={() => (notice.value = null)}>
            ×
          </button>
        </p>
      )}
      <Coverage />
      <nav class="switcher" aria-label="Part of the page">
        {SIDES.map(([name, title]) => (
          <button key={name} type="button" aria-pressed={side.value === name} onClick={() => (side.value = name)}>
            {title}
          </button>
        ))}
      </nav>
      <main>
        <div class="panes">
          <Input />
          <Output />
        </div>
        <Report />
      </main>
    </div>
  );
}

function Top() {
  const all = examples();
  const topics = [...new Set(all.map((example) => example.topic))];
  return (
    <header class="top">
      <h1>
        <img src="./icon.svg" alt="" width="26" height="26" /> Gatewright
        <span class="tagline">Ingress to Gateway API, every setting accounted for</span>
      </h1>
      <div class="actions">
        <Menu title="Examples">
          {topics.map((topic) => (
            <div key={topic} class="group">
              <h2>{topic}</h2>
              {all
                .filter((example) => example.topic === topic)
                .map((example) => (
                  <button
                    type="button"
                    key={example.title}
                    onClick={() => replaceFiles([{ name: example.name, text: example.text }])}
                  >
                    {example.title}
                  </button>
                ))}
            </div>
          ))}
        </Menu>
        <Menu title="Share" kind="primary">
          <button type="button" onClick={() => copy(link, "Link")}>
            Copy link
          </button>
          <button type="button" onClick={() => copy(manifests, "YAML")}>
            Copy YAML
          </button>
          <button type="button" onClick={() => copy(markdown, "Markdown")}>
            Copy as Markdown
          </button>
          <button type="button" onClick={() => copy(async () => cli(), "Command")}>
            Copy the command line
          </button>
          <button type="button" onClick={() => copy(problem, "Problem report")}>
            Copy a problem report
          </button>
          <button type="button" onClick={() => void manifests().then((text) => download("gateway.yaml", new Blob([text], { type: "application/yaml" })))}>
            Download YAML
          </button>
          <button type="button" onClick={() => void zip().then((blob) => download("gateway.zip", blob))}>
            Download ZIP
          </button>
        </Menu>
        <button type="button" class="quiet" aria-pressed={dark.value} aria-label="Dark mode" title="Dark mode" onClick={() => setDark(!dark.value)}>
          {dark.value ? "☀" : "☾"}
        </button>
      </div>
    </header>
  );
}

/** Copies, and says so. */
function copy(make: () => Promise<string>, what: string): void {
  void make().then(
    async (text) => {
      await navigator.clipboard.writeText(text);
      notice.value = `${what} copied. Values of Secrets are never in it.`;
    },
    (error: unknown) => (notice.value = error instanceof Error ? error.message : String(error)),
  );
}
