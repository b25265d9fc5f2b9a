// Do the engine in this thread and the engine in a worker answer alike, and do they fail in the documented ways?

import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Engine, GatewrightError, localEngine, workerEngine } from "gatewright";
import { guests } from "./guests.js";
import { plugin, shop, text } from "./scene.js";

let local: Engine;
let remote: Engine;

beforeAll(async () => {
  local = await localEngine();
  remote = workerEngine({ pluginDeadline: 700 });
});
afterAll(() => {
  local.dispose();
  remote.dispose();
});

async function code(promise: Promise<unknown>): Promise<string> {
  const error = await promise.then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(error).toBeInstanceOf(GatewrightError);
  return (error as GatewrightError).code;
}

describe("both engines", () => {
  test("convert alike, and as the command line does", async () => {
    const [one, other] = await Promise.all([local.convert(await shop()), remote.convert(await shop())]);
    expect(one).toEqual(other);
    expect(one.text).toContain("kind: HTTPRoute");
    expect(one.report.summary.facts).toBe(one.report.facts.length);
  });

  test.each(["thread", "worker"] as const)("answer questions about what is open (%s)", async (place) => {
    const engine = place === "thread" ? local : remote;
    const files = await shop();
    const open = await engine.open(files, { target: "envoy-gateway" });
    const lines = files[0]!.text.split("\n");
    const rewrite = lines.findIndex((line) => line.includes("rewrite-target"));
    const effects = await open.effects(0, rewrite);
    expect(effects.length).toBeGreaterThan(0);
    expect(await open.text(effects[0]!)).toContain("urlRewrite");
    const causes = await open.causes(effects[0]!.from);
    expect(causes.map((cause) => cause.range.start.line)).toContain(rewrite);
    const hover = await open.hover(0, rewrite, 10);
    expect(hover?.fact.key).toBe("nginx.ingress.kubernetes.io/rewrite-target");
    expect(await open.hover(0, 9999, 0)).toBeNull();
    const page = await open.facts({ outcomes: ["exact"] }, 0, 3);
    expect(page.total).toBe(open.summary.exact);
    expect(page.rows).toHaveLength(3);
    expect((await open.stage("routes")).trim()).toMatch(/^[[{]/);
    expect((await open.outputs()).rows.at(-1)?.lines.to).toBe(open.lineCount);
    expect(JSON.parse(await open.reportText())).toEqual(await open.report());
  });

  test.each(["thread", "worker"] as const)("explain codes and annotations (%s)", async (place) => {
    const engine = place === "thread" ? local : remote;
    expect(await engine.explain("core/possible-guard")).toContain("# core/possible-guard");
    expect(await engine.explain("nginx.ingress.kubernetes.io/rewrite-target")).toContain("#");
    expect(await engine.explain("core/there-is-no-such-code")).toBeNull();
  });

  test("refuse options that are no choice, by code", async () => {
    for (const engine of [local, remote]) {
      expect(await code(engine.open([], { target: "nobody" }))).toBe("engine/bad-option");
      expect(await code(engine.open([], { colour: "red" } as never))).toBe("engine/bad-argument");
      expect(await code(engine.open([], { settings: { nginx: { nothing: "1" } } }))).toBe("engine/bad-option");
    }
  });

  test("cut the values of Secrets out of texts", async () => {
    const secret = "kind: Secret\nmetadata: {name: s}\nstringData: {password: hunter2}\n";
    for (const engine of [local, remote]) {
      const { text, removed } = await engine.redact(secret);
      expect(removed).toBe(1);
      expect(text).not.toContain("hunter2");
    }
  });

  test("answer nothing about a conversion that another took the place of", async () => {
    for (const engine of [local, remote]) {
      const old = await engine.open(await shop());
      await engine.open(await shop());
      expect(await code(old.text())).toBe("engine/superseded");
    }
  });
});

describe("the worker", () => {
  test("lets the newest request win", async () => {
    const files = await shop();
    const all = [1, 2, 3, 4].map(() => remote.open(files));
    const ends = await Promise.allSettled(all);
    expect(ends.map((end) => end.status)).toEqual(["rejected", "rejected", "rejected", "fulfilled"]);
  });

  test("runs plugins from files, and knows their hash and size", async () => {
    const bytes = new Uint8Array(await readFile(plugin("example-acme")));
    const loaded = await remote.addPlugin(bytes);
    expect(loaded.manifest.id).toBe("example-acme");
    expect(loaded.size).toBe(bytes.length);
    expect(loaded.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect((await remote.plugins()).map((plugin) => plugin.builtIn)).toEqual([true, false]);
    const prefix = loaded.manifest.claims.prefixes[0]!;
    const input = (await text("examples/nginx.yaml")).replace(
      "nginx.ingress.kubernetes.io/proxy-body-size: 20m",
      `${prefix}/strip-prefix: /shop`,
    );
    const open = await remote.open([{ name: "a.yaml", text: input }]);
    const owners = (await open.facts({ keys: true })).rows.map((fact) => fact.owner);
    expect(owners).toContain("example-acme");
    expect(await code(remote.addPlugin(bytes))).toBe("engine/bad-plugin");
    await remote.removePlugin("example-acme");
  });

  test("the thread refuses plugins from files", async () => {
    expect(await code(local.addPlugin(new Uint8Array()))).toBe("engine/plugins-need-a-worker");
  });

  test("ends a plugin that hangs, says which, and goes on without it", async () => {
    const disabled: string[] = [];
    const engine = workerEngine({ pluginDeadline: 500, onDisabled: (plugin) => disabled.push(plugin) });
    await engine.addPlugin(guests.loopInTranslate());
    const input = (await text("examples/nginx.yaml")).replace("annotations:", "annotations:\n    endless.example/x: y");
    const files = [{ name: "a.yaml", text: input }];
    const error = await engine.open(files).catch((error: unknown) => error);
    expect(error).toMatchObject({ code: "engine/deadline", plugin: "endless" });
    expect(disabled).toEqual(["endless"]);
    expect((await engine.open(files)).summary.outputs).toBeGreaterThan(0);
    expect((await engine.plugins()).map(({ manifest }) => manifest.id)).toEqual(["nginx"]);
    engine.dispose();
  });

  test("ends a plugin that hangs before it said what it is", async () => {
    expect(await code(remote.addPlugin(guests.loopInDescribe()))).toBe("engine/deadline");
    expect((await remote.convert(await shop())).text).toContain("kind: Gateway");
  });

  test("refuses what is no plugin", async () => {
    expect(await code(remote.addPlugin(new TextEncoder().encode("#!/bin/sh")))).toBe("engine/bad-plugin");
    expect(await code(remote.addPlugin(guests.greedy()))).toBe("engine/bad-plugin");
  });

  test("answers no more when it was disposed of", async () => {
    const engine = workerEngine();
    const waiting = engine.choices();
    engine.dispose();
    expect(await code(waiting)).toBe("engine/disposed");
    expect(await code(engine.choices())).toBe("engine/disposed");
  });
});
