// Hovers, completion, hints and lenses: what the editor asks about a place, answered by the engine.

import type { InputObject } from "gatewright";
import * as vscode from "vscode";
import { compared } from "../answers/choices.ts";
import { mayComplete, window } from "../answers/completion.ts";
import { hint, type Hint } from "../answers/hints.ts";
import { markdown, type Support } from "../answers/hover.ts";
import { lenses } from "../answers/lenses.ts";
import { standsAlone } from "../answers/splice.ts";
import { explanation } from "./diagnostics.ts";
import type { Engines } from "./engines.ts";
import type { Manifests } from "./manifests.ts";
import { lined, nameOf, SELECTOR } from "./places.ts";

/** Characters of a text that is converted for other targets as well, for a hover. */
const COMPARED = 200_000;
/** Objects up to which all have their lenses, seen or not. */
const ALL_LENSES = 300;
/** Lines around what is seen that have them elsewhere. */
const AROUND = 300;
/** Hints of one answer at most. */
const HINTS = 200;

export function answers(manifests: Manifests, engines: Engines): vscode.Disposable {
  return vscode.Disposable.from(hovers(manifests, engines), completions(manifests, engines), hints(manifests), lensesAbove(manifests));
}

function hovers(manifests: Manifests, engines: Engines): vscode.Disposable {
  let known: { key: string; support: Promise<Map<string, Support[]>> } | undefined;

  /** What each target makes of every setting of a text, by where its value begins. */
  const compare = async (document: vscode.TextDocument): Promise<Map<string, Support[]>> => {
    const options = manifests.options();
    const files = [{ name: nameOf(document.uri), text: document.getText() }];
    return engines.beside(async (engine) => {
      const found = new Map<string, Support[]>();
      for (const target of compared(await engine.choices())) {
        const conversion = await engine.open(files, { ...options, target });
        const { rows } = await conversion.facts({}, 0, 5000);
        for (const { range: place, outcome, granted } of rows) {
          const at = `${place.start.line}:${place.start.character}`;
          found.set(at, [...(found.get(at) ?? []), { target, outcome, granted }]);
        }
      }
      return found;
    });
  };

  const support = async (document: vscode.TextDocument, at: string): Promise<Support[]> => {
    if (document.getText().length > COMPARED) return [];
    const key = `${document.uri} ${document.version} ${manifests.stamp}`;
    if (known?.key !== key) known = { key, support: compare(document).catch(() => new Map()) };
    return (await known.support).get(at) ?? [];
  };

  return vscode.languages.registerHoverProvider(SELECTOR, {
    async provideHover(document, { line, character }) {
      if (manifests.account(document) === undefined) return undefined;
      const hover = await manifests.ask(document, (conversion) => conversion.hover(0, line, character));
      if (hover === undefined || hover === null) return undefined;
      const { start } = hover.range;
      const others = await support(document, `${start.line}:${start.character}`);
      const target = manifests.options().target ?? "standard";
      const text = new vscode.MarkdownString(markdown(hover, target, others, (topic) => explanation(topic).toString()));
      text.isTrusted = { enabledCommands: ["gatewright.explain"] };
      return new vscode.Hover(text, document.lineAt(line).range);
    },
  });
}

