// What is in the file that a person installs, and how large is it?

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const vsix = readFileSync(new URL("../dist/gatewright.vsix", import.meta.url));

/** Bytes that the file may have. */
const MOST = 1_500_000;

/** The names in a ZIP, from the directory at its end. */
function names(zip: Buffer): string[] {
  const end = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  const found: string[] = [];
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    const [name, extra, comment] = [zip.readUInt16LE(at + 28), zip.readUInt16LE(at + 30), zip.readUInt16LE(at + 32)];
    found.push(zip.toString("utf8", at + 46, at + 46 + name));
    at += 46 + name + extra + comment;
  }
  return found.sort();
}

test("it holds what is needed, and nothing else", () => {
  expect(names(vsix)).toEqual([
    "[Content_Types].xml",
    "extension.vsixmanifest",
    "extension/LICENSE.txt",
    "extension/dist/docs.json",
    "extension/dist/engine.wasm",
    "extension/dist/extension.js",
    "extension/dist/traffic.wasm",
    "extension/dist/worker.js",
    "extension/l10n/bundle.l10n.json",
    "extension/media/icon.png",
    "extension/package.json",
    "extension/package.nls.json",
    "extension/readme.md",
    "extension/walkthrough/choose.md",
    "extension/walkthrough/convert.md",
    "extension/walkthrough/see.md",
  ]);
});

test("it is small", () => {
  console.log(`the extension: ${vsix.length} bytes of ${MOST}`);
  expect(vsix.length).toBeLessThan(MOST);
});

// That nothing is asked of anybody while it runs is seen in the browser.
test("its script knows no address but the playground's, and needs the editor alone", () => {
  const script = readFileSync(new URL("../dist/extension.js", import.meta.url), "utf8");
  expect([...script.matchAll(/require\(["`']([^"`']+)["`']\)/g)].map(([, name]) => name).sort()).toEqual(["node:worker_threads", "vscode"]);
  expect(/XMLHttpRequest|WebSocket|sendTelemetry/.test(script)).toBe(false);
  const addresses = [...script.matchAll(/https?:\/\/[^"`'\s]+/g)].map(([address]) => address);
  // Those of examples lead nowhere: nobody can have the domain.
  const real = addresses.filter((address) => !address.startsWith("https://shop.example/"));
  expect(real).toEqual(["http://127.0.0.1:4173/"]);
});
