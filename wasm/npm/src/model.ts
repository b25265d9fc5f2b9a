// What crosses between the engine and whoever asks it. A test holds these types against what the engine answers.

/** A file: its name as the user knows it, and its text. */
export interface SourceFile {
  name: string;
  text: string;
}

/** What became of a setting. */
export type Outcome = "exact" | "approximate" | "needs-policy" | "unsupported" | "invalid" | "inert";

/** Every outcome, in the order a person reads them: from settled to lost. */
export const OUTCOMES: readonly Outcome[] = ["exact", "approximate", "needs-policy", "unsupported", "invalid", "inert"];

export type Severity = "error" | "warning" | "info";

/** The choices of a conversion. What is left out is as on the command line. */
export interface Options {
  /** An implementation, with or without its version: `envoy-gateway@1.9`. */
  target?: string;
  /** The Gateway API release of the cluster: `1.5`. */
  gatewayApi?: string;
  channel?: "standard" | "experimental";
  layout?: "shared" | "per-namespace" | "listenersets";
  gatewayClass?: string;
  gatewayName?: string;
  gatewayNamespace?: string;
  /** Where objects belong that name no namespace. */
  namespace?: string;
  /** Convert only Ingresses of this class. */
  ingressClass?: string;
  /** Which plugin serves a class, where nothing in the input says so. */
  classMap?: Record<string, string>;
  /** Settings of plugins: `{nginx: {version: "1.11"}}`. */
  settings?: Record<string, Record<string, string>>;
  /** What becomes of rules whose guard cannot be kept: closed, or printed without it. */
  openRoutes?: "withhold" | "emit";
  /** Whether the target's own configuration may be patched where no typed field can say it. */
  rawPatches?: "never" | "allowed";
  format?: "yaml" | "json";
  /** Whether comments name the source of each object, or of each part. */
  provenance?: "objects" | "lines";
  /** Built-in plugins that are left out. */
  without?: string[];
}

/** What can be chosen. */
export interface Choices {
  targets: string[];
  gatewayApis: string[];
  channels: string[];
  layouts: string[];
  openRoutes: string[];
  rawPatches: string[];
  /** The targets whose configuration can be patched. */
  patched: string[];
  formats: string[];
  provenances: string[];
}

/** The numbers of a conversion; the six outcomes add up to `facts`. */
export interface Summary {
  objects: number;
  facts: number;
  exact: number;
  approximate: number;
  needsPolicy: number;
  unsupported: number;
  inert: number;
  invalid: number;
  errors: number;
  warnings: number;
  outputs: number;
  withheld: number;
}

/** A place between two characters: lines from 0, characters in UTF-16 units from 0. */
export interface Point {
  line: number;
  character: number;
}

export interface Range {
  start: Point;
  end: Point;
}

/** Lines of the printed manifests, from 0; the end is exclusive. */
export interface Lines {
  from: number;
  to: number;
}

/** A part of a list that may be long. */
export interface Page<T> {
  total: number;
  rows: T[];
}

/** A statement of a value that is a small program. */
export interface Part {
  text: string;
  outcome: "inert" | "used" | "approximate" | "unsupported" | "invalid";
  why?: string;
}

/** A setting and what became of it. */
export interface Fact {
  id: number;
  /** `Ingress shop/web` */
  object: string;
  path: string;
  key: string | null;
  value: string;
  file: number;
  range: Range;
  owner: string | null;
  outcome: Outcome;
  why: string | null;
  advice: string | null;
  granted: string | null;
  parts: Part[];
}

export interface FactFilter {
  outcomes?: Outcome[];
  file?: number;
  keys?: boolean;
}

/** Something a person should know. */
export interface Finding {
  id: number;
  code: string;
  severity: Severity;
  message: string;
  help: string | null;
  object: string | null;
  file: number | null;
  range: Range | null;
  notes: Note[];
  fix: Fix | null;
}

export interface Note {
  file: number;
  range: Range;
  text: string | null;
}

export interface Fix {
  title: string;
  safe: boolean;
  edits: Edit[];
}

export interface Edit {
  file: number;
  range: Range;
  text: string;
}

export interface FindingFilter {
  severities?: Severity[];
  file?: number;
}

export interface InputObject {
  name: string;
  file: number;
  range: Range;
  outcomes: Partial<Record<Outcome, number>>;
  errors: number;
}

export interface OutputObject {
  apiVersion: string;
  kind: string;
  namespace: string;
  name: string;
  lines: Lines;
}

/** A part of the output that a setting became. */
export interface Link {
  output: number;
  path: string;
  lines: Lines;
}

/** A setting that made a line of the output. */
export interface Source {
  fact: number;
  file: number;
  range: Range;
}

export interface Hover {
  range: Range;
  fact: Fact;
  summary: string | null;
  doc: string | null;
  links: Link[];
  becomes: string | null;
}

export interface Completion {
  range: Range;
  offers: Offer[];
}

export interface Offer {
  text: string;
  detail: string;
  summary: string;
}

export interface Between {
  facts: Fact[];
  findings: Finding[];
}

/** A text that may be shown, and how many Secrets were cut out of it. */
export interface Redacted {
  text: string;
  removed: number;
}

/** A pass of the engine whose result can be looked at. */
export type Stage = "tree" | "source" | "table" | "granted" | "routes";

/** How much of the traffic is checked. */
export interface Check {
  /** Requests asked at most; where more were derived, every so many-th is asked. Default: 1,000. */
  most?: number;
  /** Counterexamples answered at most. Default: 10. */
  show?: number;
  /** The input holds every Service there is. */
  completeInput?: boolean;
}

