// Can every text be translated? Each that the code speaks is in the bundle, and each of the manifest has its words.

import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const here = (path: string) => new URL(`../${path}`, import.meta.url);

test("every text of the code is in the bundle, and nothing else", () => {
  const files = readdirSync(here("src"), { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts"));
  const code = files.map((name) => readFileSync(here(`src/${name}`), "utf8")).join("\n");
  const texts = [...code.matchAll(/\bt\("((?:[^"\\]|\\.)*)"/g)].map(([, text]) => JSON.parse(`"${text}"`) as string);
  const bundle = JSON.parse(readFileSync(here("l10n/bundle.l10n.json"), "utf8")) as Record<string, string>;
  expect(Object.keys(bundle).sort()).toEqual([...new Set(texts)].sort());
  expect(texts.length).toBeGreaterThan(50);
});

test("every text of the manifest has words", () => {
  const manifest = readFileSync(here("package.json"), "utf8");
  const words = JSON.parse(readFileSync(here("package.nls.json"), "utf8")) as Record<string, string>;
  const used = [...manifest.matchAll(/"%([^%"]+)%"/g)].map(([, key]) => key!);
  expect([...new Set(used)].sort()).toEqual(Object.keys(words).sort());
});

test("settings and commands are those that the code reads and runs", () => {
  const { contributes } = JSON.parse(readFileSync(here("package.json"), "utf8")) as {
    contributes: { commands: { command: string }[]; configuration: { properties: Record<string, unknown> } };
  };
  const files = readdirSync(here("src"), { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts"));
  const code = files.map((name) => readFileSync(here(`src/${name}`), "utf8")).join("\n");
  for (const { command } of contributes.commands) expect(code).toContain(`"${command}"`);
  for (const name of Object.keys(contributes.configuration.properties)) expect(code).toContain(`"${name.replace("gatewright.", "")}"`);
});
