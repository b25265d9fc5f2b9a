// A result beside what it would replace: a difference that a person looks at before anything is written.

import * as vscode from "vscode";
import { t } from "../words.ts";
import { nameOf, RESULT } from "./places.ts";

/** What is to be written when the person says so. */
interface Waiting {
  text: string;
  apply: () => Thenable<boolean>;
}

export class Results implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #waiting = new Map<string, Waiting>();
  readonly #watching: vscode.Disposable[];
  #number = 0;

  constructor() {
    this.#watching = [
      vscode.workspace.registerTextDocumentContentProvider(RESULT, this),
      vscode.commands.registerCommand("gatewright.applyResult", (uri?: vscode.Uri) => this.apply(uri)),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        if (uri.scheme === RESULT) this.#waiting.delete(uri.toString());
      }),
    ];
  }

  /** Shows what would change in files that are there already; whether the person wants it. */
  async agreed(files: readonly { file: vscode.Uri; text: string }[], question: { title: string; ask: string; yes: string }): Promise<boolean> {
    const shown = files.map(({ file, text }) => {
      const uri = this.#address(file);
      this.#waiting.set(uri.toString(), { text, apply: () => Promise.resolve(false) });
      return [file, file, uri];
    });
    await vscode.commands.executeCommand("vscode.changes", question.title, shown);
    const isAgreed = (await vscode.window.showInformationMessage(question.ask, question.yes, t("Leave it"))) === question.yes;
    const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
    await vscode.window.tabGroups.close(tabs.filter(({ label }) => label.startsWith(question.title)));
    return isAgreed;
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#waiting.get(uri.toString())?.text ?? "";
  }

  /** Shows the difference, and writes the result if the person wants it. */
  async propose(file: vscode.Uri, text: string, question: { title: string; ask: string; yes: string }): Promise<void> {
    const document = await vscode.workspace.openTextDocument(file);
    const { version } = document;
    const uri = this.#address(file);
    const apply = (): Thenable<boolean> => {
      if (document.version !== version) {
        void vscode.window.showWarningMessage(t("{0} has changed meanwhile; nothing was replaced.", nameOf(file)));
        return Promise.resolve(false);
      }
      const edit = new vscode.WorkspaceEdit();
      edit.replace(file, new vscode.Range(0, 0, document.lineCount, 0), text);
      return vscode.workspace.applyEdit(edit);
    };
    this.#waiting.set(uri.toString(), { text, apply });
    await vscode.commands.executeCommand("vscode.diff", file, uri, question.title, { preview: true });
    void vscode.window.showInformationMessage(question.ask, question.yes, t("Leave it")).then((answer) => {
      if (answer === question.yes) void this.apply(uri);
    });
  }

  /** Writes what a difference shows: that of this address, or of the tab that is looked at. */
  async apply(uri?: vscode.Uri): Promise<void> {
    const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
    const shown = input instanceof vscode.TabInputTextDiff ? input.modified : undefined;
    const key = (uri?.scheme === RESULT ? uri : shown)?.toString();
    const waiting = key === undefined ? undefined : this.#waiting.get(key);
    if (waiting === undefined || key === undefined) return;
    this.#waiting.delete(key);
    if (!(await waiting.apply())) return;
    const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
    const done = tabs.filter((tab) => tab.input instanceof vscode.TabInputTextDiff && tab.input.modified.toString() === key);
    await vscode.window.tabGroups.close(done);
  }

  #address(file: vscode.Uri): vscode.Uri {
    this.#number += 1;
    return vscode.Uri.from({ scheme: RESULT, path: `/${nameOf(file)}`, query: String(this.#number) });
  }

  dispose(): void {
    for (const watching of this.#watching) watching.dispose();
  }
}
