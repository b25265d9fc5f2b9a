// Who is asked about which text, and when? One engine has one conversion open at a time; questions about the open one go
// first, and what is asked about a text that has changed since is not answered.

import { type Conversion, type Engine, GatewrightError, type Options } from "gatewright";

/** A text, as it was when it had this version. */
export interface Versioned {
  /** Whose text it is. */
  key: string;
  version: number;
  /** As the user knows the file. */
  name: string;
  text(): string;
}

type Question<T> = (conversion: Conversion) => Promise<T>;

interface Job {
  about: Versioned;
  run: (conversion: Conversion) => Promise<void>;
  /** It will not be answered; why, where something went wrong. */
  drop: (why?: unknown) => void;
}

/** After these the engine is another one, which may do better. */
const AGAIN: readonly string[] = ["engine/deadline", "engine/nothing-open", "engine/disposed"];

/** Milliseconds after which an answer that nobody waits for any more is not waited for. */
const PATIENCE = 1500;

/** The engine that a queue asks. */
export interface Asked {
  engine(): Promise<Engine>;
  options(): Options;
  /** Ends the engine, which is busy with what nobody wants any more; the next question starts another. */
  abandon(): void;
}

/** Questions to one engine. */
export class Queue {
  readonly #asked: Asked;
  readonly #jobs: Job[] = [];
  readonly #newest = new Map<string, number>();
  #open: { key: string; version: number; conversion: Conversion } | undefined;
  #busy = false;
  #current: { job: Job; since: number } | undefined;

  constructor(asked: Asked) {
    this.#asked = asked;
  }

  /** Asks about a text; undefined where it has changed before its turn came. */
  ask<T>(about: Versioned, question: Question<T>): Promise<T | undefined> {
    this.#newest.set(about.key, Math.max(about.version, this.#newest.get(about.key) ?? 0));
    return new Promise((resolve, reject) => {
      this.#jobs.push({
        about,
        run: async (conversion) => resolve(await question(conversion)),
        drop: (why) => (why === undefined ? resolve(undefined) : reject(why)),
      });
      this.#hurry();
      void this.#work();
    });
  }

  /** What was converted holds no longer: other choices, other plugins. */
  reset(): void {
    this.#open = undefined;
  }

  forget(key: string): void {
    this.#newest.delete(key);
    if (this.#open?.key === key) this.#open = undefined;
  }

  async #work(): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    for (let job = this.#next(); job !== undefined; job = this.#next()) {
      if (this.#isOld(job)) {
        job.drop();
        continue;
      }
      this.#current = { job, since: performance.now() };
      try {
        await this.#answer(job);
      } catch (error) {
        // It was abandoned, or would be old news.
        if (this.#isOld(job)) job.drop();
        else job.drop(error instanceof GatewrightError && error.code === "engine/superseded" ? undefined : error);
      }
    }
    this.#current = undefined;
    this.#busy = false;
  }

  /** Gives a conversion up that takes long and is old already. */
  #hurry(): void {
    const current = this.#current;
    if (current === undefined || !this.#isOld(current.job)) return;
    const left = PATIENCE - (performance.now() - current.since);
    setTimeout(() => {
      if (this.#current === current) this.#asked.abandon();
    }, Math.max(left, 0));
  }

  async #answer(job: Job): Promise<void> {
    try {
      await job.run(await this.#opened(job.about));
    } catch (error) {
      if (this.#isOld(job) || !(error instanceof GatewrightError) || !AGAIN.includes(error.code)) throw error;
      // The engine was started again, without the plugin at fault.
      this.#open = undefined;
      if (error.code === "engine/deadline" && error.plugin === undefined) throw error;
      await job.run(await this.#opened(job.about));
    }
  }

  #next(): Job | undefined {
    const same = this.#jobs.findIndex((job) => this.#isOpen(job.about));
    return this.#jobs.splice(Math.max(same, 0), 1)[0];
  }

  #isOpen({ key, version }: Versioned): boolean {
    return this.#open?.key === key && this.#open.version === version;
  }

  #isOld({ about }: Job): boolean {
    return about.version < (this.#newest.get(about.key) ?? 0);
  }

  async #opened(about: Versioned): Promise<Conversion> {
    if (this.#open !== undefined && this.#isOpen(about)) return this.#open.conversion;
    this.#open = undefined;
    const engine = await this.#asked.engine();
    const conversion = await engine.open([{ name: about.name, text: about.text() }], this.#asked.options());
    this.#open = { key: about.key, version: about.version, conversion };
    return conversion;
  }
}
