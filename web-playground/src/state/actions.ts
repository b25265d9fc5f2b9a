// What happens when somebody does something.

import { GatewrightError } from "gatewright";
import { options, restored, USUAL } from "./choices.ts";
import { packed, unpacked } from "./link.ts";
import * as store from "./store.ts";

const KEPT = "gatewright";
/** Characters that are kept for the next visit at most. */
const MOST_KEPT = 2_000_000;
/** Objects that can be chosen one by one; a longer list is no choice. */
const OBJECTS = 400;
/** Rows of a list that are fetched at once. */
export const ROWS = 100;

let timer: ReturnType<typeof setTimeout> | undefined;
let saving: ReturnType<typeof setTimeout> | undefined;

/** Converts soon: when typing pauses, later where there is more to read. */
export function convertSoon(): void {
  clearTimeout(timer);
  const size = store.files.value.reduce((sum, file) => sum + file.text.length, 0);
  timer = setTimeout(() => void convert(), size > 1_000_000 ? 400 : size > 100_000 ? 150 : 40);
}

export async function convert(): Promise<void> {
  clearTimeout(timer);
  store.busy.value ??= performance.now();
  const asked = store.files.value.map(({ name, text }) => ({ name, text }));
  try {
    const opened = await store.engine.open(asked, options(store.choice.value));
    const outputs = await opened.outputs(0, OBJECTS);
    store.outputs.value = outputs.rows;
    if ((store.shown.value ?? 0) >= outputs.rows.length) store.shown.value = null;
    store.failure.value = null;
    store.conversion.value = opened;
    store.busy.value = null;
    await lists();
  } catch (error) {
    if (!(error instanceof GatewrightError)) throw error;
    if (error.code === "engine/superseded") return;
    store.busy.value = null;
    store.failure.value = error;
    // A plugin hung and is gone: what is left converts without it.
    if (error.code === "engine/deadline" && error.plugin !== undefined) void convert();
  }
  saveSoon();
}

/** Fetches the lists below, from their beginning. */
export async function lists(): Promise<void> {
  const conversion = store.conversion.value;
  if (conversion === null) return;
  const outcome = store.filter.value;
  const [facts, findings] = await Promise.all([
    conversion.facts(outcome === null ? {} : { outcomes: [outcome] }, 0, ROWS),
    conversion.findings({}, 0, ROWS),
  ]);
  if (conversion !== store.conversion.value) return;
  store.facts.value = facts;
  store.findings.value = findings;
}

/** Fetches more rows of a list. */
export async function more(list: "facts" | "findings"): Promise<void> {
  const conversion = store.conversion.value;
  if (conversion === null) return;
  if (list === "facts") {
    const outcome = store.filter.value;
    const have = store.facts.value.rows;
    const page = await conversion.facts(outcome === null ? {} : { outcomes: [outcome] }, have.length, ROWS);
    store.facts.value = { total: page.total, rows: [...have, ...page.rows] };
  } else {
    const have = store.findings.value.rows;
    const page = await conversion.findings({}, have.length, ROWS);
    store.findings.value = { total: page.total, rows: [...have, ...page.rows] };
  }
}

export function choose(change: Partial<typeof USUAL>): void {
  store.choice.value = { ...store.choice.value, ...change };
  void convert();
}

export function replaceFiles(files: { name: string; text: string }[]): void {
  store.files.value = files.map(({ name, text }) => store.openFile(name, text));
  store.active.value = 0;
  store.shown.value = null;
  store.filter.value = null;
  store.picked.value = null;
  void convert();
}

export function addFiles(files: { name: string; text: string }[]): void {
  const kept = store.files.value.filter((file) => file.text.trim() !== "");
  store.files.value = [...kept, ...files.map(({ name, text }) => store.openFile(name, text))];
  store.active.value = Math.max(kept.length, 0);
  void convert();
}

export function closeFile(index: number): void {
  const left = store.files.value.filter((_, at) => at !== index);
  store.files.value = left.length > 0 ? left : [store.openFile("ingress.yaml", "")];
  store.active.value = Math.min(store.active.value, store.files.value.length - 1);
  void convert();
}

/** Takes a plugin in, tries its examples, and converts with it. */
export async function addPlugin(file: string, bytes: Uint8Array): Promise<void> {
  store.panel.value = "plugins";
  store.side.value = "report";
  try {
    const plugin = await store.engine.addPlugin(bytes);
    store.loaded.value = [...store.loaded.value, { ...plugin, file, examples: null }];
    const examples = await store.engine.tryExamples(plugin.manifest.id);
    store.loaded.value = store.loaded.value.map((other) => {
      return other.manifest.id === plugin.manifest.id ? { ...other, examples } : other;
    });
    store.notice.value = null;
  } catch (error) {
    if (!(error instanceof GatewrightError)) throw error;
    store.notice.value = `${file}: ${error.message}`;
  }
  await convert();
}

export async function removePlugin(id: string): Promise<void> {
  await store.engine.removePlugin(id);
  store.loaded.value = store.loaded.value.filter(({ manifest }) => manifest.id !== id);
  await convert();
}

/** The files as they may leave the page, and how many Secrets were cut. */
export async function redacted(): Promise<{ files: { name: string; text: string }[]; removed: number }> {
  let removed = 0;
  const files = [];
  for (const file of store.files.value) {
    const { text, removed: here } = await store.engine.redact(file.text);
    removed += here;
    files.push({ name: file.name, text });
  }
  return { files, removed };
}

function saveSoon(): void {
  clearTimeout(saving);
  saving = setTimeout(() => void save(), 500);
}

/** Keeps what one sees, without Secrets, in the address and for the next visit. */
async function save(): Promise<void> {
  const size = store.files.value.reduce((sum, file) => sum + file.text.length, 0);
  const kept = size <= MOST_KEPT ? (await redacted()).files : [];
  const hash = kept.length > 0 && !store.empty.value ? await packed({ files: kept, choice: store.choice.value }) : null;
  history.replaceState(null, "", hash === null ? location.pathname + location.search : `#${hash}`);
  const state = { files: kept, choice: store.choice.value, dark: store.dark.value };
  try {
    localStorage.setItem(KEPT, JSON.stringify(state));
  } catch {
    // No room, or not allowed: the next visit starts anew.
  }
}

/** Brings back what the address or the last visit holds. */
export async function restore(): Promise<void> {
  let last: { files?: unknown; choice?: unknown; dark?: unknown } = {};
  try {
    last = (JSON.parse(localStorage.getItem(KEPT) ?? "{}") ?? {}) as typeof last;
  } catch {
    // Nothing that can be read was kept.
  }
  const dark = typeof last.dark === "boolean" ? last.dark : matchMedia("(prefers-color-scheme: dark)").matches;
  store.dark.value = dark;
  const linked = await unpacked(location.hash.slice(1));
  const files = linked?.files ?? (Array.isArray(last.files) ? last.files : []);
  store.choice.value = linked?.choice ?? restored(last.choice);
  const fitting = files.filter((file: unknown): file is { name: string; text: string } => {
    const { name, text } = (file ?? {}) as { name?: unknown; text?: unknown };
    return typeof name === "string" && typeof text === "string";
  });
  store.files.value = (fitting.length > 0 ? fitting : [{ name: "ingress.yaml", text: "" }]).map(({ name, text }) => store.openFile(name, text));
  store.choices.value = await store.engine.choices();
  store.plugins.value = (await store.engine.plugins()).filter(({ builtIn }) => builtIn);
  await convert();
}

export function setDark(dark: boolean): void {
  store.dark.value = dark;
  saveSoon();
}
