// Asks plugins and prints what they answer: a line of JSON in, `{file, function, request}`, a line of JSON out,
// `{ok}` or `{error}`. The tests compare the lines with the answers of the native host.

import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { load, PluginError } from "../src/guest.js";

const plugins = new Map();

async function answer({ file, function: name, request }) {
  if (!plugins.has(file)) plugins.set(file, load(new Uint8Array(await readFile(file))));
  const plugin = await plugins.get(file);
  return name === "describe" ? plugin.describe() : plugin[name](request);
}

for await (const asked of createInterface({ input: process.stdin })) {
  try {
    console.log(JSON.stringify({ ok: await answer(JSON.parse(asked)) }));
  } catch (error) {
    if (!(error instanceof PluginError)) throw error;
    console.log(JSON.stringify({ error: error.message }));
  }
}
