// Which files do the objects of a converted folder go to?

import type { OutputObject } from "gatewright";

export type Split = "namespace" | "object";

/** A file that is to be written, and the objects in it, by their numbers. */
export interface Planned {
  /** Below the folder of the output, with `/`. */
  path: string;
  outputs: number[];
}

/** The files, in the order of their objects. */
export function plan(outputs: readonly OutputObject[], split: Split): Planned[] {
  const files = new Map<string, number[]>();
  outputs.forEach((output, number) => {
    const path = place(output, split);
    files.set(path, [...(files.get(path) ?? []), number]);
  });
  return [...files].map(([path, numbers]) => ({ path, outputs: numbers }));
}

function place({ kind, namespace, name }: OutputObject, split: Split): string {
  const folder = safe(namespace === "" ? "cluster" : namespace);
  switch (split) {
    case "namespace":
      return `${folder}.yaml`;
    case "object":
      return `${folder}/${safe(kind.toLowerCase())}-${safe(name)}.yaml`;
  }
}

/** A name that no file system takes for a way to somewhere else. */
function safe(name: string): string {
  return name.replace(/[^A-Za-z0-9._-]/g, "-").replace(/^\.+/, "-") || "-";
}

/** `shop.gateway.yaml` for `shop.yaml`, and for `shop.json`: the result is YAML. */
export function beside(name: string): string {
  return name.replace(/(?:\.(ya?ml)|\.json)?$/i, (_, yaml?: string) => `.gateway.${yaml ?? "yaml"}`);
}

/** Whether a file is one that was written here, so that it is not read as an input. */
export function isBeside(name: string): boolean {
  return /\.gateway\.ya?ml$/i.test(name);
}
