// Which open documents hold manifests, and what came of each? Everything that is shown follows from the accounts here.

import type { Conversion, Finding, InputObject, Options, Summary } from "gatewright";
import * as vscode from "vscode";
import { options } from "../answers/choices.ts";
import { convertible, holds, KINDS } from "../answers/kinds.ts";
import { narrowed } from "../answers/scope.ts";
import { Queue, type Versioned } from "../engine/queue.ts";
import { reason } from "../words.ts";
import type { Engines } from "./engines.ts";
import { isCandidate, nameOf } from "./places.ts";
import type { Plugins } from "./plugins.ts";

/** What came of one version of a document. */
export interface Account {
  version: number;
  summary: Summary;
  lineCount: number;
  findings: Finding[];
  objects: InputObject[];
  milliseconds: number;
}

/** Rows that are fetched at most; more tell nobody anything. */
const FINDINGS = 500;
const OBJECTS = 20_000;

interface Tracked {
  account?: Account;
  /** Objects of the last version that could be read. */
  objects?: InputObject[];
  /** The conversion of the newest version. */
  pending?: Promise<Account | undefined>;
  /** Something newer takes its place. */
  cancel?: () => void;
}

export class Manifests implements vscode.Disposable {
  readonly #engines: Engines;
  readonly #plugins: Plugins;
  readonly #queue: Queue;
  readonly #tracked = new Map<string, Tracked>();
  readonly #changed = new vscode.EventEmitter<vscode.TextDocument>();
  readonly #watching: vscode.Disposable[];
  #failure: string | undefined;
  /** Counts what makes all accounts old: choices, plugins, engines. */
  stamp = 0;

  /** A document has another account than before, or none any more. */
  readonly onDidChange = this.#changed.event;

