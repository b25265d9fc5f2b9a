// Does the result of a conversion go where it belongs?

import { describe, expect, test } from "vitest";
import { options } from "../src/answers/choices.ts";
import { tree } from "../src/answers/coverage.ts";
import { sha256 } from "../src/answers/hash.ts";
import { beside, isBeside, plan } from "../src/answers/layout.ts";
import { narrowed, touched } from "../src/answers/scope.ts";
import { below, changed, documents, instead, standsAlone } from "../src/answers/splice.ts";
import { line, page } from "../src/answers/summary.ts";
import { speak, t } from "../src/words.ts";
import { ingress, SHOP } from "./manifests.ts";
import { converted, lined } from "./scene.ts";

const TWO = `${ingress("a")}---\n${ingress("b")}`;

async function objects(text: string) {
  return (await (await converted(text)).inputs()).rows.sort((one, other) => one.range.start.line - other.range.start.line);
}

describe("some objects of a text", () => {
  test("are converted without the others, and every line stays where it is", async () => {
    const all = await objects(TWO);
    const text = narrowed(TWO, all, ["Ingress"], ["Ingress shop/b"]);
    expect(text.split("\n").length).toBe(TWO.split("\n").length);
    const conversion = await converted(text);
    expect((await conversion.inputs()).rows.map(({ name }) => name)).toEqual(["Ingress shop/b"]);
    expect(await conversion.text()).not.toContain("a.example");
    expect((await conversion.inputs()).rows[0]?.range).toEqual(all[1]?.range);
  });

  test("can be members of a list and of JSON", async () => {
    const list = JSON.stringify({ apiVersion: "v1", kind: "List", items: ["a", "b"].map((name) => one(name)) }, null, 2);
    const text = narrowed(list, await objects(list), ["Ingress"], ["Ingress shop/a"]);
    expect((JSON.parse(text) as { items: unknown[] }).items[1]).toEqual({});
    const rows = (await (await converted(text)).inputs()).rows;
    expect(rows.map(({ name }) => name)).toEqual(["Ingress shop/a"]);
    expect(standsAlone(rows[0]!, lined(list).lineAt)).toBe(false);
  });

  test("are those that a selection touches", async () => {
    const all = await objects(TWO);
    expect(touched(all, 0, 2).map(({ name }) => name)).toEqual(["Ingress shop/a"]);
    expect(touched(all, 5, 15).length).toBe(2);
  });
});

function one(name: string) {
  return {
    apiVersion: "networking.k8s.io/v1",
    kind: "Ingress",
    metadata: { name, namespace: "shop" },
    spec: { rules: [{ host: `${name}.example`, http: { paths: [{ path: "/", pathType: "Prefix", backend: { service: { name, port: { number: 80 } } } }] } }] },
  };
}

describe("a result", () => {
  const result = "kind: Gateway\n---\nkind: HTTPRoute\n";
  const lines = TWO.split("\n");

  test("goes below the document of its object", async () => {
    const [first, second] = await objects(TWO);
    const text = changed(lines, below(lines, [first!], result));
    expect(documents(text.split("\n")).length).toBe(4);
    expect(text.indexOf("HTTPRoute")).toBeLessThan(text.indexOf("b.example"));
    expect(changed(lines, below(lines, [second!], result))).toBe(`${TWO}---\n${result}`);
    const open = TWO.trimEnd().split("\n");
    expect(changed(open, below(open, [second!], result))).toBe(`${TWO}---\n${result}`);
  });

  test("takes the place of its objects, and what is between them stays", async () => {
    const text = `# mine\n${ingress("a")}---\nkind: Service\nmetadata: {name: s}\n---\n${ingress("b")}`;
    const all = (await objects(text)).filter(({ name }) => name.startsWith("Ingress "));
    expect(changed(text.split("\n"), instead(text.split("\n"), all, result))).toBe(`${result}---\nkind: Service\nmetadata: {name: s}\n`);
  });

  test("reads back as what it is", async () => {
    const [first] = await objects(TWO);
    const text = changed(lines, instead(lines, [first!], await (await converted(ingress("a"))).text()));
    expect((await objects(text)).map(({ name }) => name)).toEqual(["Ingress shop/b"]);
  });
});

