// What Node does in its own way: reading assets, starting workers.

import { readFile } from "node:fs/promises";
import { parentPort, Worker } from "node:worker_threads";
import type { Platform, Port, Thread } from "./platform.js";

export const platform: Platform = {
  async module(url) {
    return WebAssembly.compile(await readFile(url));
  },

  async text(url) {
    return readFile(url, "utf8");
  },

  thread(receive, broken): Thread {
    const worker = new Worker(new URL("./worker.js", import.meta.url));
    worker.on("message", receive);
    worker.on("error", (error) => broken(error instanceof Error ? error.message : String(error)));
    // Nobody waits for an idle engine: it ends with the program.
    worker.unref();
    return {
      post: (message, transfer) => {
        worker.ref();
        worker.postMessage(message, transfer as never);
      },
      idle: () => worker.unref(),
      end: () => void worker.terminate(),
    };
  },

  port(receive): Port {
    parentPort?.on("message", receive);
    return { post: (message) => parentPort?.postMessage(message) };
  },
};
