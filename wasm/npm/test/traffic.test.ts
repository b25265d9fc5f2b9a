// Does the traffic check say the same in this thread and in a worker, and does it fail in the documented ways?

import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
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

test("both engines count alike, and every request once", async () => {
  const files = await shop();
  for (const target of ["standard", "envoy-gateway"]) {
    const [one, other] = await Promise.all([local.verify(files, { target }, { most: 200 }), remote.verify(files, { target }, { most: 200 })]);
    expect(one).toEqual(other);
    expect(one.asked).toBeGreaterThan(100);
    expect(one.derived).toBe(one.asked);
    expect((await local.verify(files, { target }, { most: 50 })).asked).toBeLessThanOrEqual(50);
    expect(one.same + one.announced + one.unannounced + one.notChecked).toBe(one.asked);
    expect(one.unannounced).toBe(0);
    expect(Object.values(one.byCode).every(({ requests, example }) => requests > 0 && example.host !== "")).toBe(true);
  }
});

test("a request is shown line by line, both ways it takes", async () => {
  for (const engine of [local, remote]) {
    const open = await engine.open(await shop());
    const traced = await open.trace("GET https://shop.example/", { headers: { Cookie: "a=b" } });
    expect(traced.request).toMatchObject({ method: "GET", scheme: "https", host: "shop.example", path: "/", headers: { Cookie: "a=b" } });
    expect(traced.rows.find(({ name }) => name === "answer")).toBeDefined();
    const parts = await open.trace({ host: "shop.example", path: "/", scheme: "https", headers: { Cookie: "a=b" } });
    expect(parts).toEqual(traced);
    const account = await open.verify({ most: 400 });
    const [[announced, { example }]] = Object.entries(account.byCode) as [[string, { example: { host: string } }]];
    const other = await open.trace(example);
    expect(other.same).toBe(false);
    expect(other.announcedBy).toContain(announced);
    expect(other.told.map(({ code }) => code)).toEqual(other.announcedBy);
    expect(other.rows.some(({ differs }) => differs)).toBe(true);
  }
});

test("what is no request is refused, and so is a question about what is closed", async () => {
  for (const engine of [local, remote]) {
    const open = await engine.open(await shop());
    expect(await code(open.trace("shop.example/cart"))).toBe("engine/bad-argument");
    expect(await code(open.trace({} as never))).toBe("engine/bad-argument");
    expect(await code(open.trace(undefined as never))).toBe("engine/bad-argument");
    expect(await code(open.verify({ colour: "red" } as never))).toBe("engine/bad-argument");
    await engine.open(await shop());
    expect(await code(open.verify())).toBe("engine/superseded");
  }
});

test("the newest conversion wins", async () => {
  const files = await shop();
  for (const engine of [local, remote]) {
    const ends = await Promise.allSettled([engine.verify(files), engine.verify(files), engine.verify(files, {}, { most: 20 })]);
    expect(ends.map(({ status }) => status)).toEqual(["rejected", "rejected", "fulfilled"]);
    expect(ends.slice(0, 2).every((end) => end.status === "rejected" && end.reason.code === "engine/superseded")).toBe(true);
  }
});

test("what a plugin adds, and a source that cannot say what it answered, is not checked and never the same", async () => {
  const engine = workerEngine();
  const files = await shop();
  const before = await engine.verify(files, {}, { most: 200 });
  await engine.addPlugin(new Uint8Array(await readFile(plugin("example-acme"))));
  const [{ manifest }] = (await engine.plugins()).filter(({ builtIn }) => !builtIn) as [{ manifest: { claims: { prefixes: string[] } } }];
  const input = (await text("examples/nginx.yaml")).replaceAll("annotations:", `annotations:\n    ${manifest.claims.prefixes[0]}/strip-prefix: /shop`);
  const after = await engine.verify([{ name: "a.yaml", text: input }], {}, { most: 200 });
  expect(after.notChecked).toBeGreaterThan(before.notChecked);
  engine.dispose();
});

test("a plugin that hangs when it is asked what it answered is ended, and the check goes on without it", async () => {
  const disabled: string[] = [];
  const engine = workerEngine({ pluginDeadline: 500, onDisabled: (id) => disabled.push(id) });
  await engine.addPlugin(guests.loopInSimulate());
  const files = [{ name: "a.yaml", text: (await text("examples/nginx.yaml")).replaceAll("ingressClassName: nginx", "ingressClassName: asked") }];
  expect(await code(engine.verify(files, {}, { most: 50 }))).toBe("engine/deadline");
  expect(disabled).toEqual(["asked"]);
  expect((await engine.verify(files, {}, { most: 50 })).asked).toBeGreaterThan(0);
  engine.dispose();
});

test("a module that is not there is told by its own code, and the engine goes on", async () => {
  const engine = await localEngine({ traffic: new URL("./nowhere.wasm", import.meta.url) });
  expect(await code(engine.verify(await shop()))).toBe("engine/not-loaded");
  expect((await engine.convert(await shop())).text).toContain("kind: HTTPRoute");
  engine.dispose();
});
