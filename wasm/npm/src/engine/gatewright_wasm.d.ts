// What wasm-bindgen writes beside the engine, as far as it is used here.

/** The exports of `wasm/src/engine.rs`. */
export class Engine {
  choices(): unknown;
  learn(docs: string): void;
  addPlugin(guest: unknown): unknown;
  removePlugin(id: string): void;
  plugins(): unknown;
  tryExamples(id: string): unknown;
  explain(topic: string): string | undefined;
  open(files: unknown, options: unknown): unknown;
  redact(text: string): unknown;
  close(): void;
  lines(from: number, to: number): string;
  report(): string;
  stage(pass: string): string;
  letter(): string;
  facts(filter: unknown, from: number, count: number): unknown;
  findings(filter: unknown, from: number, count: number): unknown;
  inputs(from: number, count: number): unknown;
  outputs(from: number, count: number): unknown;
  between(file: number, from: number, to: number): unknown;
  links(fact: number): unknown;
  effects(file: number, line: number): unknown;
  causes(line: number): unknown;
  hover(file: number, line: number, character: number): unknown;
  complete(file: number, line: number, character: number): unknown;
}

export function initSync(from: { module: WebAssembly.Module | BufferSource }): unknown;