function completions(manifests: Manifests, engines: Engines): vscode.Disposable {
  const provider: vscode.CompletionItemProvider = {
    async provideCompletionItems(document, at, token) {
      const { lineAt } = lined(document);
      if (manifests.account(document) === undefined || !mayComplete(lineAt, at.line)) return undefined;
      const { text, from } = window(lineAt, at.line);
      const completion = await engines.beside(async (engine) => {
        if (token.isCancellationRequested) return null;
        const conversion = await engine.open([{ name: nameOf(document.uri), text }], manifests.options());
        return conversion.complete(0, at.line - from, at.character);
      });
      return completion?.offers.map(({ text: insert, detail, summary }) => {
        const isKey = insert.endsWith(": ");
        const item = new vscode.CompletionItem(isKey ? insert.slice(0, -2) : insert, isKey ? vscode.CompletionItemKind.Property : vscode.CompletionItemKind.Value);
        const { start } = completion.range;
        item.range = new vscode.Range(start.line + from, start.character, at.line, at.character);
        item.insertText = insert;
        item.filterText = insert;
        item.detail = detail;
        item.documentation = summary;
        // Values are offered as soon as their key stands.
        if (isKey) item.command = { title: "", command: "editor.action.triggerSuggest" };
        return item;
      });
    },
  };
  return vscode.languages.registerCompletionItemProvider(SELECTOR, provider, "/", " ");
}

function hints(manifests: Manifests): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const provider: vscode.InlayHintsProvider = {
    onDidChangeInlayHints: changed.event,
    async provideInlayHints(document, seen) {
      const on = vscode.workspace.getConfiguration("gatewright", document).get("inlayHints", true);
      if (!on || manifests.account(document) === undefined) return [];
      const found = await manifests.ask(document, async (conversion) => {
        const { facts } = await conversion.between(0, { from: seen.start.line, to: seen.end.line + 1 });
        const said = facts.filter(({ key }) => key !== null).slice(0, HINTS);
        return Promise.all(said.map(async (fact): Promise<Hint | undefined> => {
          const links = await conversion.links(fact.id);
          const printed = links[0] === undefined ? "" : await conversion.text(links[0].lines);
          return hint(fact, links, printed);
        }));
      });
      return (found ?? []).flatMap((one) => {
        if (one === undefined || one.line >= document.lineCount) return [];
        const made = new vscode.InlayHint(document.lineAt(one.line).range.end, one.label);
        made.paddingLeft = true;
        made.tooltip = one.tooltip;
        return [made];
      });
    },
  };
  return vscode.Disposable.from(
    changed,
    manifests.onDidChange(() => changed.fire()),
    vscode.languages.registerInlayHintsProvider(SELECTOR, provider),
  );
}

function lensesAbove(manifests: Manifests): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  let soon: ReturnType<typeof setTimeout> | undefined;
  const provider: vscode.CodeLensProvider = {
    onDidChangeCodeLenses: changed.event,
    provideCodeLenses(document) {
      const on = vscode.workspace.getConfiguration("gatewright", document).get("codeLens", true);
      if (!on) return [];
      const objects = near(manifests.objects(document), document);
      const { lineAt } = lined(document);
      return lenses(objects, manifests.convertible, (object) => standsAlone(object, lineAt)).map(({ line, title, action, object }) => {
        const command = { preview: "gatewright.preview", insert: "gatewright.insertBelow", replace: "gatewright.replace" }[action];
        return new vscode.CodeLens(new vscode.Range(line, 0, line, 0), { title, command, arguments: [document.uri, object] });
      });
    },
  };
  return vscode.Disposable.from(
    changed,
    manifests.onDidChange(() => changed.fire()),
    vscode.window.onDidChangeTextEditorVisibleRanges(({ textEditor: { document } }) => {
      if (manifests.objects(document).length <= ALL_LENSES) return;
      clearTimeout(soon);
      soon = setTimeout(() => changed.fire(), 150);
    }),
    vscode.languages.registerCodeLensProvider(SELECTOR, provider),
  );
}

/** The objects that are seen or nearly so, where they are many: an editor stumbles over thousands of lenses. */
function near(objects: readonly InputObject[], document: vscode.TextDocument): readonly InputObject[] {
  if (objects.length <= ALL_LENSES) return objects;
  const seen = vscode.window.visibleTextEditors.filter((editor) => editor.document === document).flatMap((editor) => editor.visibleRanges);
  return objects.filter(({ range: { start } }) => {
    return seen.some((range) => range.start.line - AROUND <= start.line && start.line <= range.end.line + AROUND);
  });
}
