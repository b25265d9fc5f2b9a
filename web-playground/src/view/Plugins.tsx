// Which plugins take part: built in, on or off, and files that were dropped.

import { choose, removePlugin } from "../state/actions.ts";
import { pickFiles } from "../state/disk.ts";
import { choice, loaded, plugins } from "../state/store.ts";

export function Plugins() {
  return (
    <ul class="rows">
      {plugins.value.map(({ manifest }) => (
        <li key={manifest.id} class="row">
          <label class="switch">
            <input type="checkbox" checked={!choice.value.without.includes(manifest.id)} onChange={() => toggle(manifest.id)} />
            <b>{manifest.id}</b> {manifest.version} <span class="faint">built in</span>
          </label>
          <p>{manifest.title}</p>
          <p class="faint">{manifest.features.reduce((sum, feature) => sum + feature.keys.length, 0)} annotations and settings known</p>
        </li>
      ))}
      {loaded.value.map(({ manifest, file, size, sha256, examples }) => (
        <li key={manifest.id} class="row" data-plugin={manifest.id}>
          <div class="head">
            <b>{manifest.id}</b> {manifest.version} <span class="faint">{file}</span>
            <button type="button" class="place" onClick={() => void removePlugin(manifest.id)}>
              Remove
            </button>
          </div>
          <p>{manifest.title}</p>
          <dl>
            <dt>Role</dt>
            <dd>{manifest.role}</dd>
            <dt>Claims</dt>
            <dd>{[...manifest.claims.prefixes, ...manifest.claims.kinds, ...manifest.claims.classes].join(", ")}</dd>
            <dt>Size</dt>
            <dd>{size.toLocaleString("en")} bytes, no imports</dd>
            <dt>SHA-256</dt>
            <dd class="hash">{sha256 ?? "not computed on a page without HTTPS"}</dd>
            <dt>Examples</dt>
            <dd>{examples === null ? "trying…" : examples.wrong.length === 0 ? `all ${examples.held} hold` : examples.wrong.join("\n")}</dd>
          </dl>
        </li>
      ))}
      <li class="row drop">
        <p>
          Drop a plugin's <code>.wasm</code> file here. It runs in a sandbox: no files, no network, no clock; one that hangs is ended.
        </p>
        <button type="button" class="quiet" onClick={() => void pickFiles()}>
          Choose a file…
        </button>
      </li>
    </ul>
  );
}

function toggle(id: string): void {
  const { without } = choice.value;
  choose({ without: without.includes(id) ? without.filter((other) => other !== id) : [...without, id] });
}
