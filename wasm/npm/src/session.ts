// The engine in this thread: what both the local engine and the worker run.

import { platform } from "#platform";
import { Engine, initSync } from "./engine/gatewright_wasm.js";
import { GatewrightError, failure } from "./failure.js";
import { load, PluginError } from "./guest.js";
import type { LoadedPlugin, Manifest } from "./model.js";
import { initSync as initTraffic, Traffic } from "./traffic/gatewright_traffic.js";

/** Where the engine's files are. */
export interface Assets {
  /** The engine, a .wasm file or a compiled one. Default: beside this module. */
  wasm?: URL | string | WebAssembly.Module;
  /** The documents of features: a JSON file, or its text. Default: beside this module. */
  docs?: URL | string | { text: string };
  /** The traffic check: a .wasm file, its bytes, or a compiled one; loaded when somebody asks. Default: beside this module. */
  traffic?: URL | string | Uint8Array | WebAssembly.Module;
}

/** A question to the session: a method of it, and its arguments. */
export type Ask = keyof Questions;

/** Tells which plugin from a file is running; null when it has answered. */
export type Watch = (plugin: string | null) => void;

interface Question {
  (...args: never[]): unknown;
}

type Questions = { [K in keyof Session]: Session[K] extends Question ? K : never };

/** One engine and the documents of its features. */
export class Session {
  readonly #engine: Engine;
  readonly #docs: Promise<void>;
  readonly #watch: Watch;
  readonly #models: Models;

  private constructor(engine: Engine, docs: Promise<void>, watch: Watch, traffic: Assets["traffic"]) {
    this.#engine = engine;
    this.#docs = docs;
    this.#watch = watch;
    this.#models = new Models(traffic);
  }

  static async start(assets: Assets, watch: Watch): Promise<Session> {
    const wasm = assets.wasm ?? new URL("./engine/gatewright_wasm_bg.wasm", import.meta.url);
    initSync({ module: await compiled(wasm) });
    const engine = new Engine();
    // Without documents everything works but their display; whoever asks for one is told.
    const docs = documents(assets.docs ?? new URL("./docs.json", import.meta.url)).then((text) => engine.learn(text));
    docs.catch(() => undefined);
    return new Session(engine, docs, watch, assets.traffic);
  }

  choices(): unknown {
    return this.#engine.choices();
  }

  plugins(): unknown {
    return this.#engine.plugins();
  }

  async addPlugin(bytes: Uint8Array): Promise<LoadedPlugin> {
    let guest: Awaited<ReturnType<typeof load>>;
    try {
      guest = await load(bytes);
    } catch (error) {
      throw error instanceof PluginError ? new GatewrightError("engine/bad-plugin", error.message) : error;
    }
    let id = "";
    const watched = <A extends unknown[]>(call: (...args: A) => string) => (...args: A): string => {
      this.#watch(id);
      try {
        return call(...args);
      } finally {
        this.#watch(null);
      }
    };
    const running = {
      describe: watched(() => guest.describe()),
      translate: watched((request: string) => guest.translate(request)),
      simulate: watched((request: string) => guest.simulate(request)),
    };
    const manifest = this.#engine.addPlugin(running) as Manifest;
    id = manifest.id;
    this.#models.guests.set(id, running);
    return { manifest, size: bytes.length, sha256: await sha256(bytes) };
  }

  removePlugin(id: string): void {
    this.#engine.removePlugin(id);
    this.#models.guests.delete(id);
  }

  async tryExamples(id: string): Promise<unknown> {
    await this.#docs.catch(() => undefined);
    return this.#engine.tryExamples(id);
  }

  async explain(topic: string): Promise<string | null> {
    const early = this.#engine.explain(topic);
    if (early) return early;
    await this.#docs;
    return this.#engine.explain(topic) || null;
  }

  open(files: unknown, options: unknown): unknown {
    this.#models.forget();
    return this.#engine.open(files, options);
  }

