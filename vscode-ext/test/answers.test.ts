// Do the answers of the engine become what an editor shows?

import { describe, expect, test } from "vitest";
import { mayComplete, window } from "../src/answers/completion.ts";
import { firstLine, underlines } from "../src/answers/diagnostics.ts";
import { hint, short } from "../src/answers/hints.ts";
import { escaped, markdown } from "../src/answers/hover.ts";
import { comment, ignored, isIgnored } from "../src/answers/ignored.ts";
import { holds, mayMatter } from "../src/answers/kinds.ts";
import { lenses } from "../src/answers/lenses.ts";
import { origins } from "../src/answers/origins.ts";
import { gravest, tally } from "../src/answers/outcome.ts";
import { ingress, SHOP } from "./manifests.ts";
import { converted, lined, lineOf } from "./scene.ts";

describe("a text", () => {
  test.each([
    ["kind: Ingress", true],
    ["  - kind: Ingress # old", true],
    ['{"apiVersion": "v1", "kind": "Ingress", "metadata": {}}', true],
    ["kind: 'IngressClass'", true],
    ["kind: IngressRoute", false],
    ["kind: Deployment\n# kind of an Ingress", false],
    ["mankind: Ingress", false],
    ["", false],
  ])("%j is looked at: %s", (text, expected) => {
    expect(holds(text)).toBe(expected);
  });

  test("is looked at for the kinds of plugins as well", () => {
    expect(holds("kind: Gate", ["Gate"])).toBe(true);
    expect(mayMatter("kind: Service")).toBe(true);
    expect(mayMatter("name: kind")).toBe(false);
  });

  test("of five megabytes costs little where it holds nothing", () => {
    const text = "  some: thing that is no manifest\n".repeat(150_000);
    const start = performance.now();
    expect(holds(text)).toBe(false);
    expect(performance.now() - start).toBeLessThan(2000);
  });
});

describe("problems", () => {
  const none = { start: { line: 1, character: 0 }, end: { line: 1, character: 5 } };

  test("have codes, places, notes and fixes", async () => {
    const text = ingress("web", "nginx.ingress.kubernetes.io/proxy-body-size: 20");
    const { rows } = await (await converted(text)).findings();
    const found = underlines(rows, lined(text), none);
    const quote = found.find(({ code }) => code === "core/not-a-string");
    expect(quote?.fix).toMatchObject({ preferred: true, edits: [{ text: '"20"' }] });
    expect(quote?.range.start.line).toBe(lineOf(text, "proxy-body-size"));
    expect(found.find(({ code }) => code === "nginx/controller-defaults")).toMatchObject({ severity: "hint", range: none });
  });

  test("say what to do", async () => {
    const found = underlines((await (await converted(SHOP)).findings()).rows, lined(SHOP), none);
    const guard = found.find(({ code }) => code === "core/guard-not-granted");
    expect(guard?.severity).toBe("error");
    expect(guard?.message).toContain("choose a target with a policy for authentication");
    expect(guard?.related.length).toBe(1);
  });

  test("are ignored where a comment names their code", async () => {
    const text = SHOP.replace("    nginx.ingress.kubernetes.io/use-regex", "    # gatewright-ignore nginx/regex-host\n    nginx.ingress.kubernetes.io/use-regex");
    const codes = underlines((await (await converted(text)).findings()).rows, lined(text), none).map(({ code }) => code);
    expect(codes).not.toContain("nginx/regex-host");
    expect(codes).toContain("nginx/cors-preflight");
  });

  test("say nothing of objects that are left alone", async () => {
    const text = `${SHOP}---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\n---\napiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: {name: a}\n`;
    const { rows } = await (await converted(text)).findings();
    const codes = (all: { code: string }[]) => all.map(({ code }) => code);
    expect(codes(rows)).toContain("core/not-routing");
    expect(codes(underlines(rows, lined(text), none))).not.toContain("core/not-routing");
    expect(codes(underlines(rows, lined(text), none))).not.toContain("core/already-gateway-api");
  });

  test("are about the first line of an object where they have no place", () => {
    const range = { start: { line: 0, character: 0 }, end: { line: 5, character: 3 } };
    expect(firstLine(range, lined("kind: Ingress\nx: y"))).toEqual({ start: range.start, end: { line: 0, character: 13 } });
  });
});

describe("a comment", () => {
  test.each([
    ["a: b # gatewright-ignore", "all"],
    ["# gatewright-ignore: nginx/a, core/b-c", ["nginx/a", "core/b-c"]],
    ["# nothing", undefined],
    ["# gatewright-ignored x/y", undefined],
  ])("%j ignores %j", (line, expected) => {
    expect(ignored(line)).toEqual(expected);
  });

  test("counts on its own line and above, not behind another setting", () => {
    const text = lined("a: 1 # gatewright-ignore x/y\nb: 2\n# gatewright-ignore x/y\nc: 3");
    expect([0, 1, 3].map((line) => isIgnored("x/y", line, text.lineAt))).toEqual([true, false, true]);
    expect(comment("x/y", "    c: 3")).toBe("    # gatewright-ignore x/y\n");
  });
});

