// The engine's interface over anything that answers questions by name.

import type { Conversion, Converted, Engine } from "./engine.js";
import { GatewrightError } from "./failure.js";
import type { Account, LoadedPlugin, Options, Report, SourceFile, Summary, Traced } from "./model.js";
import type { Ask } from "./session.js";

/** Rows that are answered where nobody says how many. */
const ROWS = 100;

/** Questions that something may have to be loaded for. */
const LATE: readonly Ask[] = ["verify", "trace"];

/** Answers questions of a session by name, in the order in which they are asked. */
export interface Desk {
  readonly place: "thread" | "worker";
  ask(question: Ask, args: unknown[], conversion?: number): Promise<unknown>;
  addPlugin(bytes: Uint8Array): Promise<LoadedPlugin>;
  removePlugin(id: string): Promise<void>;
  /** A conversion was asked for: what is asked about older ones will not be answered. */
  supersede(conversion: number): void;
  dispose(): void;
}

export function engine(desk: Desk): Engine {
  let newest = 0;

  const ask = async <T>(question: Ask, ...args: unknown[]): Promise<T> => (await desk.ask(question, args)) as T;

  const open = async (files: SourceFile[], options?: Options): Promise<Conversion> => {
    newest += 1;
    const number = newest;
    desk.supersede(number);
    const opened = (await desk.ask("open", [files, options ?? {}], number)) as { summary: Summary; lines: number };
    if (number !== newest) throw superseded();
    return conversion(opened, async <T>(question: Ask, ...args: unknown[]) => {
      if (number !== newest) throw superseded();
      const answer = (await desk.ask(question, args, number)) as T;
      // What loads first may have been overtaken.
      if (number !== newest && LATE.includes(question)) throw superseded();
      return answer;
    });
  };

  return {
    place: desk.place,
    open,
    async convert(files, options): Promise<Converted> {
      const opened = await open(files, options);
      const [text, report] = await Promise.all([opened.text(), opened.report()]);
      return { text, report };
    },
    verify: async (files, options, check) => (await open(files, options)).verify(check),
    choices: () => ask("choices"),
    explain: (topic) => ask("explain", topic),
    redact: (text) => ask("redact", text),
    plugins: () => ask("plugins"),
    addPlugin: (bytes) => desk.addPlugin(bytes),
    removePlugin: (id) => desk.removePlugin(id),
    tryExamples: (id) => ask("tryExamples", id),
    dispose: () => desk.dispose(),
  };
}

type AskAbout = <T>(question: Ask, ...args: unknown[]) => Promise<T>;

function conversion(opened: { summary: Summary; lines: number }, ask: AskAbout): Conversion {
  return {
    summary: opened.summary,
    lineCount: opened.lines,
    text: (lines) => ask("lines", lines?.from ?? 0, lines?.to ?? opened.lines + 1),
    report: async () => JSON.parse(await ask<string>("report")) as Report,
    reportText: () => ask("report"),
    stage: (pass) => ask("stage", pass),
    verify: (check = {}) => ask<Account>("verify", check),
    trace: (request, { headers = {}, ...wish } = {}) => ask<Traced>("trace", request, headers, wish),
    facts: (filter = {}, from = 0, count = ROWS) => ask("facts", filter, from, count),
    findings: (filter = {}, from = 0, count = ROWS) => ask("findings", filter, from, count),
    inputs: (from = 0, count = ROWS) => ask("inputs", from, count),
    outputs: (from = 0, count = ROWS) => ask("outputs", from, count),
    between: (file, lines) => ask("between", file, lines.from, lines.to),
    links: (fact) => ask("links", fact),
    effects: (file, line) => ask("effects", file, line),
    causes: (line) => ask("causes", line),
    hover: (file, line, character) => ask("hover", file, line, character),
    complete: (file, line, character) => ask("complete", file, line, character),
  };
}

export function superseded(): GatewrightError {
  return new GatewrightError("engine/superseded", "a newer conversion took its place");
}
