// The worker: a session that answers one message at a time.

import { platform } from "#platform";
import { failure } from "./failure.js";
import { type Ask, ask, type Assets, Session } from "./session.js";

/** What the worker is told. */
export type Told = { start: Assets } | { call: number; question: Ask; args: unknown[] };

/** What it says: which plugin is running, or what came of a call. */
export type Said =
  | { running: string | null }
  | { call: number; answer: unknown }
  | { call: number; failed: { code: string; message: string; plugin?: string } };

let session: Promise<Session> | undefined;

const port = platform.port((message) => {
  const told = message as Told;
  if ("start" in told) {
    session = Session.start(told.start, (plugin) => port.post({ running: plugin } satisfies Said));
    session.catch(() => undefined);
    return;
  }
  void answer(told.call, told.question, told.args);
});

async function answer(call: number, question: Ask, args: unknown[]): Promise<void> {
  try {
    if (session === undefined) throw new Error("asked before it was started");
    port.post({ call, answer: await ask(await session, question, args) } satisfies Said);
  } catch (error) {
    port.post({ call, failed: failure(error).toJSON() } satisfies Said);
  }
}
