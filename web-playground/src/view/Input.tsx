// The left side: files as tabs, and their text.

import { useSignalEffect } from "@preact/signals";
import * as editor from "../editor/input.ts";
import { views } from "../editor/links.ts";
import { refresh } from "../editor/marks.ts";
import { closeFile, replaceFiles } from "../state/actions.ts";
import { examples } from "../state/examples.ts";
import { active, conversion, empty, files, openFile, side } from "../state/store.ts";
import { pickFiles } from "../state/disk.ts";
import { Pane } from "./Pane.tsx";

export function Input() {
  useSignalEffect(() => {
    const file = files.value[active.value];
    editor.forget(files.value);
    if (file !== undefined) void editor.showFile(file);
  });
  useSignalEffect(() => {
    if (conversion.value !== null && views.input !== null) refresh(views.input);
  });
  return (
    <section class="side" aria-label="Input" data-shown={side.value === "input"}>
      <header class="tabs">
        <div role="tablist" aria-label="Files" class="tablist">
          {files.value.map((file, index) => (
            <span class="tab" key={file.id} data-active={index === active.value}>
              <button role="tab" type="button" aria-selected={index === active.value} onClick={() => (active.value = index)}>
                {file.name}
              </button>
              {files.value.length > 1 && (
                <button type="button" class="close" aria-label={`Close ${file.name}`} onClick={() => closeFile(index)}>
                  ×
                </button>
              )}
            </span>
          ))}
        </div>
        <button type="button" class="quiet" aria-label="New file" title="New file" onClick={add}>
          +
        </button>
        <button type="button" class="quiet" onClick={() => void pickFiles()}>
          Open…
        </button>
      </header>
      <div class="stack">
        <Pane name="input" mount={editor.mount} ready={ready} />
        {empty.value && <Empty />}
      </div>
    </section>
  );
}

function ready(view: (typeof views)["input"]): void {
  views.input = view;
  const file = files.value[active.value];
  if (file !== undefined) void editor.showFile(file);
}

function add(): void {
  files.value = [...files.value, openFile(`ingress-${files.value.length + 1}.yaml`, "")];
  active.value = files.value.length - 1;
}

function Empty() {
  const command = "kubectl get ingress,ingressclass,service -A -o yaml";
  const first = examples()[0];
  return (
    <div class="empty">
      <h2>Paste your Ingresses</h2>
      <p>Or drop files or a folder anywhere on this page. This prints what a cluster has:</p>
      <div class="command">
        <code>{command}</code>
        <button type="button" onClick={() => void navigator.clipboard.writeText(command)}>
          Copy
        </button>
      </div>
      <p class="faint">For ingress-nginx add <code>configmap</code>: the controller's own changes what annotations mean. Everything stays in this browser.</p>
      {first !== undefined && (
        <button
          type="button"
          class="primary"
          onClick={() => replaceFiles([{ name: first.name, text: first.text }])}
        >
          Show me with a shop: TLS, rewrite, canary, authentication
        </button>
      )}
    </div>
  );
}
