// Which engines are there? One that follows the typing, one for small questions beside it, and a new one for each folder.

import { type Engine, workerEngine } from "gatewright";
import * as vscode from "vscode";
import { starter } from "../engine/thread.ts";
import type { Plugins } from "./plugins.ts";

type Start = (traffic?: Uint8Array) => Engine;

export class Engines implements vscode.Disposable {
  readonly #extension: vscode.Uri;
  readonly #plugins: Plugins;
  readonly #restarted = new vscode.EventEmitter<void>();
  #start: Promise<Start> | undefined;
  #traffic: Promise<Uint8Array> | undefined;
  #live: Promise<Engine> | undefined;
  #side: Promise<Engine> | undefined;
  #lane: Promise<unknown> = Promise.resolve();

  /** What was open in the live engine is gone. */
  readonly onDidRestart = this.#restarted.event;

  constructor(extension: vscode.Uri, plugins: Plugins) {
    this.#extension = extension;
    this.#plugins = plugins;
  }

  /** The engine that follows the typing. */
  live(): Promise<Engine> {
    this.#live ??= this.fresh();
    return this.#live;
  }

  /** Asks the engine beside it; one question at a time. */
  beside<T>(question: (engine: Engine) => Promise<T>): Promise<T> {
    const turn = this.#lane.then(async () => {
      this.#side ??= this.fresh();
      return question(await this.#side);
    });
    this.#lane = turn.catch(() => undefined);
    return turn;
  }

  /** A new engine, which whoever asked for it disposes of. */
  async fresh(): Promise<Engine> {
    this.#start ??= this.#load();
    return this.#plugins.equip((await this.#start)());
  }

  /** A new engine that can check the traffic, which whoever asked for it disposes of. */
  async checking(): Promise<Engine> {
    this.#start ??= this.#load();
    this.#traffic ??= this.#file("traffic.wasm");
    return this.#plugins.equip((await this.#start)(await this.#traffic));
  }

  /** Ends the engine that follows the typing. */
  abandon(): void {
    void this.#live?.then((running) => running.dispose());
    this.#live = undefined;
    this.#restarted.fire();
  }

  /** Ends all engines; the next question starts others. */
  restart(): void {
    void this.#side?.then((running) => running.dispose());
    this.#side = undefined;
    this.abandon();
  }

  dispose(): void {
    this.restart();
    this.#restarted.dispose();
  }

  async #file(name: string): Promise<Uint8Array> {
    return vscode.workspace.fs.readFile(vscode.Uri.joinPath(this.#extension, "dist", name));
  }

  async #load(): Promise<Start> {
    const [script, wasm, docs] = await Promise.all([this.#file("worker.js"), this.#file("engine.wasm"), this.#file("docs.json")]);
    const text = new TextDecoder();
    const [thread, module] = await Promise.all([
      starter(text.decode(script)),
      WebAssembly.compile(wasm as Uint8Array<ArrayBuffer>),
    ]);
    const documents = { text: text.decode(docs) };
    return (traffic) => {
      return workerEngine({
        wasm: module,
        docs: documents,
        ...(traffic === undefined ? {} : { traffic }),
        thread,
        onDisabled: (plugin, why) => this.#plugins.disable(plugin, why.message),
        onRestart: () => this.#restarted.fire(),
      });
    };
  }
}
