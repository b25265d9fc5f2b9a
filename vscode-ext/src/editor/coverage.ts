// The coverage of the workspace as a tree: which settings are kept, which are not, and where they stand.

import type { Fact } from "gatewright";
import * as vscode from "vscode";
import { type By, type Row, tree } from "../answers/coverage.ts";
import { counts, tally } from "../answers/outcome.ts";
import { patiently } from "../engine/patience.ts";
import { reason, t } from "../words.ts";
import type { Engines } from "./engines.ts";
import { gather } from "./gather.ts";
import type { Manifests } from "./manifests.ts";

/** Settings that are fetched at once, and at most. */
const ROWS = 5000;
const MOST = 50_000;

const COLOURS: Record<string, string> = {
  exact: "testing.iconPassed",
  approximate: "list.warningForeground",
  "needs-policy": "list.warningForeground",
  unsupported: "list.errorForeground",
  invalid: "list.errorForeground",
  inert: "disabledForeground",
};

export class Coverage implements vscode.TreeDataProvider<Row>, vscode.Disposable {
  readonly #manifests: Manifests;
  readonly #engines: Engines;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #view: vscode.TreeView<Row>;
  readonly #watching: vscode.Disposable[];
  #facts: Fact[] = [];
  #uris: vscode.Uri[] = [];
  #by: By = "object";
  #looked = false;

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(manifests: Manifests, engines: Engines) {
    this.#manifests = manifests;
    this.#engines = engines;
    this.#view = vscode.window.createTreeView("gatewright.coverage", { treeDataProvider: this, showCollapseAll: true });
    const by = (chosen: By) => () => this.#show(chosen);
    this.#watching = [
      this.#view,
      vscode.commands.registerCommand("gatewright.coverage.refresh", () => this.refresh()),
      vscode.commands.registerCommand("gatewright.coverage.byObject", by("object")),
      vscode.commands.registerCommand("gatewright.coverage.byOutcome", by("outcome")),
      vscode.commands.registerCommand("gatewright.coverage", async () => {
        await vscode.commands.executeCommand("gatewright.coverage.focus");
        await this.refresh();
      }),
      this.#view.onDidChangeVisibility(({ visible }) => {
        if (visible && !this.#looked) void this.refresh();
      }),
    ];
    this.#show("object");
  }

  /** Reads the workspace anew. */
  async refresh(): Promise<void> {
    this.#looked = true;
    const folders = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri);
    const output = vscode.workspace.getConfiguration("gatewright").get("folder.output", "gateway-api");
    const options = { location: { viewId: "gatewright.coverage" }, cancellable: true };
    await vscode.window.withProgress(options, async (progress, token) => {
      const gathered = await gather(folders, [output], progress, token);
      if (gathered === undefined) return;
      const engine = await this.#engines.fresh();
      const cancelling = token.onCancellationRequested(() => engine.dispose());
      try {
        const conversion = await patiently(engine, gathered.files, this.#manifests.options());
        const facts: Fact[] = [];
        for (let from = 0; from < Math.min(conversion.summary.facts, MOST); from += ROWS) {
          facts.push(...(await conversion.facts({}, from, ROWS)).rows);
        }
        this.#facts = facts;
        this.#uris = gathered.uris;
        this.#view.message = facts.length === 0 ? t("No manifest of this workspace is converted.") : undefined;
        this.#view.description = tally(counts(conversion.summary));
        this.#changed.fire();
      } catch (error) {
        if (!token.isCancellationRequested) this.#view.message = reason(error);
      } finally {
        cancelling.dispose();
        engine.dispose();
      }
    });
  }

  getChildren(row?: Row): Row[] {
    return row === undefined ? tree(this.#facts, this.#by) : row.children;
  }

  getTreeItem({ id, label, description, tooltip, icon, outcome, place, children }: Row): vscode.TreeItem {
    const state = children.length > 0 ? vscode.TreeItemCollapsibleState.Collapsed : vscode.TreeItemCollapsibleState.None;
    const item = new vscode.TreeItem(label, state);
    item.id = id;
    item.description = description;
    item.tooltip = tooltip;
    item.iconPath = new vscode.ThemeIcon(icon, new vscode.ThemeColor(COLOURS[outcome] ?? "foreground"));
    const uri = place === undefined ? undefined : this.#uris[place.file];
    if (place !== undefined && uri !== undefined) {
      const selection = new vscode.Range(place.line, place.character, place.endLine, place.endCharacter);
      item.command = { title: t("Go there"), command: "vscode.open", arguments: [uri, { selection }] };
    }
    return item;
  }

  dispose(): void {
    for (const watching of this.#watching) watching.dispose();
    this.#changed.dispose();
  }

  #show(by: By): void {
    this.#by = by;
    void vscode.commands.executeCommand("setContext", "gatewright.coverageBy", by);
    this.#changed.fire();
  }
}
