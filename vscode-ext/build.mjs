// How the extension is built: one script for every host, the engine's worker, and the engine with its documents.

import { copyFile, mkdir, rm, stat } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const found = (module) => fileURLToPath(import.meta.resolve(module));

/** Browsers' way of everything; what Node does otherwise is decided when the script runs. */
const SHARED = { platform: "browser", resolve: { conditionNames: ["browser", "import", "default"] } };

async function bundle({ input, file, format, external }) {
  const build = await rolldown({
    ...SHARED,
    input,
    external,
    // The engine's files are handed over; nobody looks for them beside a script.
    transform: { define: { "import.meta.url": '"about:blank"' } },
    logLevel: "warn",
  });
  await build.write({ file: here(file), format, minify: true, codeSplitting: false });
  await build.close();
}

await rm(here("dist"), { recursive: true, force: true });
await mkdir(here("dist"), { recursive: true });
await Promise.all([
  bundle({ input: here("src/extension.ts"), file: "dist/extension.js", format: "cjs", external: ["vscode", /^node:/] }),
  bundle({ input: found("gatewright/worker"), file: "dist/worker.js", format: "iife" }),
  copyFile(found("gatewright/engine.wasm"), here("dist/engine.wasm")),
  copyFile(found("gatewright/traffic.wasm"), here("dist/traffic.wasm")),
  copyFile(found("gatewright/docs.json"), here("dist/docs.json")),
  copyFile(here("../LICENSE"), here("LICENSE")),
]);
for (const name of ["extension.js", "worker.js", "engine.wasm", "traffic.wasm", "docs.json"]) {
  console.log(`${name}: ${(await stat(here(`dist/${name}`))).size} bytes`);
}
