// The engine as people use it: one interface, whatever it runs in.

import type {
  Account,
  Asking,
  Between,
  Check,
  Choices,
  Completion,
  Examples,
  Fact,
  FactFilter,
  Finding,
  FindingFilter,
  Hover,
  InputObject,
  Lines,
  Link,
  LoadedPlugin,
  Options,
  OutputObject,
  Page,
  Plugin,
  Redacted,
  Report,
  Source,
  SourceFile,
  Stage,
  Summary,
  Traced,
} from "./model.js";

/** Manifests and the account of every setting. */
export interface Converted {
  /** The manifests. */
  text: string;
  report: Report;
}

/**
 * The engine. Its methods reject with a `GatewrightError`. Of several conversions asked for at once the newest wins:
 * the others reject with `engine/superseded`.
 */
export interface Engine {
  /** Whether it runs in this thread or in a worker. */
  readonly place: "thread" | "worker";
  choices(): Promise<Choices>;
  /** Converts, and answers everything at once. */
  convert(files: SourceFile[], options?: Options): Promise<Converted>;
  /** Converts, and answers the numbers; the rest is asked for as it is needed. The one before is closed. */
  open(files: SourceFile[], options?: Options): Promise<Conversion>;
  /** Converts, and asks both sides for requests that hit, and just miss, every rule. */
  verify(files: SourceFile[], options?: Options, check?: Check): Promise<Account>;
  /** The document of a code or of an annotation's key, Markdown. */
  explain(topic: string): Promise<string | null>;
  /** The text without the values and annotations of Secrets, for links and reports. */
  redact(text: string): Promise<Redacted>;
  plugins(): Promise<Plugin[]>;
  /** Loads a plugin from the bytes of its .wasm file; in a worker only. */
  addPlugin(bytes: Uint8Array): Promise<LoadedPlugin>;
  removePlugin(id: string): Promise<void>;
  /** Whether the examples of a plugin's documents hold. */
  tryExamples(id: string): Promise<Examples>;
  dispose(): void;
}

/** A conversion that questions can be asked about, until the next is opened. */
export interface Conversion {
  readonly summary: Summary;
  /** Lines of the printed manifests. */
  readonly lineCount: number;
  /** The manifests, or some lines of them. */
  text(lines?: Lines): Promise<string>;
  report(): Promise<Report>;
  /** The report as a JSON text, to be stored or sent on. */
  reportText(): Promise<string>;
  stage(pass: Stage): Promise<string>;
  /** Asks both sides, before and after, for requests that hit, and just miss, every rule; loads the traffic check first. */
  verify(check?: Check): Promise<Account>;
  /** What was answered to a request, and what is answered now: `GET https://shop.example/cart`, or its parts. */
  trace(request: string | Asking, more?: { headers?: Record<string, string>; completeInput?: boolean }): Promise<Traced>;
  facts(filter?: FactFilter, from?: number, count?: number): Promise<Page<Fact>>;
  findings(filter?: FindingFilter, from?: number, count?: number): Promise<Page<Finding>>;
  inputs(from?: number, count?: number): Promise<Page<InputObject>>;
  outputs(from?: number, count?: number): Promise<Page<OutputObject>>;
  /** The settings and findings that begin in these lines of a file. */
  between(file: number, lines: Lines): Promise<Between>;
  /** The parts of the output that a setting became. */
  links(fact: number): Promise<Link[]>;
  /** The lines of the output that a line of a file became. */
  effects(file: number, line: number): Promise<Lines[]>;
  /** The settings that made a line of the output. */
  causes(line: number): Promise<Source[]>;
  hover(file: number, line: number, character: number): Promise<Hover | null>;
  complete(file: number, line: number, character: number): Promise<Completion | null>;
}
