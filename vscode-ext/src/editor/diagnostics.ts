// Findings as the editor's problems, with what mends them.

import * as vscode from "vscode";
import { firstLine, type Lined, type Underline, underlines } from "../answers/diagnostics.ts";
import { comment } from "../answers/ignored.ts";
import { t } from "../words.ts";
import type { Manifests } from "./manifests.ts";
import { lined, range, SELECTOR } from "./places.ts";

const SEVERITIES: Record<Underline["severity"], vscode.DiagnosticSeverity> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  info: vscode.DiagnosticSeverity.Information,
  hint: vscode.DiagnosticSeverity.Hint,
};

const SOURCE = "Gatewright";

/** What leads from a problem to the document of its code. */
export function explanation(topic: string): vscode.Uri {
  return vscode.Uri.parse(`command:gatewright.explain?${encodeURIComponent(JSON.stringify([topic]))}`);
}

export function diagnostics(manifests: Manifests): vscode.Disposable {
  const collection = vscode.languages.createDiagnosticCollection("gatewright");
  const shown = new WeakMap<vscode.Diagnostic, Underline>();

  const show = (document: vscode.TextDocument): void => {
    const account = manifests.account(document);
    const on = vscode.workspace.getConfiguration("gatewright", document).get("diagnostics", true);
    if (account === undefined || !on || document.isClosed) return collection.delete(document.uri);
    const text = lined(document);
    collection.set(document.uri, underlines(account.findings, text, about(account.objects[0]?.range, text)).map((underline) => diagnostic(document, underline)));
  };

  const diagnostic = (document: vscode.TextDocument, underline: Underline): vscode.Diagnostic => {
    const made = new vscode.Diagnostic(range(underline.range), underline.message, SEVERITIES[underline.severity]);
    made.source = SOURCE;
    made.code = { value: underline.code, target: explanation(underline.code) };
    made.relatedInformation = underline.related.map((note) => {
      return new vscode.DiagnosticRelatedInformation(new vscode.Location(document.uri, range(note.range)), note.message);
    });
    shown.set(made, underline);
    return made;
  };

  const fixes: vscode.CodeActionProvider = {
    provideCodeActions(document, at) {
      const here = (collection.get(document.uri) ?? []).filter((problem) => problem.range.intersection(at) !== undefined);
      return here.flatMap((problem) => {
        const underline = shown.get(problem);
        return underline === undefined ? [] : actions(document, problem, underline);
      });
    },
  };

  return vscode.Disposable.from(
    collection,
    manifests.onDidChange(show),
    vscode.languages.registerCodeActionsProvider(SELECTOR, fixes, {
      providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
    }),
  );
}

function about(first: Parameters<typeof firstLine>[0] | undefined, text: Lined): Parameters<typeof firstLine>[0] {
  const start = { line: 0, character: 0 };
  return firstLine(first ?? { start, end: start }, text);
}

function actions(document: vscode.TextDocument, problem: vscode.Diagnostic, underline: Underline): vscode.CodeAction[] {
  const made: vscode.CodeAction[] = [];
  const { fix, code } = underline;
  if (fix !== undefined) {
    const action = new vscode.CodeAction(fix.title, vscode.CodeActionKind.QuickFix);
    action.edit = new vscode.WorkspaceEdit();
    for (const edit of fix.edits) action.edit.replace(document.uri, range(edit.range), edit.text);
    action.isPreferred = fix.preferred;
    action.diagnostics = [problem];
    made.push(action);
  }
  const explain = new vscode.CodeAction(t("Explain {0}", code), vscode.CodeActionKind.QuickFix);
  explain.command = { title: explain.title, command: "gatewright.explain", arguments: [code] };
  explain.diagnostics = [problem];
  made.push(explain);
  // JSON has no such comments.
  if (!document.languageId.startsWith("json")) {
    const ignore = new vscode.CodeAction(t("Ignore {0} here", code), vscode.CodeActionKind.QuickFix);
    const line = problem.range.start.line;
    ignore.edit = new vscode.WorkspaceEdit();
    ignore.edit.insert(document.uri, new vscode.Position(line, 0), comment(code, document.lineAt(line).text));
    ignore.diagnostics = [problem];
    made.push(ignore);
  }
  return made;
}
