// Which files of a folder hold manifests? Read one after the other, so that a person can see it and end it.

import type { SourceFile } from "gatewright";
import * as vscode from "vscode";
import { mayMatter } from "../answers/kinds.ts";
import { isBeside } from "../answers/layout.ts";
import { t } from "../words.ts";

/** Folders that hold no manifests of one's own. */
const SKIPPED: readonly string[] = ["node_modules", "vendor"];

/** Bytes of a file beyond which it is no manifest. */
const LARGEST = 50_000_000;
/** Files that are read at a time. */
const AT_ONCE = 20;

export interface Gathered {
  files: SourceFile[];
  uris: vscode.Uri[];
  /** Files that were looked into. */
  read: number;
  unread: string[];
}

export type Progress = vscode.Progress<{ message?: string; increment?: number }>;

/** The manifests below folders; undefined where it was ended. */
export async function gather(folders: readonly vscode.Uri[], skip: readonly string[], progress: Progress, token: vscode.CancellationToken): Promise<Gathered | undefined> {
  const found: vscode.Uri[] = [];
  for (const folder of folders) await list(folder, skip, found, token);
  const gathered: Gathered = { files: [], uris: [], read: 0, unread: [] };
  for (let from = 0; from < found.length; from += AT_ONCE) {
    if (token.isCancellationRequested) return undefined;
    const some = found.slice(from, from + AT_ONCE);
    const texts = await Promise.all(some.map((uri) => text(uri)));
    some.forEach((uri, index) => {
      const said = texts[index];
      const name = vscode.workspace.asRelativePath(uri, folders.length > 1);
      gathered.read += 1;
      if (said === undefined) gathered.unread.push(name);
      else if (mayMatter(said)) {
        gathered.files.push({ name, text: said });
        gathered.uris.push(uri);
      }
    });
    progress.report({ message: t("{0} of {1} files read", gathered.read, found.length), increment: (80 * some.length) / found.length });
  }
  return token.isCancellationRequested ? undefined : gathered;
}

async function list(folder: vscode.Uri, skip: readonly string[], found: vscode.Uri[], token: vscode.CancellationToken): Promise<void> {
  if (token.isCancellationRequested) return;
  const entries = await vscode.workspace.fs.readDirectory(folder);
  for (const [name, type] of entries.sort(([one], [other]) => (one < other ? -1 : 1))) {
    const uri = vscode.Uri.joinPath(folder, name);
    // A link to a folder may lead round in circles.
    if (type === vscode.FileType.Directory) {
      if (!name.startsWith(".") && !SKIPPED.includes(name) && !skip.includes(name)) await list(uri, skip, found, token);
    } else if ((type & vscode.FileType.File) !== 0 && /\.(ya?ml|json)$/i.test(name) && !isBeside(name)) {
      found.push(uri);
    }
  }
}

/** What a person sees of a file: what is open counts, saved or not. */
async function text(uri: vscode.Uri): Promise<string | undefined> {
  const key = uri.toString();
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === key);
  if (open !== undefined) return open.getText();
  try {
    const bytes = await vscode.workspace.fs.readFile(uri);
    return bytes.length > LARGEST ? undefined : new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
