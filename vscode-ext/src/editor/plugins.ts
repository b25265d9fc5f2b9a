// Which plugins from files take part? Those of a trusted workspace whose hash was confirmed there, until one fails.

import type { Engine } from "gatewright";
import * as vscode from "vscode";
import { sha256 } from "../answers/hash.ts";
import { reason, t } from "../words.ts";

interface Confirmed {
  path: string;
  hash: string;
  bytes: Uint8Array;
}

const KEPT = "gatewright.confirmedPlugins";

export class Plugins implements vscode.Disposable {
  readonly #state: vscode.Memento;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #watching: vscode.Disposable[] = [];
  /** Hashes that were refused or switched off until the window is loaded again. */
  readonly #off = new Set<string>();
  readonly #hashes = new Map<string, string>();
  #confirmed: Confirmed[] = [];
  #reading: Promise<void> = Promise.resolve();
  /** Kinds that the plugins claim. */
  kinds: string[] = [];
  /** What a person should know: a plugin that is off, and why. */
  readonly troubles: string[] = [];

  /** Other plugins take part than before. */
  readonly onDidChange = this.#changed.event;

  constructor(state: vscode.Memento) {
    this.#state = state;
    this.#watching.push(
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.refresh()),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration("gatewright.plugins")) this.refresh();
      }),
    );
  }

  /** Reads the setting again, and asks about what was not confirmed. */
  refresh(): void {
    this.#reading = this.#reading.then(() => this.#read()).catch((error) => this.#tell(reason(error)));
  }

  /** The engine with the plugins that take part. */
  async equip(engine: Engine): Promise<Engine> {
    for (const { path, hash, bytes } of this.#confirmed) {
      try {
        const { manifest } = await engine.addPlugin(bytes);
        this.#hashes.set(manifest.id, hash);
        this.kinds = [...new Set([...this.kinds, ...manifest.claims.kinds])];
      } catch (error) {
        this.#switchOff(hash, t("The plugin {0} was switched off: {1}", path, reason(error)));
      }
    }
    return engine;
  }

  /** A plugin hung or failed. */
  disable(id: string, why: string): void {
    const hash = this.#hashes.get(id);
    if (hash === undefined || this.#off.has(hash)) return;
    this.#switchOff(hash, t("The plugin {0} was switched off: {1}", id, why));
    this.#changed.fire();
  }

  /** The plugin that a message is about, where it is one of ours. */
  named(message: string): string | undefined {
    return [...this.#hashes.keys()].find((id) => message.includes(`plugin ${id} `));
  }

  dispose(): void {
    for (const watching of this.#watching) watching.dispose();
    this.#changed.dispose();
  }

  #switchOff(hash: string, message: string): void {
    this.#off.add(hash);
    this.#confirmed = this.#confirmed.filter((plugin) => plugin.hash !== hash);
    this.#tell(message);
  }

  #tell(message: string): void {
    this.troubles.push(message);
    void vscode.window.showErrorMessage(message);
  }

  async #read(): Promise<void> {
    const before = this.#confirmed.map(({ hash }) => hash).join();
    const found: Confirmed[] = [];
    const paths = vscode.workspace.isTrusted ? vscode.workspace.getConfiguration("gatewright").get<unknown>("plugins") : [];
    for (const path of Array.isArray(paths) ? paths : []) {
      const plugin = typeof path === "string" ? await this.#confirm(path) : undefined;
      if (plugin !== undefined) found.push(plugin);
    }
    this.#confirmed = found;
    if (before !== found.map(({ hash }) => hash).join()) this.#changed.fire();
  }

  async #confirm(path: string): Promise<Confirmed | undefined> {
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    if (folder === undefined || path.startsWith("/") || path.split(/[\\/]/).includes("..")) {
      this.#tell(t("The plugin {0} must be a file of the workspace.", path));
      return undefined;
    }
    let bytes: Uint8Array;
    try {
      bytes = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(folder.uri, path));
    } catch {
      this.#tell(t("The plugin {0} cannot be read.", path));
      return undefined;
    }
    const hash = await sha256(bytes);
    if (hash === undefined) {
      this.#tell(t("The plugin {0} cannot be loaded: this host computes no hashes.", path));
      return undefined;
    }
    if (this.#off.has(hash)) return undefined;
    const known = this.#state.get<Record<string, string>>(KEPT, {});
    if (known[path] !== hash) {
      const run = t("Run it");
      const detail = t("SHA-256 {0}. It runs in a sandbox without files, network or clock, and sees the manifests without the values of Secrets.", hash);
      const changed = known[path] === undefined ? "" : ` ${t("It is another file than the one you confirmed.")}`;
      const answer = await vscode.window.showWarningMessage(
        t("This workspace asks Gatewright to run the plugin {0}.", path),
        { modal: true, detail: detail + changed },
        run,
      );
      if (answer !== run) {
        this.#off.add(hash);
        this.troubles.push(t("The plugin {0} was not confirmed.", path));
        return undefined;
      }
      await this.#state.update(KEPT, { ...this.#state.get<Record<string, string>>(KEPT, {}), [path]: hash });
    }
    return { path, hash, bytes };
  }
}