describe("the files of a folder", () => {
  const output = (kind: string, namespace: string, name: string) => ({ apiVersion: "v1", kind, namespace, name, lines: { from: 0, to: 1 } });

  test("are one for each namespace, or for each object", () => {
    const all = [output("Gateway", "gateway-system", "nginx"), output("HTTPRoute", "shop", "a"), output("HTTPRoute", "shop", "b")];
    expect(plan(all, "namespace")).toEqual([
      { path: "gateway-system.yaml", outputs: [0] },
      { path: "shop.yaml", outputs: [1, 2] },
    ]);
    expect(plan(all, "object").map(({ path }) => path)).toEqual(["gateway-system/gateway-nginx.yaml", "shop/httproute-a.yaml", "shop/httproute-b.yaml"]);
  });

  test("lead nowhere else", () => {
    const path = plan([output("HTTPRoute", "../..", "a/../b")], "object")[0]?.path ?? "";
    expect(path.split("/").every((part) => part !== ".." && part !== "")).toBe(true);
    expect(path.split("/").length).toBe(2);
  });

  test("beside a file have its name", () => {
    expect(["shop.yaml", "shop.yml", "a.json", "b"].map(beside)).toEqual(["shop.gateway.yaml", "shop.gateway.yml", "a.gateway.yaml", "b.gateway.yaml"]);
    expect(isBeside("shop.gateway.yaml")).toBe(true);
    expect(isBeside("gateway.yaml")).toBe(false);
  });
});

describe("the coverage", () => {
  test("is a tree by object, what is lost first", async () => {
    const { rows } = await (await converted(SHOP)).facts({}, 0, 100);
    const roots = tree(rows, "object");
    expect(roots.map(({ label }) => label)).toEqual(["Ingress backoffice/office", "Ingress shop/shop", "Ingress shop/api", "Ingress shop/shop-next"]);
    expect(roots[1]).toMatchObject({ description: "8 exact, 1 unsupported", icon: "error" });
    expect(roots[1]?.children[0]).toMatchObject({ label: "proxy-body-size", description: "20m · unsupported", place: { file: 0, line: 7 } });
  });

  test("is a tree by outcome, and holds every setting once", async () => {
    const { rows } = await (await converted(SHOP)).facts({}, 0, 100);
    const roots = tree(rows, "outcome");
    expect(roots.map(({ label }) => label)).toEqual(["unsupported", "exact"]);
    expect(roots.flatMap(({ children }) => children).length).toBe(rows.length);
  });
});

describe("settings", () => {
  test("become options of the engine, and what is nonsense is as usual", async () => {
    const settings: Record<string, unknown> = {
      target: "envoy-gateway",
      gatewayApi: "1.5",
      gateways: "listenersets",
      openRoutes: "yes",
      rawPatches: 1,
      ingressClass: "",
      pluginSettings: { nginx: { version: 1.11, x: [] }, other: 7 },
      withoutPlugins: ["a", 1],
    };
    const chosen = options((name) => settings[name]);
    expect(chosen).toEqual({ target: "envoy-gateway", gatewayApi: "1.5", layout: "listenersets", settings: { nginx: { version: "1.11" } }, without: ["a"] });
    await converted(SHOP, { ...chosen, without: [] });
  });
});

test("a summary says what was done", async () => {
  const conversion = await converted(SHOP);
  const findings = await conversion.findings({ severities: ["error"] });
  const said = { folder: "shop", read: 3, unread: ["broken.yaml"], summary: conversion.summary, findings: findings.rows, findingsInAll: 9, files: ["gateway-api/shop.yaml"], names: ["shop.yaml"], milliseconds: 1234 };
  expect(line(said)).toBe("3 files read: 30 exact, 6 unsupported. 6 objects in 1 files.");
  expect(page(said)).toContain("`core/guard-not-granted` (shop.yaml:69)");
  expect(page(said)).toContain("and 8 more");
});

test("texts can be translated, with their values", () => {
  expect(t("{0} of {1}", 1, "x")).toBe("1 of x");
  speak((message) => message.toUpperCase());
  expect(t("go")).toBe("GO");
  speak((message, ...values) => message.replace(/\{(\d+)\}/g, (_, number: string) => String(values[Number(number)])));
});

test("the hash of a plugin is that of everybody else", async () => {
  expect(await sha256(new TextEncoder().encode("abc"))).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
});