describe("above an object", () => {
  test("stands what becomes of it, and what can be done", async () => {
    const { rows } = await (await converted(SHOP)).inputs();
    const shop = lenses(rows, ["Ingress"], () => true).filter(({ object }) => object === "Ingress shop/shop");
    expect(shop.map(({ title }) => title)).toEqual(["Preview as Gateway API · 8 exact, 1 unsupported", "Insert below", "Replace…"]);
    expect(shop[0]?.line).toBe(1);
    expect(lenses(rows, ["Gate"], () => true)).toEqual([]);
    expect(lenses(rows, ["Ingress"], () => false).map(({ action }) => action)).toEqual(["preview", "preview", "preview", "preview"]);
  });

  test("counts are in the order of outcomes", () => {
    expect(tally({ unsupported: 1, exact: 12, inert: 0 })).toBe("12 exact, 1 unsupported");
    expect(gravest({ exact: 3, "needs-policy": 1 })).toBe("needs-policy");
  });
});

describe("behind a setting", () => {
  test.each([
    ["timeouts:\n  backendRequest: 30s", "timeouts.backendRequest: 30s"],
    ["- type: URLRewrite\n  urlRewrite:\n    path:\n      type: ReplacePrefixMatch\n      replacePrefixMatch: /", "urlRewrite.path.replacePrefixMatch: /"],
    ["- type: CORS\n  cors:\n    allowOrigins:\n    - https://shop.example", "cors.allowOrigins: https://shop.example"],
    ["", ""],
  ])("%j is short", (yaml, expected) => {
    expect(short(yaml)).toBe(expected);
  });

  test("stands what it became", async () => {
    const conversion = await converted(SHOP);
    const { rows } = await conversion.facts({ keys: true });
    const labels: Record<string, string | undefined> = {};
    for (const fact of rows) {
      const links = await conversion.links(fact.id);
      const printed = links[0] === undefined ? "" : await conversion.text(links[0].lines);
      labels[fact.key!.split("/")[1]!] = hint(fact, links, printed)?.label;
    }
    expect(labels["rewrite-target"]).toBe("→ urlRewrite.path.replacePrefixMatch: /");
    expect(labels["proxy-body-size"]).toBe("✗ not in the output");
    expect(labels["use-regex"]).toBe("→ rules[0] …");
  });
});

describe("a hover", () => {
  test("says what a setting does, becomes, and what other targets make of it", async () => {
    const conversion = await converted(SHOP);
    const hover = await conversion.hover(0, lineOf(SHOP, "rewrite-target"), 10);
    const text = markdown(hover!, "standard", [{ target: "envoy-gateway", outcome: "exact", granted: "HTTPRouteFilter shop/api" }], (topic) => `to:${topic}`);
    expect(text).toContain("exact");
    expect(text).toContain("replacePrefixMatch: /");
    expect(text).toContain("Its value is `/$2`.");
    expect(text).toContain("| `envoy-gateway` | ✓ exact, `HTTPRouteFilter shop/api` |");
    expect(text).toContain("(to:nginx.ingress.kubernetes.io/rewrite-target)");
  });

  test("shows texts as they are", () => {
    expect(escaped("a <b> *c* `d*`")).toBe("a \\<b\\> \\*c\\* `d*`");
  });
});

describe("a line of the output", () => {
  test("names the settings that made it", async () => {
    const conversion = await converted(SHOP);
    const line = lineOf(await conversion.text(), "replacePrefixMatch: /");
    const sources = await conversion.causes(line);
    const { rows } = await conversion.facts({}, 0, 100);
    const setting = `- \`nginx.ingress.kubernetes.io/rewrite-target\` of Ingress shop/api, line ${lineOf(SHOP, "rewrite-target") + 1}`;
    expect(origins(sources, rows)).toContain(setting);
    expect(origins([], rows)).toBe("");
  });
});

describe("completion", () => {
  const text = lined("a: b\n---\nkind: Ingress\nmetadata:\n  annotations:\n    nginx\nspec:\n  x");

  test("is asked for below annotations alone", () => {
    expect(mayComplete(text.lineAt, 5)).toBe(true);
    expect(mayComplete(text.lineAt, 7)).toBe(false);
    expect(mayComplete(text.lineAt, 0)).toBe(false);
  });

  test("needs the lines above, from the beginning of the document", () => {
    expect(window(text.lineAt, 5)).toEqual({ from: 2, text: "kind: Ingress\nmetadata:\n  annotations:\n    nginx" });
  });

  test("offers keys there", async () => {
    const { text: above, from } = window(text.lineAt, 5);
    const offers = (await (await converted(above)).complete(0, 5 - from, 9))?.offers ?? [];
    expect(offers.map((offer) => offer.text)).toContain("nginx.ingress.kubernetes.io/rewrite-target: ");
  });
});
