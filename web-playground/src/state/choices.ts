// What the user chose: the options of a conversion, and how the equal command line reads.

import type { Options } from "gatewright";

/** The choices of the page; every one is visible somewhere. */
export interface Choice {
  target: string;
  gatewayApi: string;
  channel: "standard" | "experimental";
  layout: "shared" | "per-namespace" | "listenersets";
  ingressClass: string;
  openRoutes: "withhold" | "emit";
  rawPatches: "never" | "allowed";
  /** Whether warnings count as failure. */
  strict: boolean;
  /** Whether comments name the source of each part. */
  comments: boolean;
  /** Built-in plugins that are switched off. */
  without: string[];
}

export const USUAL: Choice = {
  target: "standard",
  gatewayApi: "1.5",
  channel: "standard",
  layout: "shared",
  ingressClass: "",
  openRoutes: "withhold",
  rawPatches: "never",
  strict: false,
  comments: false,
  without: [],
};

/** As the engine takes them. */
export function options(choice: Choice): Options {
  const { target, gatewayApi, channel, layout, openRoutes, rawPatches, without } = choice;
  return {
    target,
    gatewayApi,
    channel,
    layout,
    openRoutes,
    rawPatches,
    without,
    provenance: choice.comments ? "lines" : "objects",
    ...(choice.ingressClass === "" ? {} : { ingressClass: choice.ingressClass }),
  };
}

/** What differs from the usual; small, for links. */
export function difference(choice: Choice): Partial<Choice> {
  const entries = Object.entries(choice).filter(([key, value]) => {
    return JSON.stringify(value) !== JSON.stringify(USUAL[key as keyof Choice]);
  });
  return Object.fromEntries(entries);
}

/** Reads choices that a link or an earlier visit left; what is not known, or of another type, is as usual. */
export function restored(found: unknown): Choice {
  const choice: Choice = { ...USUAL };
  if (typeof found !== "object" || found === null) return choice;
  for (const key of Object.keys(USUAL) as (keyof Choice)[]) {
    const value = (found as Record<string, unknown>)[key];
    const fits = Array.isArray(USUAL[key])
      ? Array.isArray(value) && value.every((item) => typeof item === "string")
      : typeof value === typeof USUAL[key];
    if (fits) Object.assign(choice, { [key]: value });
  }
  return choice;
}

/** The command that converts the same files in the same way. */
export function command(choice: Choice, files: string[], plugins: string[]): string {
  const words = ["gatewright", "convert", ...files.map(quoted)];
  if (choice.target !== USUAL.target) words.push("--target", choice.target);
  if (choice.gatewayApi !== USUAL.gatewayApi) words.push("--gateway-api", choice.gatewayApi);
  if (choice.channel !== USUAL.channel) words.push("--channel", choice.channel);
  if (choice.layout !== USUAL.layout) words.push("--gateways", choice.layout);
  if (choice.ingressClass !== "") words.push("--ingress-class", quoted(choice.ingressClass));
  if (choice.openRoutes !== USUAL.openRoutes) words.push("--open-routes", choice.openRoutes);
  if (choice.rawPatches === "allowed") words.push("--allow-raw");
  if (choice.strict) words.push("--strict");
  if (choice.comments) words.push("--explain");
  for (const id of choice.without) words.push("--no-builtin", quoted(id));
  for (const id of plugins) words.push("--plugin", quoted(`${id}.wasm`));
  return words.join(" ");
}

function quoted(word: string): string {
  return /^[\w./@:-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
