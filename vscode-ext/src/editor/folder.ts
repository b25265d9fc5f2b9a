// Converting a folder: all its manifests at once, because they make one set of Gateways and routes together.

import type { Conversion, Engine } from "gatewright";
import * as vscode from "vscode";
import { plan, type Split } from "../answers/layout.ts";
import { type Converted, line, page } from "../answers/summary.ts";
import { reason, t } from "../words.ts";
import { exists } from "./convert.ts";
import type { Engines } from "./engines.ts";
import type { Explain } from "./explain.ts";
import { gather, type Progress } from "./gather.ts";
import type { Manifests } from "./manifests.ts";
import { nameOf } from "./places.ts";

/** Findings that the summary shows. */
const SHOWN = 40;

interface Written {
  edit: vscode.WorkspaceEdit;
  files: string[];
  /** How many were there already, with another text. */
  differing: number;
}

export function folders(manifests: Manifests, engines: Engines, explain: Explain): vscode.Disposable {
  return vscode.commands.registerCommand("gatewright.convertFolder", async (uri?: vscode.Uri) => {
    const folder = uri instanceof vscode.Uri ? uri : await pick();
    if (folder === undefined) return;
    const title = t("Converting {0}", nameOf(folder));
    const location = vscode.ProgressLocation.Notification;
    await vscode.window.withProgress({ location, title, cancellable: true }, (progress, token) => {
      return convert(folder, { manifests, engines, explain }, progress, token);
    });
  });
}

interface Parts {
  manifests: Manifests;
  engines: Engines;
  explain: Explain;
}

async function convert(folder: vscode.Uri, { manifests, engines, explain }: Parts, progress: Progress, token: vscode.CancellationToken): Promise<void> {
  const start = performance.now();
  const settings = vscode.workspace.getConfiguration("gatewright", folder);
  const output = settings.get("folder.output", "gateway-api");
  const split: Split = settings.get("folder.split") === "object" ? "object" : "namespace";
  const gathered = await gather([folder], [output], progress, token);
  if (gathered === undefined) return ended();
  let engine: Engine | undefined;
  const cancelling = token.onCancellationRequested(() => engine?.dispose());
  try {
    progress.report({ message: t("{0} files are converted", gathered.files.length) });
    engine = await engines.fresh();
    if (token.isCancellationRequested) return ended();
    const conversion = await engine.open(gathered.files, manifests.options());
    progress.report({ message: t("{0} objects are written", conversion.summary.outputs), increment: 15 });
    const written = await write(conversion, vscode.Uri.joinPath(folder, output), split);
    const findings = await conversion.findings({ severities: ["error", "warning"] }, 0, SHOWN);
    if (token.isCancellationRequested) return ended();
    if (written.files.length > 0 && !(await vscode.workspace.applyEdit(written.edit, { isRefactoring: written.differing > 0 }))) return ended();
    const { summary } = conversion;
    const milliseconds = performance.now() - start;
    const { read, unread, files } = gathered;
    const converted: Converted = {
      folder: vscode.workspace.asRelativePath(folder),
      read,
      unread,
      summary,
      findings: findings.rows,
      findingsInAll: findings.total,
      files: written.files.map((name) => `${output}/${name}`),
      names: files.map(({ name }) => name),
      milliseconds,
    };
    void done(converted, explain);
  } catch (error) {
    if (token.isCancellationRequested) return ended();
    void vscode.window.showErrorMessage(t("The folder was not converted: {0}", reason(error)));
  } finally {
    cancelling.dispose();
    engine?.dispose();
  }
}

/** The files as one edit that can be undone; those that would change are looked at first. */
async function write(conversion: Conversion, home: vscode.Uri, split: Split): Promise<Written> {
  const { rows } = await conversion.outputs(0, conversion.summary.outputs);
  const written: Written = { edit: new vscode.WorkspaceEdit(), files: [], differing: 0 };
  for (const { path, outputs } of plan(rows, split)) {
    const texts = await Promise.all(outputs.map((number) => conversion.text(rows[number]?.lines)));
    const text = `${texts.map((one) => one.replace(/\n?---\n$/, "").trimEnd()).join("\n---\n")}\n`;
    const file = vscode.Uri.joinPath(home, path);
    written.files.push(path);
    if (!(await exists(file))) {
      written.edit.createFile(file, { contents: new TextEncoder().encode(text) });
      continue;
    }
    const there = await vscode.workspace.openTextDocument(file);
    if (there.getText() === text) continue;
    written.differing += 1;
    const whole = new vscode.Range(0, 0, there.lineCount, 0);
    written.edit.replace(file, whole, text, { needsConfirmation: true, label: t("Replace what is there") });
  }
  return written;
}

async function done(converted: Converted, explain: Explain): Promise<void> {
  const summary = t("Show the summary");
  const isClean = converted.summary.errors === 0;
  const show = isClean ? vscode.window.showInformationMessage : vscode.window.showWarningMessage;
  if ((await show(line(converted), summary)) === summary) await explain.page(t("Summary"), page(converted));
}

function ended(): void {
  void vscode.window.showInformationMessage(t("Nothing was written."));
}

async function pick(): Promise<vscode.Uri | undefined> {
  const open = vscode.workspace.workspaceFolders ?? [];
  if (open.length <= 1 && open[0] !== undefined) return open[0].uri;
  return (await vscode.window.showWorkspaceFolderPick())?.uri;
}
