// What the tests ask about: real manifests, converted by the real engine.

import { readFileSync } from "node:fs";
import { type Conversion, type Engine, localEngine } from "gatewright";

export const SHOP = readFileSync(new URL("../../examples/nginx.yaml", import.meta.url), "utf8");

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

/** An Ingress of one path. */
export function ingress(name: string, annotations = "", rest = ""): string {
  return `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: ${name}
  namespace: shop${annotations === "" ? "" : `\n  annotations:\n    ${annotations}`}
spec:
  ingressClassName: nginx
  rules:
    - host: ${name}.example
      http:
        paths:
          - {path: /, pathType: Prefix, backend: {service: {name: ${name}, port: {number: 80}}}}
${rest}`;
}
