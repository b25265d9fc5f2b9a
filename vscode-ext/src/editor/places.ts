// How do places of the engine and places of the editor become each other?

import type { Range as Place } from "gatewright";
import * as vscode from "vscode";

export function range({ start, end }: Place): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}

/** Whole lines, the end exclusive. */
export function lines(from: number, to: number): vscode.Range {
  return new vscode.Range(from, 0, Math.max(from, to - 1), Number.MAX_SAFE_INTEGER);
}

/** A document as lines; what is beyond its end is empty. */
export function lined(document: vscode.TextDocument): { lineCount: number; lineAt(line: number): string } {
  return {
    lineCount: document.lineCount,
    lineAt: (line) => (line >= 0 && line < document.lineCount ? document.lineAt(line).text : ""),
  };
}

/** The languages that manifests are written in. */
export const LANGUAGES: readonly string[] = ["yaml", "json", "jsonc", "helm", "kubernetes"];

/** Schemes of texts that nobody edits as manifests, ours among them. */
const OTHERS: readonly string[] = ["output", "vscode-settings", "vscode-userdata", "walkThrough", "search-editor"];

export const PREVIEW = "gatewright-preview";
export const RESULT = "gatewright-result";
export const EXPLAIN = "gatewright-explain";

/** Whether a document may hold manifests, by its language and where it is. */
export function isCandidate({ languageId, uri }: vscode.TextDocument): boolean {
  return LANGUAGES.includes(languageId) && !OTHERS.includes(uri.scheme) && !uri.scheme.startsWith("gatewright-");
}

/** For providers. */
export const SELECTOR: vscode.DocumentSelector = LANGUAGES.map((language) => ({ language }));

export function nameOf(uri: vscode.Uri): string {
  return uri.path.split("/").at(-1) ?? uri.path;
}
