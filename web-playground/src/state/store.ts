// What the page knows. Everything on it is a function of these signals.

import { computed, signal } from "@preact/signals";
import { type Conversion, type Engine, type Examples, type Fact, type Finding, type GatewrightError, type LoadedPlugin, type Outcome, type OutputObject, type Plugin, type Choices, type Stage, workerEngine } from "gatewright";
import { type Choice, USUAL } from "./choices.ts";

/** A file on the left. Its text lives in its editor; here is what was last read from there. */
export interface OpenFile {
  id: number;
  name: string;
  text: string;
}

export type Tab = "output" | Stage;
export type Panel = "findings" | "settings" | "traffic" | "plugins";
export type Side = "input" | "output" | "report";

export const files = signal<OpenFile[]>([]);
export const active = signal(0);
export const choice = signal<Choice>(USUAL);
export const choices = signal<Choices | null>(null);
export const conversion = signal<Conversion | null>(null);
/** Since when a conversion is running; null when none is. */
export const busy = signal<number | null>(null);
export const failure = signal<GatewrightError | null>(null);
export const notice = signal<string | null>(null);
export const outputs = signal<OutputObject[]>([]);
/** Index of the object that is shown alone; null for all. */
export const shown = signal<number | null>(null);
export const tab = signal<Tab>("output");
export const panel = signal<Panel>("findings");
/** The part of the page that is seen where there is room for one. */
export const side = signal<Side>("input");
export const filter = signal<Outcome | null>(null);
export const topic = signal<string | null>(null);
/** A setting whose account is shown. */
export const picked = signal<Fact | null>(null);
export const plugins = signal<Plugin[]>([]);
export const loaded = signal<(LoadedPlugin & { file: string; examples: Examples | null })[]>([]);
export const dark = signal(false);

export const empty = computed(() => files.value.every((file) => file.text.trim() === ""));

export interface List<T> {
  total: number;
  rows: T[];
}

export const facts = signal<List<Fact>>({ total: 0, rows: [] });
export const findings = signal<List<Finding>>({ total: 0, rows: [] });

export const engine: Engine = workerEngine({
  onDisabled: (plugin, why) => {
    loaded.value = loaded.value.filter(({ manifest }) => manifest.id !== plugin);
    notice.value = why.message;
  },
});

let next = 0;

export function openFile(name: string, text: string): OpenFile {
  next += 1;
  return { id: next, name, text };
}