/** A request. */
export interface HttpRequest {
  /** Upper case. */
  method: string;
  /** `http` or `https`. */
  scheme: string;
  /** Without port. */
  host: string;
  /** Path and query. */
  path: string;
  headers?: Record<string, string>;
  clientAddress?: string;
  /** Common name of the certificate the client shows. */
  clientCert?: string;
  bodyBytes?: number;
}

/** A request as it is asked: what is left out is `GET`, `http` and `/`. */
export type Asking = Partial<HttpRequest> & { host: string };

/** What is answered. */
export interface Answer {
  kind: "forward" | "redirect" | "respond" | "refuse";
  /** Null where it is forwarded. */
  status: number | null;
  location: string | null;
  backends: { namespace: string; service: string; port: number; weight: number }[];
  /** Path and query that the backend sees. */
  upstreamPath: string | null;
  upstreamHost: string | null;
  /** Changes by name; null is removed. */
  requestHeaders: Record<string, string | null>;
  responseHeaders: Record<string, string | null>;
  /** What must be passed first. */
  guards: { kind: string; grantedBy: string | null }[];
}

/** A line of both answers. */
export interface TracedRow {
  /** `rule`, `answer`, `backend`, `path`, `host`, `guards`, `> header sent on`, `< header sent back` */
  name: string;
  /** `?` where it is not known. */
  before: string;
  after: string;
  differs: boolean;
}

/** A request, both answers, and what is said of their difference. */
export interface Traced {
  request: HttpRequest;
  /** Null where no model knows it. */
  before: Answer | null;
  after: Answer;
  /** Null where it is not known. */
  same: boolean | null;
  /** Codes of the findings that told the difference. */
  announcedBy: string[];
  /** What decided on either side, for a person; null where nothing took the request or that is not known. */
  decidedBy: { before: string | null; after: string | null };
  rows: TracedRow[];
  /** What these findings say. */
  told: { code: string; message: string }[];
}

/** The account of all requests; `same`, `announced`, `unannounced` and `notChecked` add up to `asked`. */
export interface Account {
  derived: number;
  asked: number;
  hosts: number;
  same: number;
  announced: number;
  unannounced: number;
  /** What was answered before is not known. */
  notChecked: number;
  /** Announced differences by the code of a finding. */
  byCode: Record<string, { requests: number; example: HttpRequest }>;
  /** The first of those that no finding announced. */
  counterexamples: Traced[];
  /** Sources that could not say anything, and why. */
  silent: string[];
}

/** What a plugin says of itself. */
export interface Manifest {
  contract: string;
  id: string;
  version: string;
  title: string;
  role: "source" | "annotations";
  claims: { controllers: string[]; classes: string[]; prefixes: string[]; kinds: string[]; configMaps: string[] };
  needs: string[];
  options: Setting[];
  features: Feature[];
  /** How it is told which values are facts; mirrored, where it does not say. */
  facts?: "mirrored" | "listed";
}

export interface Setting {
  name: string;
  value: "text" | "boolean" | "integer" | "prefix" | "config-map" | { choice: string[] };
  default: string;
  doc: string;
}

export interface Feature {
  name: string;
  keys: { key: string; value: string; values: string[]; default: string; summary: string }[];
  doc: string;
}

/** A plugin that is there. */
export interface Plugin {
  builtIn: boolean;
  manifest: Manifest;
}

/** A plugin that was loaded from a file. */
export interface LoadedPlugin {
  manifest: Manifest;
  /** Bytes of the file. */
  size: number;
  /** SHA-256 of the file in hexadecimal; null where the platform computes none (a page that is not secure). */
  sha256: string | null;
}

/** What came of a plugin's own examples. */
export interface Examples {
  held: number;
  wrong: string[];
}

/** The report of DESIGN's JSON shape: stable, fields are added and never renamed. */
export interface Report {
  version: 1;
  summary: Summary;
  facts: ReportFact[];
  diagnostics: ReportDiagnostic[];
  withheld: { object: ObjectRef | null; rule: string; because: number[]; closedAs: number }[];
  map: { output: number; pointer: string; lines: [number, number] | null; facts: number[] }[];
  verify: unknown;
  outputs: { apiVersion: string; kind: string; namespace: string; name: string; line: number | null }[];
}

export interface ObjectRef {
  apiVersion: string;
  kind: string;
  namespace: string | null;
  name: string | null;
}

export interface ReportFact {
  id: number;
  object: ObjectRef | null;
  path: string;
  key: string | null;
  value: string;
  file: string | null;
  line: number | null;
  owner: string | null;
  outcome: Outcome;
  why: string | null;
  advice: string | null;
  granted: string | null;
  outputs: { kind: string; namespace: string; name: string; path: string; line: number | null }[];
  parts?: Part[];
}

/** Lines and columns count from 1 here, columns in Unicode scalars. */
export interface ReportRange {
  start: { line: number; column: number };
  end: { line: number; column: number };
}

export interface ReportDiagnostic {
  code: string;
  severity: Severity;
  message: string;
  file: string | null;
  range: ReportRange | null;
  help: string | null;
  object: ObjectRef | null;
  labels: { file: string | null; range: ReportRange | null; text: string | null }[];
  fix: {
    title: string;
    safe: boolean;
    edits: { file: string | null; range: ReportRange | null; text: string }[];
  } | null;
}
