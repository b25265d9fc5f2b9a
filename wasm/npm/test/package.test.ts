// Is the package whole: does its README hold, do its declarations, and does what `npm pack` makes work elsewhere?

import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Engine, localEngine, OUTCOMES } from "gatewright";
import { text } from "./scene.js";

const HOME = fileURLToPath(new URL("..", import.meta.url));
const run = promisify(execFile);

let engine: Engine;
let folder: string;

beforeAll(async () => {
  engine = await localEngine();
  folder = await mkdtemp(join(tmpdir(), "gatewright-"));
});
afterAll(async () => {
  engine.dispose();
  await rm(folder, { recursive: true });
});

test("what npm packs installs, is complete, and runs the README's example", async () => {
  const { stdout } = await run("npm", ["pack", "--json", "--pack-destination", folder], { cwd: HOME });
  const [packed] = JSON.parse(stdout) as [{ filename: string; files: { path: string }[] }];
  const paths = packed.files.map(({ path }) => path);
  for (const path of ["LICENSE", "README.md", "dist/index.js", "dist/index.d.ts", "dist/worker.js", "dist/docs.json", "dist/engine/gatewright_wasm_bg.wasm", "dist/traffic/gatewright_traffic_bg.wasm"]) {
    expect(paths).toContain(path);
  }
  expect(paths.filter((path) => !/^(dist\/|LICENSE|README\.md|package\.json)/.test(path))).toEqual([]);
  await writeFile(join(folder, "package.json"), '{"private": true, "type": "module"}');
  await run("npm", ["install", "--offline", "--no-audit", "--no-fund", join(folder, packed.filename)], { cwd: folder });
  const readme = await readFile(new URL("../README.md", import.meta.url), "utf8");
  const [, example] = /```js\n([\s\S]*?)```/.exec(readme)!;
  await writeFile(join(folder, "example.js"), example!);
  const said = (await run("node", ["example.js"], { cwd: folder })).stdout;
  expect(said).toContain("kind: HTTPRoute");
  expect(said).toMatch(/(exact|approximate) nginx\.ingress\.kubernetes\.io\/rewrite-target/);
  // The other engine, and its worker, from the same place.
  await writeFile(
    join(folder, "worker.js"),
    'import { workerEngine } from "gatewright";\nconst engine = workerEngine();\nconsole.log((await engine.choices()).targets.join());\n',
  );
  expect((await run("node", ["worker.js"], { cwd: folder })).stdout).toContain("standard");
});

/** Inputs that show every part of an answer between them. */
const INPUTS = [
  "examples/nginx.yaml",
  "examples/shop.yaml",
  "tests/cases/nginx/snippets/not-understood/input.yaml",
  "tests/cases/nginx/canary/weight/input.yaml",
  "tests/cases/nginx/access/basic-auth/input.yaml",
  "tests/cases/nginx/rewrite/needs-a-regular-expression/input.yaml",
  "tests/cases/plain/reading/numbers-for-strings/input.yaml",
];
const BROKEN = "kind: Ingress\nmetadata: {name: a}\nspec:\n  rules:\n    - host: a.example\n      http:\n        paths:\n          - {path: /, backend: {service: {name: a, port: {number: 80}}}}\n---\na: [\n";

