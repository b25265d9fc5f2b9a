// Which choices of the settings go to the engine, and which are there?

import type { Choices, Options } from "gatewright";

/** Reads a setting by its name below `gatewright.`. */
export type Setting = (name: string) => unknown;

const WORDS = ["target", "gatewayApi", "gatewayClass", "gatewayName", "gatewayNamespace", "namespace", "ingressClass"] as const;

/** The options that the settings ask for; what is not set, or of another type, is as on the command line. */
export function options(setting: Setting): Options {
  const chosen: Options = {};
  for (const name of WORDS) {
    const value = setting(name);
    if (typeof value === "string" && value !== "") chosen[name] = value;
  }
  const channel = word(setting("channel"), ["standard", "experimental"] as const);
  if (channel !== undefined) chosen.channel = channel;
  const layout = word(setting("gateways"), ["shared", "per-namespace", "listenersets"] as const);
  if (layout !== undefined) chosen.layout = layout;
  const openRoutes = word(setting("openRoutes"), ["withhold", "emit"] as const);
  if (openRoutes !== undefined) chosen.openRoutes = openRoutes;
  const rawPatches = word(setting("rawPatches"), ["never", "allowed"] as const);
  if (rawPatches !== undefined) chosen.rawPatches = rawPatches;
  const provenance = word(setting("comments"), ["objects", "lines"] as const);
  if (provenance !== undefined) chosen.provenance = provenance;
  const classMap = texts(setting("classMap"));
  if (classMap !== undefined) chosen.classMap = classMap;
  const settings = setting("pluginSettings");
  if (isObject(settings)) {
    const each = Object.entries(settings).flatMap(([plugin, values]) => {
      const said = texts(values);
      return said === undefined ? [] : [[plugin, said] as const];
    });
    if (each.length > 0) chosen.settings = Object.fromEntries(each);
  }
  const without = setting("withoutPlugins");
  if (Array.isArray(without)) chosen.without = without.filter((id) => typeof id === "string");
  return chosen;
}

/** Targets whose support a hover compares: the newest version of each. */
export function compared(choices: Choices): string[] {
  return choices.targets.filter((target) => !target.includes("@"));
}

function word<T extends string>(value: unknown, words: readonly T[]): T | undefined {
  return words.find((known) => known === value);
}

function texts(value: unknown): Record<string, string> | undefined {
  if (!isObject(value)) return undefined;
  const entries = Object.entries(value).filter((entry): entry is [string, string | number | boolean] => {
    return ["string", "number", "boolean"].includes(typeof entry[1]);
  });
  return entries.length === 0 ? undefined : Object.fromEntries(entries.map(([key, said]) => [key, String(said)]));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
