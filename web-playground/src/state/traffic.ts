// Is the traffic the same? Asked in the engine's worker, and only while somebody looks.

import { computed, effect, signal } from "@preact/signals";
import { type Account, type Conversion, GatewrightError, type HttpRequest, type Traced } from "gatewright";
import { asking, BLANK, type Form, form } from "./request.ts";
import { conversion, empty, panel, topic, picked } from "./store.ts";

/** Requests that are asked without being told to, and those that are asked at most. */
const QUICK = 200;
export const MANY = 20_000;
/** Milliseconds without typing after which is asked. */
const PAUSE = 350;
const LATE = 700;

export const account = signal<Account | null>(null);
/** Whether an answer is on its way. */
export const checking = signal(false);
/** Whether it takes so long that older numbers say nothing any more. */
export const slow = signal(false);
/** Why there is none. */
export const broken = signal<string | null>(null);
/** The conversion for which more was asked for. */
const wide = signal<Conversion | null>(null);

export const tried = signal<Form>(BLANK);
export const traced = signal<Traced | null>(null);
/** What is wrong with the request. */
export const wrong = signal<string | null>(null);

const looked = computed(() => panel.value === "traffic" && !empty.value);

let timer: ReturnType<typeof setTimeout> | undefined;
let typing: ReturnType<typeof setTimeout> | undefined;

/** Asks whenever something else is converted, or somebody begins to look. */
export function watch(): () => void {
  let last: Conversion | null = null;
  let asked = 0;
  const stop = effect(() => {
    const open = conversion.value;
    const count = wide.value !== null && wide.value === open ? MANY : QUICK;
    if (!looked.value) {
      clearTimeout(timer);
      if (empty.value) account.value = null;
      return;
    }
    if (open === null || (open === last && count === asked)) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      [last, asked] = [open, count];
      void check(open, count);
      if (traced.peek() !== null) void ask();
    }, PAUSE);
  });
  return () => {
    stop();
    clearTimeout(timer);
  };
}

/** Tries more requests of what is converted now. */
export function widen(): void {
  wide.value = conversion.value;
}

async function check(open: Conversion, count: number): Promise<void> {
  checking.value = true;
  const late = setTimeout(() => (slow.value = true), LATE);
  try {
    const found = await open.verify({ most: count });
    if (open !== conversion.value) return;
    account.value = found;
    broken.value = null;
  } catch (error) {
    if (!(error instanceof GatewrightError)) throw error;
    if (error.code === "engine/superseded" || open !== conversion.value) return;
    account.value = null;
    broken.value = error.message;
  } finally {
    clearTimeout(late);
    slow.value = false;
    if (open === conversion.value) checking.value = false;
  }
}

/** Takes what was typed into the form, and asks when typing pauses. */
export function typed(change: Partial<Form>): void {
  tried.value = { ...tried.value, ...change };
  clearTimeout(typing);
  typing = setTimeout(() => void ask(), PAUSE);
}

/** Tries a request that was found. */
export function retry(request: HttpRequest): void {
  tried.value = form(request);
  void ask();
}

/** Asks what was answered to the request of the form, and what is answered now. */
export async function ask(): Promise<void> {
  clearTimeout(typing);
  const [open, asked] = [conversion.value, tried.value];
  if (open === null || asked.url.trim() === "") {
    traced.value = null;
    wrong.value = null;
    return;
  }
  const request = asking(asked);
  if (typeof request === "string") {
    traced.value = null;
    wrong.value = request;
    return;
  }
  try {
    const found = await open.trace(request);
    if (asked !== tried.value) return;
    traced.value = found;
    wrong.value = null;
  } catch (error) {
    if (!(error instanceof GatewrightError)) throw error;
    if (error.code !== "engine/superseded" && asked === tried.value) wrong.value = error.message;
  }
}

export function explain(code: string): void {
  picked.value = null;
  topic.value = code;
}
