// What browsers and their workers do in their own way: reading assets, starting workers.

import type { Platform, Port, Thread } from "./platform.js";

async function bytes(url: URL): Promise<Response> {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url.pathname.split("/").at(-1)}: ${answer.status}`);
  return answer;
}

export const platform: Platform = {
  async module(url) {
    const answer = await bytes(url);
    // Servers that do not know the type of .wasm files are served as well.
    const typed = answer.headers.get("content-type")?.startsWith("application/wasm") === true;
    return typed ? WebAssembly.compileStreaming(answer) : WebAssembly.compile(await answer.arrayBuffer());
  },

  async text(url) {
    return (await bytes(url)).text();
  },

  thread(receive, broken): Thread {
    const worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
    worker.onmessage = (event) => receive(event.data);
    worker.onerror = (event) => broken(event.message);
    return {
      post: (message, transfer) => worker.postMessage(message, transfer),
      end: () => worker.terminate(),
    };
  },

  port(receive): Port {
    const scope = globalThis as unknown as DedicatedWorkerGlobalScope;
    scope.onmessage = (event) => receive(event.data);
    return { post: (message) => scope.postMessage(message) };
  },
};
