// What the tests ask about: real manifests, converted by the real engine.

import { type Conversion, type Engine, localEngine } from "gatewright";

let running: Promise<Engine> | undefined;

export function engine(): Promise<Engine> {
  running ??= localEngine();
  return running;
}

export async function converted(text: string, options = {}): Promise<Conversion> {
  return (await engine()).open([{ name: "shop.yaml", text }], options);
}

/** The line of a text that holds this, from 0. */
export function lineOf(text: string, part: string): number {
  const line = text.split("\n").findIndex((each) => each.includes(part));
  if (line < 0) throw new Error(`no line holds ${part}`);
  return line;
}

export function lined(text: string): { lineCount: number; lineAt(line: number): string } {
  const lines = text.split("\n");
  return { lineCount: lines.length, lineAt: (line) => lines[line] ?? "" };
}
