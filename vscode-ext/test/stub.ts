// As much of the desktop editor as activation and one open manifest need. It stands for the editor's interface alone: no
// real desktop host runs here.

import { readFile, stat } from "node:fs/promises";
import { pathToFileURL } from "node:url";

type Listener<T> = (event: T) => void;

export class EventEmitter<T> {
  readonly #listeners = new Set<Listener<T>>();

  readonly event = (listener: Listener<T>): Disposable => {
    this.#listeners.add(listener);
    return new Disposable(() => this.#listeners.delete(listener));
  };

  fire(event: T): void {
    for (const listener of this.#listeners) listener(event);
  }

  dispose(): void {
    this.#listeners.clear();
  }
}

export class Disposable {
  readonly #end: () => unknown;

  constructor(end: () => unknown) {
    this.#end = end;
  }

  static from(...all: { dispose(): unknown }[]): Disposable {
    return new Disposable(() => all.forEach((one) => one.dispose()));
  }

  dispose(): void {
    this.#end();
  }
}

export class Uri {
  readonly url: URL;

  constructor(url: URL) {
    this.url = url;
  }

  static file(path: string): Uri {
    return new Uri(pathToFileURL(path));
  }

  static parse(text: string): Uri {
    return new Uri(new URL(text));
  }

  static from({ scheme, path, query = "" }: { scheme: string; path: string; query?: string }): Uri {
    return new Uri(new URL(`${scheme}:${path}?${encodeURIComponent(query)}`));
  }

  static joinPath(base: Uri, ...parts: string[]): Uri {
    return new Uri(new URL(`${base.url.href.replace(/\/$/, "")}/${parts.join("/")}`));
  }

  get scheme(): string {
    return this.url.protocol.slice(0, -1);
  }

  get path(): string {
    return decodeURIComponent(this.url.pathname);
  }

  get query(): string {
    return decodeURIComponent(this.url.search.slice(1));
  }

  toString(): string {
    return this.url.href;
  }
}

export class Position {
  constructor(readonly line: number, readonly character: number) {}
}

export class Range {
  readonly start: Position;
  readonly end: Position;

  constructor(line: number, character: number, endLine: number, endCharacter: number) {
    this.start = new Position(line, character);
    this.end = new Position(endLine, endCharacter);
  }
}

class Plain {
  readonly values: unknown[];

  constructor(...values: unknown[]) {
    this.values = values;
  }
}

/** A document of one version. */
export function document(uri: Uri, text: string) {
  const lines = text.split("\n");
  return {
    uri,
    languageId: "yaml",
    version: 1,
    isClosed: false,
    isUntitled: false,
    lineCount: lines.length,
    getText: () => text,
    lineAt: (line: number) => ({ text: lines[line] ?? "", range: new Range(line, 0, line, (lines[line] ?? "").length) }),
  };
}

export type Document = ReturnType<typeof document>;

/** An editor that shows one document, and what it was told. */
export function editor(shown: Document) {
  const commands = new Map<string, (...values: unknown[]) => unknown>();
  const providers = new Map<string, Record<string, (...values: unknown[]) => unknown>>();
  const problems = new Map<string, unknown[]>();
  const errors: unknown[] = [];
  const never = () => new Disposable(() => undefined);
  const provider = (name: string) => (_: unknown, made: never) => {
    providers.set(name, made);
    return never();
  };
  const changed = new EventEmitter<{ document: Document }>();
  const tell = (...said: unknown[]) => {
    errors.push(said[0]);
    return Promise.resolve(undefined);
  };
  const enums = Object.fromEntries(
    ["DiagnosticSeverity", "ViewColumn", "OverviewRulerLane", "TreeItemCollapsibleState", "LanguageStatusSeverity", "ProgressLocation", "FileType", "ConfigurationTarget", "CompletionItemKind", "TextEditorRevealType"].map((name) => [
      name,
      new Proxy({}, { get: (_, member) => `${name}.${String(member)}` }),
    ]),
  );
  const api = {
    EventEmitter, Disposable, Uri, Position, Range, ...enums,
    CodeActionKind: { QuickFix: "quickfix" },
    ThemeColor: Plain, ThemeIcon: Plain, Diagnostic: Plain, DiagnosticRelatedInformation: Plain, Location: Plain, CodeLens: Plain, Hover: Plain, MarkdownString: Plain, InlayHint: Plain,
    l10n: { t: (message: string, ...values: unknown[]) => message.replace(/\{(\d+)\}/g, (_, at: string) => String(values[Number(at)])) },
    commands: {
      registerCommand: (name: string, run: never) => {
        commands.set(name, run);
        return never();
      },
      executeCommand: async () => undefined,
    },
    languages: {
      createDiagnosticCollection: () => ({
        set: (uri: Uri, all: unknown[]) => problems.set(String(uri), all),
        get: (uri: Uri) => problems.get(String(uri)),
        delete: (uri: Uri) => problems.delete(String(uri)),
        dispose: () => undefined,
      }),
      createLanguageStatusItem: () => ({ dispose: () => undefined }),
      registerCodeActionsProvider: provider("actions"),
      registerHoverProvider: (selector: unknown, made: never) => provider(Array.isArray(selector) ? "hover" : "origins")(selector, made),
      registerDefinitionProvider: provider("definition"),
      registerCompletionItemProvider: provider("completion"),
      registerInlayHintsProvider: provider("hints"),
      registerCodeLensProvider: provider("lenses"),
    },
    window: {
      visibleTextEditors: [{ document: shown }],
      activeTextEditor: { document: shown },
      onDidChangeVisibleTextEditors: never,
      onDidChangeTextEditorSelection: never,
      onDidChangeTextEditorVisibleRanges: never,
      onDidChangeActiveTextEditor: never,
      createTextEditorDecorationType: () => ({ dispose: () => undefined }),
      createTreeView: () => ({ onDidChangeVisibility: never, dispose: () => undefined }),
      showErrorMessage: tell,
      showWarningMessage: tell,
      showInformationMessage: tell,
    },
    workspace: {
      isTrusted: true,
      textDocuments: [shown],
      workspaceFolders: undefined,
      fs: { readFile: (uri: Uri) => readFile(uri.url), stat: (uri: Uri) => stat(uri.url) },
      getConfiguration: () => ({ get: (_: string, usual?: unknown) => usual }),
      onDidOpenTextDocument: never,
      onDidChangeTextDocument: changed.event,
      onDidCloseTextDocument: never,
      onDidChangeConfiguration: never,
      onDidGrantWorkspaceTrust: never,
      registerTextDocumentContentProvider: (scheme: string, made: never) => {
        providers.set(scheme, made);
        return never();
      },
      openTextDocument: async () => shown,
    },
  };
  return { api, commands, providers, problems, errors };
}
