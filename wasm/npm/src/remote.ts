// The engine in a worker: what hangs is ended, and the page never waits.

import { platform } from "#platform";
import { type Desk, engine, superseded } from "./desk.js";
import type { Engine } from "./engine.js";
import { failure, GatewrightError } from "./failure.js";
import type { LoadedPlugin } from "./model.js";
import type { StartThread, Thread } from "./platform.js";
import type { Ask, Assets } from "./session.js";
import type { Said } from "./worker.js";

export interface WorkerOptions extends Assets {
  /** Milliseconds a question may take. Default: 60,000. */
  deadline?: number;
  /** Milliseconds one call of a plugin from a file may take. Default: 5,000. */
  pluginDeadline?: number;
  /** Starts the worker. Default: as the platform does; hosts that let nobody do so, such as an editor's, have ways of their own. */
  thread?: StartThread;
  /** A plugin hung, was ended with the worker, and takes part no more. */
  onDisabled?: (plugin: string, why: GatewrightError) => void;
  /** The worker was started again; conversions that were open must be opened again. */
  onRestart?: (why: GatewrightError) => void;
}

interface Call {
  question: Ask;
  args: unknown[];
  /** The conversion it opens or asks about. */
  conversion: number | undefined;
  resolve: (answer: unknown) => void;
  reject: (why: GatewrightError) => void;
}

/** Starts the engine in a worker. */
export function workerEngine(options: WorkerOptions = {}): Engine {
  return engine(new Remote(options));
}

class Remote implements Desk {
  readonly place = "worker";
  readonly #options: WorkerOptions;
  readonly #queue: Call[] = [];
  readonly #plugins = new Map<string, Uint8Array>();
  #thread: Thread;
  #current: Call | undefined;
  #number = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #pluginTimer: ReturnType<typeof setTimeout> | undefined;
  #disposed = false;

  constructor(options: WorkerOptions) {
    this.#options = options;
    this.#thread = this.#start();
  }

  ask(question: Ask, args: unknown[], conversion?: number): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (this.#disposed) return reject(disposed());
      this.#queue.push({ question, args, conversion, resolve, reject });
      this.#next();
    });
  }

  async addPlugin(bytes: Uint8Array): Promise<LoadedPlugin> {
    const loaded = (await this.ask("addPlugin", [bytes])) as LoadedPlugin;
    this.#plugins.set(loaded.manifest.id, bytes);
    return loaded;
  }

  async removePlugin(id: string): Promise<void> {
    this.#plugins.delete(id);
    await this.ask("removePlugin", [id]);
  }

  supersede(conversion: number): void {
    const old = (call: Call): boolean => call.conversion !== undefined && call.conversion < conversion;
    for (const call of this.#queue.filter(old)) call.reject(superseded());
    this.#queue.splice(0, this.#queue.length, ...this.#queue.filter((call) => !old(call)));
  }

  dispose(): void {
    this.#disposed = true;
    this.#quiet();
    this.#thread.end();
    for (const call of [this.#current, ...this.#queue.splice(0)]) call?.reject(disposed());
    this.#current = undefined;
  }

  #start(): Thread {
    const thread = (this.#options.thread ?? platform.thread)(
      (message) => {
        if (thread === this.#thread) this.#receive(message as Said);
      },
      (why) => {
        if (thread === this.#thread) this.#restart(failure(new Error(why)));
      },
    );
    const { wasm, docs, traffic } = this.#options;
    const text = (url: URL | string): string => new URL(url, globalThis.location?.href).href;
    const read = (docs: Assets["docs"] & {}): URL | string | { text: string } =>
      typeof docs === "object" && "text" in docs ? docs : text(docs);
    const start = {
      ...(wasm === undefined ? {} : { wasm: wasm instanceof WebAssembly.Module ? wasm : text(wasm) }),
      ...(docs === undefined ? {} : { docs: read(docs) }),
      ...(traffic === undefined ? {} : { traffic: typeof traffic === "string" || traffic instanceof URL ? text(traffic) : traffic }),
    };
    thread.post({ start }, []);
    return thread;
  }

  #next(): void {
    if (this.#current !== undefined) return;
    const call = this.#queue.shift();
    if (call === undefined) return this.#thread.idle?.();
    this.#current = call;
    this.#number += 1;
    const most = this.#options.deadline ?? 60_000;
    this.#timer = setTimeout(() => {
      this.#restart(new GatewrightError("engine/deadline", `no answer within ${most / 1000} s; the worker was started again`));
    }, most);
    this.#thread.post({ call: this.#number, question: call.question, args: call.args }, []);
  }

  #receive(said: Said): void {
    if ("running" in said) return this.#watch(said.running);
    if (said.call !== this.#number) return;
    const call = this.#current;
    this.#quiet();
    this.#current = undefined;
    if ("failed" in said) {
      const why = failure(said.failed);
      // After a panic nothing in that memory can be trusted.
      if (why.code === "engine/bug") this.#restart(why);
      call?.reject(why);
    } else {
      call?.resolve(said.answer);
    }
    this.#next();
  }

  #watch(plugin: string | null): void {
    clearTimeout(this.#pluginTimer);
    if (plugin === null) return;
    const most = this.#options.pluginDeadline ?? 5_000;
    this.#pluginTimer = setTimeout(() => this.#end(plugin, most), most);
  }

  /** Ends a plugin that does not end. */
  #end(plugin: string, most: number): void {
    const seconds = `within ${most / 1000} s`;
    if (plugin === "") {
      const why = `the plugin did not say what it is ${seconds}; it was ended and is not loaded`;
      return this.#restart(new GatewrightError("engine/deadline", why));
    }
    this.#plugins.delete(plugin);
    const text = `the plugin ${plugin} did not answer ${seconds}; it was ended and is switched off`;
    const why = new GatewrightError("engine/deadline", text, plugin);
    this.#restart(why);
    this.#options.onDisabled?.(plugin, why);
  }

  /** Ends the worker and starts another with the plugins that are left. */
  #restart(why: GatewrightError): void {
    const call = this.#current;
    this.#quiet();
    this.#current = undefined;
    this.#thread.end();
    if (this.#disposed) return;
    this.#thread = this.#start();
    // What was open is gone.
    const about = this.#queue.filter((waiting) => waiting.conversion !== undefined && waiting.question !== "open");
    for (const waiting of about) waiting.reject(why);
    const left = this.#queue.filter((waiting) => !about.includes(waiting));
    const again = [...this.#plugins].map(([, bytes]): Call => {
      return { question: "addPlugin", args: [bytes], conversion: undefined, resolve: () => undefined, reject: () => undefined };
    });
    this.#queue.splice(0, this.#queue.length, ...again, ...left);
    call?.reject(why);
    this.#next();
    this.#options.onRestart?.(why);
  }

  #quiet(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#pluginTimer);
  }
}

function disposed(): GatewrightError {
  return new GatewrightError("engine/disposed", "this engine was disposed of");
}
