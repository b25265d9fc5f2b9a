// Converting where one stands: preview, insert, replace, save. Everything can be undone; nothing is replaced unseen.

import type { InputObject } from "gatewright";
import * as vscode from "vscode";
import { beside } from "../answers/layout.ts";
import { isOf } from "../answers/lenses.ts";
import { touched } from "../answers/scope.ts";
import { below, changed, instead, standsAlone } from "../answers/splice.ts";
import { t } from "../words.ts";
import type { Account, Manifests } from "./manifests.ts";
import { isCandidate, lined, nameOf } from "./places.ts";
import type { Preview } from "./preview.ts";
import type { Results } from "./results.ts";

/** What is to be converted. */
interface Chosen {
  document: vscode.TextDocument;
  account: Account;
  objects: InputObject[];
  /** Names of the objects, where they are not all of the document's. */
  names: string[] | undefined;
  /** The object whose lens was pressed. */
  named?: string;
}

type Arguments = [uri?: vscode.Uri, object?: string];

export function converting(manifests: Manifests, preview: Preview, results: Results): vscode.Disposable {
  const command = (name: string, run: (chosen: Chosen) => Promise<unknown>) => {
    return vscode.commands.registerCommand(name, async (...given: Arguments) => {
      const chosen = await choose(manifests, given);
      if (chosen !== undefined) await run(chosen);
    });
  };
  return vscode.Disposable.from(
    // One object alone may become something else than beside the others: a preview shows all, and goes to the one.
    command("gatewright.preview", ({ document, names, named }) => (named === undefined ? preview.show(document, names) : preview.show(document, undefined, named))),
    command("gatewright.insertBelow", (chosen) => insert(manifests, chosen)),
    command("gatewright.replace", (chosen) => replace(manifests, results, chosen)),
    command("gatewright.saveBeside", (chosen) => save(manifests, results, chosen)),
  );
}

/** The objects that were named, that are selected, or that the person picks. */
async function choose(manifests: Manifests, [uri, object]: Arguments): Promise<Chosen | undefined> {
  const editor = vscode.window.activeTextEditor;
  const document = uri instanceof vscode.Uri && uri.toString() !== editor?.document.uri.toString() ? await vscode.workspace.openTextDocument(uri) : editor?.document;
  if (document === undefined || !isCandidate(document)) return nothing();
  const account = await manifests.settled(document);
  if (account === undefined) return nothing();
  const all = account.objects.filter(({ name }) => isOf(name, manifests.convertible)).sort((one, other) => one.range.start.line - other.range.start.line);
  if (all.length === 0) return nothing();
  const chosen = (objects: InputObject[]): Chosen => {
    return { document, account, objects, names: objects.length === all.length ? undefined : objects.map(({ name }) => name) };
  };
  if (typeof object === "string") return { ...chosen(all.filter(({ name }) => name === object)), named: object };
  const selection = editor?.document === document ? editor.selection : undefined;
  if (selection !== undefined && !selection.isEmpty) {
    const selected = touched(all, selection.start.line, selection.end.line);
    return selected.length === 0 ? nothing() : chosen(selected);
  }
  const here = selection === undefined ? [] : touched(all, selection.active.line, selection.active.line);
  if (all.length === 1 || here.length === 0 || here.length === all.length) return chosen(all);
  const whole = t("The whole file");
  const items = [...here.map(({ name }) => ({ label: name, objects: here })), { label: whole, description: t("{0} objects", all.length), objects: all }];
  const picked = await vscode.window.showQuickPick(items, { placeHolder: t("What is to be converted?") });
  return picked === undefined ? undefined : chosen(picked.objects);
}

function nothing(): undefined {
  void vscode.window.showInformationMessage(t("There is nothing here that becomes an object of the Gateway API."));
  return undefined;
}

async function converted(manifests: Manifests, { document, names }: Chosen): Promise<string | undefined> {
  const text = await manifests.ask(document, (conversion) => conversion.text(), names);
  if (text !== undefined && text.trim() !== "") return text;
  void vscode.window.showWarningMessage(t("Nothing was converted; the problems say why."));
  return undefined;
}

function linesOf(document: vscode.TextDocument): string[] {
  return document.getText().split(/\r?\n/);
}

/** Whether all of them can be cut out of their text; tells the person where they cannot. */
function separable({ document, objects }: Chosen): boolean {
  const { lineAt } = lined(document);
  if (objects.every((object) => standsAlone(object, lineAt))) return true;
  void vscode.window.showInformationMessage(t("This object is part of a list or of JSON. Save the result beside the file instead."));
  return false;
}

async function insert(manifests: Manifests, chosen: Chosen): Promise<void> {
  const { document, objects } = chosen;
  if (!separable(chosen)) return;
  const { version } = document;
  const text = await converted(manifests, chosen);
  if (text === undefined || document.version !== version) return;
  const edit = new vscode.WorkspaceEdit();
  for (const change of below(linesOf(document), objects, text)) {
    // The last line may have no end of its own.
    const isOpen = change.from >= document.lineCount;
    const at = isOpen ? document.lineAt(document.lineCount - 1).range.end : new vscode.Position(change.from, 0);
    edit.insert(document.uri, at, isOpen ? `\n${change.text}` : change.text);
  }
  await vscode.workspace.applyEdit(edit);
}

async function replace(manifests: Manifests, results: Results, chosen: Chosen): Promise<void> {
  const { document, objects, names } = chosen;
  if (!separable(chosen)) return;
  const { version } = document;
  const text = await converted(manifests, chosen);
  if (text === undefined || document.version !== version) return;
  const lines = linesOf(document);
  const what = names === undefined ? nameOf(document.uri) : names.join(", ");
  await results.propose(document.uri, changed(lines, instead(lines, objects, text)), {
    title: t("{0} as Gateway API", what),
    ask: t("Replace {0} by what is on the right?", what),
    yes: t("Replace"),
  });
}

async function save(manifests: Manifests, results: Results, chosen: Chosen): Promise<void> {
  const { document } = chosen;
  const text = await converted(manifests, chosen);
  if (text === undefined) return;
  if (document.isUntitled) {
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language: "yaml", content: text }));
    return;
  }
  const name = beside(nameOf(document.uri));
  const file = vscode.Uri.joinPath(document.uri, "..", name);
  if (await exists(file)) {
    const question = { title: t("{0}: what would be written", name), ask: t("{0} is there already. Replace it by what is on the right?", name), yes: t("Replace") };
    return results.propose(file, text, question);
  }
  const edit = new vscode.WorkspaceEdit();
  edit.createFile(file, { contents: new TextEncoder().encode(text) });
  await vscode.workspace.applyEdit(edit);
  await vscode.window.showTextDocument(file, { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true });
}

export async function exists(file: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(file);
    return true;
  } catch {
    return false;
  }
}