test("the declarations are those of what the engine answers", async () => {
  // Everything the engine answers, written as literals of the declared types: what a type lacks, or asks for in vain,
  // is an error of the compiler.
  const lines: string[] = [];
  const declare = (type: string, value: unknown): void => {
    lines.push(`export const v${lines.length}: m.${type} = ${JSON.stringify(value)};`);
  };
  declare("Choices", await engine.choices());
  for (const plugin of await engine.plugins()) declare("Plugin", plugin);
  declare("Redacted", await engine.redact("kind: Secret\ndata: {}\n"));
  declare("Examples", await engine.tryExamples("nginx"));
  const texts = await Promise.all(INPUTS.map(text));
  for (const input of [...texts, BROKEN]) {
    const open = await engine.open([{ name: "a.yaml", text: input }], { target: "envoy-gateway" });
    declare("Summary", open.summary);
    declare("Report", await open.report());
    declare("Page<m.Fact>", await open.facts());
    declare("Page<m.Finding>", await open.findings());
    declare("Page<m.InputObject>", await open.inputs());
    declare("Page<m.OutputObject>", await open.outputs());
    declare("Between", await open.between(0, { from: 0, to: 1000 }));
    declare("Account", await open.verify({ most: 60 }));
    for (const asked of ["https://shop.example/", "http://nobody.invalid/"]) declare("Traced", await open.trace(asked));
    for (const { id } of (await open.facts()).rows.slice(0, 8)) declare("Link[]", await open.links(id));
    for (let line = 0; line < 40; line++) {
      declare("Hover | null", await open.hover(0, line, 6));
      declare("Source[]", await open.causes(line));
      declare("Lines[]", await open.effects(0, line));
    }
  }
  const unfinished = "metadata:\n  annotations:\n    rewrite";
  const typing = await engine.open([{ name: "a.yaml", text: unfinished }]);
  const completion = await typing.complete(0, 2, 11);
  expect(completion?.offers.length).toBeGreaterThan(0);
  declare("Completion | null", completion);
  // The samples say something about every part.
  const all = lines.join("\n");
  const parts = ['"fix":{', '"parts":[{', '"granted":"', '"notes":[{', '"becomes":"', '"advice":"', '"withheld":[{', '"byCode":{"', '"told":[{', '"rows":[{'];
  expect(parts.filter((part) => !all.includes(part))).toEqual([]);
  const model = join(HOME, "dist/model.js");
  await writeFile(join(folder, "samples.ts"), `import type * as m from ${JSON.stringify(model)};\n${all}\n`);
  const compile = async (file: string): Promise<string> => {
    const words = ["--ignoreConfig", "--noEmit", "--strict", "--exactOptionalPropertyTypes", "--module", "nodenext", "--target", "es2022", join(folder, file)];
    const tsc = fileURLToPath(new URL("../../../node_modules/.bin/tsc", import.meta.url));
    return run(tsc, words, { cwd: folder }).then(
      () => "",
      (error: { stdout: string }) => error.stdout.slice(0, 3000),
    );
  };
  expect(await compile("samples.ts")).toBe("");
  // And the compiler does see a field too many, and one too few.
  await writeFile(join(folder, "many.ts"), `import type * as m from ${JSON.stringify(model)};\nexport const v: m.Lines = {"from":1,"to":2,"more":3};\n`);
  await writeFile(join(folder, "few.ts"), `import type * as m from ${JSON.stringify(model)};\nexport const v: m.Lines = {"from":1};\n`);
  expect(await compile("many.ts")).toContain('"more"');
  expect(await compile("few.ts")).toMatch(/'to'|"to"/);
}, 120_000);

test("the words of the declarations are those of the engine", async () => {
  const choices = await engine.choices();
  const declared = await readFile(join(HOME, "dist/model.d.ts"), "utf8");
  const words = (option: string): string[] => {
    const [, union] = new RegExp(`\\n    ${option}\\?: ([^;]*);`).exec(declared)!;
    return [...union!.matchAll(/"([^"]+)"/g)].map(([, word]) => word!);
  };
  expect(words("channel")).toEqual(choices.channels);
  expect(words("layout")).toEqual(choices.layouts);
  expect(words("openRoutes")).toEqual(choices.openRoutes);
  expect(words("rawPatches")).toEqual(choices.rawPatches);
  expect(words("format")).toEqual(choices.formats);
  expect(words("provenance")).toEqual(choices.provenances);
  const { report } = await engine.convert([{ name: "a.yaml", text: await text("examples/nginx.yaml") }]);
  expect(report.facts.every(({ outcome }) => OUTCOMES.includes(outcome))).toBe(true);
});