  async verify(wish: unknown): Promise<unknown> {
    await this.#models.ready();
    return JSON.parse(this.#models.of(this.#engine).verify(json(wish)));
  }

  async trace(request: unknown, headers: unknown, wish: unknown): Promise<unknown> {
    await this.#models.ready();
    return JSON.parse(this.#models.of(this.#engine).trace(json(request), json(headers), json(wish)));
  }

  redact(text: string): unknown {
    return this.#engine.redact(text);
  }

  close(): void {
    this.#models.forget();
    this.#engine.close();
  }

  lines(from: number, to: number): string {
    return this.#engine.lines(from, to);
  }

  report(): string {
    return this.#engine.report();
  }

  stage(pass: string): string {
    return this.#engine.stage(pass);
  }

  facts(filter: unknown, from: number, count: number): unknown {
    return this.#engine.facts(filter, from, count);
  }

  findings(filter: unknown, from: number, count: number): unknown {
    return this.#engine.findings(filter, from, count);
  }

  inputs(from: number, count: number): unknown {
    return this.#engine.inputs(from, count);
  }

  outputs(from: number, count: number): unknown {
    return this.#engine.outputs(from, count);
  }

  between(file: number, from: number, to: number): unknown {
    return this.#engine.between(file, from, to);
  }

  links(fact: number): unknown {
    return this.#engine.links(fact);
  }

  effects(file: number, line: number): unknown {
    return this.#engine.effects(file, line);
  }

  causes(line: number): unknown {
    return this.#engine.causes(line);
  }

  hover(file: number, line: number, character: number): unknown {
    return this.#engine.hover(file, line, character);
  }

  complete(file: number, line: number, character: number): unknown {
    return this.#engine.complete(file, line, character);
  }
}

/** The models of the traffic check, in a module of their own. */
class Models {
  readonly guests = new Map<string, unknown>();
  readonly #asset: Assets["traffic"];
  #loading: Promise<void> | undefined;
  #traffic: Traffic | undefined;

  constructor(asset: Assets["traffic"]) {
    this.#asset = asset;
  }

  /** Loads the module, once. */
  ready(): Promise<void> {
    this.#loading ??= this.#load().catch((error: unknown) => {
      this.#loading = undefined;
      const why = error instanceof Error ? error.message : String(error);
      throw new GatewrightError("engine/not-loaded", `the traffic check could not be loaded: ${why}`);
    });
    return this.#loading;
  }

  /** About what is open in the engine. */
  of(engine: Engine): Traffic {
    if (this.#traffic === undefined) {
      this.#traffic = new Traffic(engine.letter());
      for (const [id, guest] of this.guests) this.#traffic.lend(id, guest);
    }
    return this.#traffic;
  }

  /** Nothing is open any more. */
  forget(): void {
    this.#traffic?.free();
    this.#traffic = undefined;
  }

  async #load(): Promise<void> {
    const asset = this.#asset ?? new URL("./traffic/gatewright_traffic_bg.wasm", import.meta.url);
    const module = asset instanceof Uint8Array ? WebAssembly.compile(asset as Uint8Array<ArrayBuffer>) : compiled(asset);
    initTraffic({ module: await module });
  }
}

async function compiled(asset: URL | string | WebAssembly.Module): Promise<WebAssembly.Module> {
  return asset instanceof WebAssembly.Module ? asset : platform.module(new URL(asset));
}

/** What is no value of JSON is none. */
function json(value: unknown): string {
  return JSON.stringify(value) ?? "null";
}

async function documents(docs: URL | string | { text: string }): Promise<string> {
  return typeof docs === "object" && "text" in docs ? docs.text : platform.text(new URL(docs));
}

/** Asks a session by the name of the question; whatever is thrown becomes an error of this package. */
export async function ask(session: Session, question: Ask, args: unknown[]): Promise<unknown> {
  try {
    return await (session[question] as (...args: unknown[]) => unknown).apply(session, args);
  } catch (error) {
    throw failure(error);
  }
}

async function sha256(bytes: Uint8Array): Promise<string | null> {
  if (globalThis.crypto?.subtle === undefined) return null;
  const hash = await globalThis.crypto.subtle.digest("SHA-256", bytes as Uint8Array<ArrayBuffer>);
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
