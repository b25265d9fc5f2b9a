// Converting a folder: all its manifests at once, because they make one set of Gateways and routes together.

import type { Conversion, Engine } from "gatewright";
import * as vscode from "vscode";
import { plan, type Split } from "../answers/layout.ts";
import { type Converted, line, page } from "../answers/summary.ts";
import { patiently } from "../engine/patience.ts";
import { reason, t } from "../words.ts";
import { exists } from "./convert.ts";
import type { Engines } from "./engines.ts";
import type { Explain } from "./explain.ts";
import { gather, type Progress } from "./gather.ts";
import type { Manifests } from "./manifests.ts";
import { nameOf } from "./places.ts";
import type { Results } from "./results.ts";

/** Findings that the summary shows. */
const SHOWN = 40;

interface Written {
  edit: vscode.WorkspaceEdit;
  files: string[];
  /** How many of them are new or change. */
  changes: number;
  /** Those that are there already, with another text. */
  differing: { file: vscode.Uri; text: string }[];
}

interface Parts {
  manifests: Manifests;
  engines: Engines;
  explain: Explain;
  results: Results;
}

export function folders(parts: Parts): vscode.Disposable {
  return vscode.commands.registerCommand("gatewright.convertFolder", async (uri?: vscode.Uri) => {
    const folder = uri instanceof vscode.Uri ? uri : await pick();
    if (folder === undefined) return;
    const title = t("Converting {0}", nameOf(folder));
    const location = vscode.ProgressLocation.Notification;
    const found = await vscode.window.withProgress({ location, title, cancellable: true }, (progress, token) => {
      return convert(folder, parts, progress, token);
    });
    if (found !== undefined && (await write(found.written, parts.results))) return tell(found.converted, parts.explain);
    void vscode.window.showInformationMessage(t("Nothing was written."));
  });
}

/** What would be written; undefined where it was ended, or went wrong, which the person is told. */
async function convert(folder: vscode.Uri, { manifests, engines }: Parts, progress: Progress, token: vscode.CancellationToken): Promise<{ written: Written; converted: Converted } | undefined> {
  const start = performance.now();
  const settings = vscode.workspace.getConfiguration("gatewright", folder);
  const output = settings.get("folder.output", "gateway-api");
  const split: Split = settings.get("folder.split") === "object" ? "object" : "namespace";
  const gathered = await gather([folder], [output], progress, token);
  if (gathered === undefined) return undefined;
  const { read, unread, files } = gathered;
  let engine: Engine | undefined;
  const cancelling = token.onCancellationRequested(() => engine?.dispose());
  try {
    progress.report({ message: t("{0} files are converted", files.length) });
    engine = await engines.fresh();
    if (token.isCancellationRequested) return undefined;
    const conversion = await patiently(engine, files, manifests.options());
    const { summary } = conversion;
    progress.report({ message: t("{0} objects are written", summary.outputs), increment: 15 });
    const written = await planned(conversion, vscode.Uri.joinPath(folder, output), split);
    const findings = await conversion.findings({ severities: ["error", "warning"] }, 0, SHOWN);
    if (token.isCancellationRequested) return undefined;
    const converted: Converted = {
      folder: vscode.workspace.asRelativePath(folder),
      read,
      unread,
      summary,
      findings: findings.rows,
      findingsInAll: findings.total,
      files: written.files.map((name) => `${output}/${name}`),
      names: files.map(({ name }) => name),
      milliseconds: performance.now() - start,
    };
    return { written, converted };
  } catch (error) {
    if (!token.isCancellationRequested) void vscode.window.showErrorMessage(t("The folder was not converted: {0}", reason(error)));
    return undefined;
  } finally {
    cancelling.dispose();
    engine?.dispose();
  }
}

/** The files as one edit that can be undone. */
async function planned(conversion: Conversion, home: vscode.Uri, split: Split): Promise<Written> {
  const { rows } = await conversion.outputs(0, conversion.summary.outputs);
  const written: Written = { edit: new vscode.WorkspaceEdit(), files: [], changes: 0, differing: [] };
  for (const { path, outputs } of plan(rows, split)) {
    const texts = await Promise.all(outputs.map((number) => conversion.text(rows[number]?.lines)));
    const text = `${texts.map((one) => one.replace(/\n?---\n$/, "").trimEnd()).join("\n---\n")}\n`;
    const file = vscode.Uri.joinPath(home, path);
    written.files.push(path);
    if (!(await exists(file))) {
      written.changes += 1;
      written.edit.createFile(file, { contents: new TextEncoder().encode(text) });
      continue;
    }
    const there = await vscode.workspace.openTextDocument(file);
    if (there.getText() === text) continue;
    written.changes += 1;
    written.differing.push({ file, text });
    written.edit.replace(file, new vscode.Range(0, 0, there.lineCount, 0), text);
  }
  return written;
}

/** Writes; what is there already is looked at first. Whether it was written. */
async function write({ edit, changes, differing }: Written, results: Results): Promise<boolean> {
  if (differing.length > 0) {
    const ask = t("{0} files are there already, with another text. Replace them by what is on the right?", differing.length);
    if (!(await results.agreed(differing, { title: t("What would change"), ask, yes: t("Replace") }))) return false;
  }
  return changes === 0 || vscode.workspace.applyEdit(edit);
}

async function tell(converted: Converted, explain: Explain): Promise<void> {
  const summary = t("Show the summary");
  const isClean = converted.summary.errors === 0;
  const show = isClean ? vscode.window.showInformationMessage : vscode.window.showWarningMessage;
  if ((await show(line(converted), summary)) === summary) await explain.page(t("Summary"), page(converted));
}

async function pick(): Promise<vscode.Uri | undefined> {
  const open = vscode.workspace.workspaceFolders ?? [];
  if (open.length <= 1 && open[0] !== undefined) return open[0].uri;
  return (await vscode.window.showWorkspaceFolderPick())?.uri;
}
