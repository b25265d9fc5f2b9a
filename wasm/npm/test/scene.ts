// Files that the tests of this package read.

import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";

const ROOT = new URL("../../../", import.meta.url);

export async function text(path: string): Promise<string> {
  return readFile(new URL(path, ROOT), "utf8");
}

/** A plugin that `cargo xtask plugins` built. */
export function plugin(id: string): URL {
  const url = new URL(`target/plugins/${id}.wasm`, ROOT);
  if (!existsSync(url)) throw new Error(`${id}.wasm is missing: run \`cargo xtask plugins\``);
  return url;
}

export async function shop(): Promise<{ name: string; text: string }[]> {
  return [{ name: "nginx.yaml", text: await text("examples/nginx.yaml") }];
}
