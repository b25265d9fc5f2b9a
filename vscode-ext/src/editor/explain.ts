// Documents to read: what a code or an annotation means, and summaries. Markdown that the editor shows.

import * as vscode from "vscode";
import { t } from "../words.ts";
import type { Engines } from "./engines.ts";
import { EXPLAIN } from "./places.ts";

export class Explain implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #engines: Engines;
  readonly #pages = new Map<string, string>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #watching: vscode.Disposable[];

  readonly onDidChange = this.#changed.event;

  constructor(engines: Engines) {
    this.#engines = engines;
    this.#watching = [
      vscode.workspace.registerTextDocumentContentProvider(EXPLAIN, this),
      vscode.commands.registerCommand("gatewright.explain", (topic?: unknown) => this.topic(topic)),
    ];
  }

  /** Shows the document of a code or of an annotation's key; asks for one where none is given. */
  async topic(given?: unknown): Promise<void> {
    const topic = typeof given === "string" ? given : await vscode.window.showInputBox({ prompt: t("A code or an annotation"), placeHolder: "nginx/rewrite-captures" });
    if (topic === undefined || topic === "") return;
    await this.#show(vscode.Uri.from({ scheme: EXPLAIN, path: `/${topic.replaceAll("/", " · ")}.md`, query: topic }));
  }

  /** Shows a page that was made for once. */
  async page(title: string, text: string): Promise<void> {
    const uri = vscode.Uri.from({ scheme: EXPLAIN, path: `/${title}.md` });
    this.#pages.set(uri.toString(), text);
    this.#changed.fire(uri);
    await this.#show(uri);
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const page = this.#pages.get(uri.toString());
    if (page !== undefined) return page;
    const topic = uri.query;
    const said = await this.#engines.beside((engine) => engine.explain(topic));
    return said ?? t("Nothing is known about {0}.", `\`${topic}\``);
  }

  dispose(): void {
    for (const watching of this.#watching) watching.dispose();
    this.#changed.dispose();
  }

  async #show(uri: vscode.Uri): Promise<void> {
    try {
      await vscode.commands.executeCommand("markdown.showPreviewToSide", uri);
    } catch {
      // Hosts without Markdown show its text.
      const document = await vscode.workspace.openTextDocument(uri);
      await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true });
    }
  }
}
