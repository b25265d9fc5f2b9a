// How does the engine's worker start in an editor? From the text of its script: hosts on the web let no worker start from
// an extension's address, and Node takes a text as well.

import type { StartThread } from "gatewright";

/** Makes Node's worker look like a browser's to the script that follows. */
const NODE = [
  'const { parentPort } = require("node:worker_threads");',
  "globalThis.postMessage = (message) => parentPort.postMessage(message);",
  'parentPort.on("message", (data) => globalThis.onmessage({ data }));',
  "",
].join("\n");

/** Starts workers that run this script, in whatever host this is. */
export async function starter(script: string): Promise<StartThread> {
  return isNode() ? inNode(script, await import("node:worker_threads")) : inBrowser(script);
}

function isNode(): boolean {
  return typeof process === "object" && typeof process.versions?.node === "string";
}

function inBrowser(script: string): StartThread {
  const url = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
  return (receive, broken) => {
    const worker = new Worker(url);
    worker.onmessage = (event) => receive(event.data);
    worker.onerror = (event) => broken(event.message);
    return {
      post: (message, transfer) => worker.postMessage(message, transfer),
      end: () => worker.terminate(),
    };
  };
}

function inNode(script: string, threads: typeof import("node:worker_threads")): StartThread {
  return (receive, broken) => {
    const worker = new threads.Worker(NODE + script, { eval: true });
    worker.on("message", receive);
    worker.on("error", (error) => broken(error instanceof Error ? error.message : String(error)));
    // Nobody waits for an idle engine: it ends with the editor.
    worker.unref();
    return {
      post: (message, transfer) => {
        worker.ref();
        worker.postMessage(message, transfer as never);
      },
      idle: () => worker.unref(),
      end: () => void worker.terminate(),
    };
  };
}
