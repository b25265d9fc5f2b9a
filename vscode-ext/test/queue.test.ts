// Are questions answered about the text they were asked about, and about no older one?

import { type Conversion, type Engine, GatewrightError } from "gatewright";
import { describe, expect, test } from "vitest";
import { Queue, type Versioned } from "../src/engine/queue.ts";

/** An engine that only says what it opened. */
function engine(log: string[], failing: GatewrightError[] = []): Engine {
  const open = async ([file]: { name: string; text: string }[]): Promise<Conversion> => {
    log.push(file!.text);
    await new Promise((resolve) => setTimeout(resolve, 5));
    const failure = failing.shift();
    if (failure !== undefined) throw failure;
    return { text: async () => file!.text } as Conversion;
  };
  return { open } as unknown as Engine;
}

const queueOf = (engine: Engine) => new Queue({ engine: async () => engine, options: () => ({}), abandon: () => undefined });
const about = (key: string, version: number): Versioned => ({ key, version, name: key, text: () => `${key}${version}` });
const text = (conversion: Conversion) => conversion.text();

describe("a queue", () => {
  test("opens a text once for many questions", async () => {
    const log: string[] = [];
    const queue = queueOf(engine(log));
    const said = await Promise.all([1, 2, 3].map(() => queue.ask(about("a", 1), text)));
    expect([said, log]).toEqual([["a1", "a1", "a1"], ["a1"]]);
  });

  test("drops what is asked about an older version: the newest wins", async () => {
    const log: string[] = [];
    const queue = queueOf(engine(log));
    const said = await Promise.all([1, 2, 3, 4].map((version) => queue.ask(about("a", version), text)));
    expect(said).toEqual(["a1", undefined, undefined, "a4"]);
    expect(log).toEqual(["a1", "a4"]);
    expect(await queue.ask(about("a", 3), text)).toBeUndefined();
  });

  test("answers about the open text first, so that two texts take few turns", async () => {
    const log: string[] = [];
    const queue = queueOf(engine(log));
    const keys = ["a", "b", "a", "b", "a"];
    expect(await Promise.all(keys.map((key) => queue.ask(about(key, 1), text)))).toEqual(["a1", "b1", "a1", "b1", "a1"]);
    expect(log).toEqual(["a1", "b1"]);
  });

  test("asks again without a plugin that hung, and tells of an engine that did", async () => {
    const log: string[] = [];
    const slow = queueOf(engine([], [new GatewrightError("engine/deadline", "slow")]));
    await expect(slow.ask(about("a", 1), text)).rejects.toThrow("slow");
    const failing = [new GatewrightError("engine/deadline", "hung", "endless")];
    const one = engine(log, failing);
    expect(await queueOf(one).ask(about("a", 1), text)).toBe("a1");
    expect(log).toEqual(["a1", "a1"]);
  });

  test("gives up what takes long and is old, and answers about the newest", async () => {
    const log: string[] = [];
    let give: (why: GatewrightError) => void = () => undefined;
    const stuck = {
      open: ([file]: { text: string }[]) => {
        log.push(file!.text);
        return new Promise((_, reject) => (give = reject));
      },
    } as unknown as Engine;
    let current = stuck;
    const queue = new Queue({
      engine: async () => current,
      options: () => ({}),
      abandon: () => {
        current = engine(log);
        give(new GatewrightError("engine/disposed", "this engine was disposed of"));
      },
    });
    const old = queue.ask(about("a", 1), text);
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(await Promise.all([old, queue.ask(about("a", 2), text)])).toEqual([undefined, "a2"]);
    expect(log).toEqual(["a1", "a2"]);
  });

  test("opens anew when choices changed", async () => {
    const log: string[] = [];
    const queue = queueOf(engine(log));
    await queue.ask(about("a", 1), text);
    queue.reset();
    await queue.ask(about("a", 1), text);
    expect(log).toEqual(["a1", "a1"]);
  });
});
