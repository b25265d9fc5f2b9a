// How the page is built: static files that any web server can host under any path, and a worker that keeps them.

import { readFileSync } from "node:fs";
import { createHash } from "node:crypto";
import { defineConfig, type Plugin } from "vite";

/** Writes `sw.js` with the names of all files and a version that changes with any of them. */
function offline(): Plugin {
  return {
    name: "offline",
    apply: "build",
    generateBundle(_, bundle) {
      const files = Object.keys(bundle).sort();
      const hash = createHash("sha256");
      for (const file of files) {
        const part = bundle[file]!;
        hash.update(part.type === "chunk" ? part.code : part.source);
      }
      const list = ["./", "./icon.svg", ...files.filter((file) => file !== "index.html").map((file) => `./${file}`)];
      const source = readFileSync(new URL("src/offline.js", import.meta.url), "utf8")
        .replace("__VERSION__", hash.digest("hex").slice(0, 12))
        .replace("[/* files */]", JSON.stringify(list));
      this.emitFile({ type: "asset", fileName: "sw.js", source });
    },
  };
}

export default defineConfig({
  base: "./",
  // The engine's module finds its files beside itself.
  optimizeDeps: { exclude: ["gatewright"] },
  resolve: { conditions: ["browser", "module", "import", "default"] },
  worker: { format: "es" },
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: { target: "es2022", assetsInlineLimit: 0, modulePreload: { polyfill: false }, chunkSizeWarningLimit: 900 },
  server: { fs: { allow: [".."] } },
  plugins: [offline()],
});
