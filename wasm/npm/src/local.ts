// The engine in this thread: for Node, and for pages with little to convert.

import { engine } from "./desk.js";
import type { Engine } from "./engine.js";
import { GatewrightError } from "./failure.js";
import { ask, type Assets, Session } from "./session.js";

/** Starts the engine in this thread. It refuses plugins from files: nobody could end one that hangs. */
export async function localEngine(assets: Assets = {}): Promise<Engine> {
  let session: Session | undefined = await Session.start(assets, () => undefined);
  const running = (): Session => {
    if (session === undefined) throw new GatewrightError("engine/disposed", "this engine was disposed of");
    return session;
  };
  return engine({
    place: "thread",
    ask: async (question, args) => ask(running(), question, args),
    addPlugin: async () => {
      throw new GatewrightError(
        "engine/plugins-need-a-worker",
        "plugins from files run in a worker only, where one that hangs can be ended; use `workerEngine()`",
      );
    },
    removePlugin: async (id) => void (await ask(running(), "removePlugin", [id])),
    supersede: () => undefined,
    dispose: () => {
      session?.close();
      session = undefined;
    },
  });
}