  constructor(engines: Engines, plugins: Plugins) {
    this.#engines = engines;
    this.#plugins = plugins;
    this.#queue = new Queue({ engine: () => engines.live(), options: () => this.options(), abandon: () => engines.abandon() });
    this.#watching = [
      vscode.workspace.onDidOpenTextDocument((document) => this.#look(document)),
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.#look(document)),
      vscode.workspace.onDidCloseTextDocument((document) => this.#leave(document)),
      vscode.window.onDidChangeVisibleTextEditors(() => this.lookAgain()),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration("gatewright")) this.reset();
      }),
      plugins.onDidChange(() => engines.restart()),
      engines.onDidRestart(() => this.#queue.reset()),
      plugins.onDidChange(() => this.reset()),
    ];
    this.lookAgain();
  }

  get kinds(): string[] {
    return [...KINDS, ...this.#plugins.kinds];
  }

  /** Kinds whose objects are converted one by one. */
  get convertible(): string[] {
    return convertible(this.kinds);
  }

  /** Why nothing is converted; undefined where all is well. */
  get failure(): string | undefined {
    return this.#failure;
  }

  options(): Options {
    const settings = vscode.workspace.getConfiguration("gatewright");
    return options((name) => settings.get(name));
  }

  /** The newest account, which may be of an older version. */
  account(document: vscode.TextDocument): Account | undefined {
    return this.#tracked.get(document.uri.toString())?.account;
  }

  /** The objects of a document; where it cannot be read at the moment, those it had before. Their places may be old. */
  objects(document: vscode.TextDocument): readonly InputObject[] {
    return this.#tracked.get(document.uri.toString())?.objects ?? [];
  }

  /** The account of the version that is there now; undefined where it holds nothing, or changes meanwhile. */
  async settled(document: vscode.TextDocument): Promise<Account | undefined> {
    if (!isCandidate(document)) return undefined;
    const key = document.uri.toString();
    if (this.#tracked.get(key)?.pending === undefined) this.#schedule(document, 0);
    return this.#tracked.get(key)?.pending;
  }

  /** Asks about a document, or about it without the objects that are not chosen, once it is settled. */
  async ask<T>(
    document: vscode.TextDocument,
    question: (conversion: Conversion) => Promise<T>,
    chosen?: readonly string[],
  ): Promise<T | undefined> {
    const account = await this.settled(document);
    if (account === undefined || account.version !== document.version) return undefined;
    return this.#queue.ask(this.#versioned(document, account, chosen), question);
  }

  /** The text that is converted where only some objects are chosen. */
  narrowed(document: vscode.TextDocument, { objects }: Account, chosen?: readonly string[]): string {
    const text = document.getText();
    return chosen === undefined ? text : narrowed(text, objects, this.convertible, chosen);
  }

  lookAgain(): void {
    for (const { document } of vscode.window.visibleTextEditors) {
      if (this.account(document)?.version !== document.version) this.#look(document);
    }
  }

  /** Converts everything anew. */
  reset(): void {
    this.stamp += 1;
    this.#queue.reset();
    for (const document of vscode.workspace.textDocuments) {
      if (this.#tracked.has(document.uri.toString())) this.#schedule(document, 20);
    }
    this.lookAgain();
  }

  dispose(): void {
    for (const watching of this.#watching) watching.dispose();
    for (const { cancel } of this.#tracked.values()) cancel?.();
    this.#changed.dispose();
  }

  #versioned(document: vscode.TextDocument, account: Account, chosen?: readonly string[]): Versioned {
    const key = document.uri.toString() + (chosen === undefined ? "" : `#${chosen.join("\n")}`);
    return { key, version: document.version, name: nameOf(document.uri), text: () => this.narrowed(document, account, chosen) };
  }

  #look(document: vscode.TextDocument): void {
    if (!isCandidate(document)) return;
    const known = this.#tracked.has(document.uri.toString());
    const seen = vscode.window.visibleTextEditors.some((editor) => editor.document === document);
    if (!known && !seen) return;
    const size = document.lineCount;
    this.#schedule(document, size > 100_000 ? 1000 : size > 20_000 ? 400 : size > 3_000 ? 150 : 40);
  }

  #leave(document: vscode.TextDocument): void {
    const key = document.uri.toString();
    this.#tracked.get(key)?.cancel?.();
    if (!this.#tracked.delete(key)) return;
    this.#queue.forget(key);
    this.#changed.fire(document);
  }

  #schedule(document: vscode.TextDocument, delay: number): void {
    const key = document.uri.toString();
    const tracked = this.#tracked.get(key) ?? {};
    this.#tracked.set(key, tracked);
    tracked.cancel?.();
    const due = new Promise<boolean>((resolve) => {
      const timer = setTimeout(() => resolve(true), delay);
      tracked.cancel = () => {
        clearTimeout(timer);
        resolve(false);
      };
    });
    tracked.pending = due.then((isDue) => (isDue && !document.isClosed ? this.#convert(document, tracked) : undefined));
  }

  async #convert(document: vscode.TextDocument, tracked: Tracked): Promise<Account | undefined> {
    const { version } = document;
    const text = document.getText();
    const had = tracked.account !== undefined;
    if (!holds(text, this.kinds)) {
      tracked.account = undefined;
      tracked.objects = undefined;
      if (had) this.#changed.fire(document);
      return undefined;
    }
    const key = document.uri.toString();
    const about: Versioned = { key, version, name: nameOf(document.uri), text: () => text };
    const start = performance.now();
    try {
      const account = await this.#queue.ask(about, async (conversion): Promise<Account> => {
        const [findings, objects] = await Promise.all([conversion.findings({}, 0, FINDINGS), conversion.inputs(0, OBJECTS)]);
        const { summary, lineCount } = conversion;
        return { version, summary, lineCount, findings: findings.rows, objects: objects.rows, milliseconds: performance.now() - start };
      });
      if (account === undefined || document.isClosed || document.version !== version) return undefined;
      tracked.account = account;
      if (account.objects.length > 0 || account.summary.errors === 0) tracked.objects = account.objects;
      this.#failure = undefined;
      this.#watchPlugins(account.findings);
      this.#changed.fire(document);
      return account;
    } catch (error) {
      this.#failure = reason(error);
      tracked.account = undefined;
      this.#changed.fire(document);
      return undefined;
    }
  }

  #watchPlugins(findings: readonly Finding[]): void {
    for (const { code, message } of findings) {
      const plugin = code === "host/plugin-failed" ? this.#plugins.named(message) : undefined;
      if (plugin !== undefined) this.#plugins.disable(plugin, message);
    }
  }
}
