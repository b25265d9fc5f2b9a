// Does the same script activate under Node, as the desktop runs it, and answer from a thread of its own? The editor is a
// stub here; the script, the worker and the engine are those that are shipped.

import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { SHOP } from "./manifests.ts";
import { lineOf } from "./scene.ts";
import { document, editor, Uri } from "./stub.ts";

const require = createRequire(import.meta.url);
const ROOT = fileURLToPath(new URL("../", import.meta.url));

const shop = document(Uri.file("/shop.yaml"), SHOP);
const stub = editor(shop);
const subscriptions: { dispose(): void }[] = [];

afterAll(() => subscriptions.forEach((each) => each.dispose()));

function load(): { activate(context: unknown): void } {
  const modules = require("node:module") as { _load(name: string, ...rest: unknown[]): unknown };
  const usual = modules._load;
  modules._load = (name, ...rest) => (name === "vscode" ? stub.api : usual(name, ...rest));
  try {
    return require(`${ROOT}dist/extension.js`) as ReturnType<typeof load>;
  } finally {
    modules._load = usual;
  }
}

async function until<T>(found: () => T | undefined): Promise<T> {
  for (let waited = 0; waited < 20_000; waited += 20) {
    const now = found();
    if (now !== undefined) return now;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error("it never came");
}

test("the desktop's entry activates and explains an open manifest", async () => {
  const state = { get: (_: string, usual: unknown) => usual, update: async () => undefined };
  load().activate({ subscriptions, extensionUri: Uri.file(ROOT), workspaceState: state });
  const problems = await until(() => stub.problems.get(String(shop.uri)));
  expect(problems.length).toBeGreaterThan(8);
  const lenses = stub.providers.get("lenses")!["provideCodeLenses"]!(shop) as { values: [unknown, { title: string }] }[];
  expect(lenses.map(({ values }) => values[1].title)).toContain("Preview as Gateway API · 8 exact, 1 unsupported");
  const hover = await stub.providers.get("hover")!["provideHover"]!(shop, { line: lineOf(SHOP, "rewrite-target"), character: 8 });
  expect(hover).toBeDefined();
  const preview = await stub.providers.get("gatewright-preview")!["provideTextDocumentContent"]!(
    Uri.from({ scheme: "gatewright-preview", path: "/shop.gateway.yaml", query: JSON.stringify({ source: String(shop.uri) }) }),
  );
  expect(preview).toContain("kind: HTTPRoute");
  expect(stub.errors).toEqual([]);
});

test("every command of the manifest is there", () => {
  const { contributes } = require(`${ROOT}package.json`) as { contributes: { commands: { command: string }[] } };
  expect([...stub.commands.keys()].sort()).toEqual(contributes.commands.map(({ command }) => command).sort());
});
