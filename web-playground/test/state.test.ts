// Do choices survive a link, and is the command line the equal one?

import { describe, expect, test } from "vitest";
import { command, difference, options, restored, USUAL } from "../src/state/choices.ts";
import { LONGEST, packed, unpacked } from "../src/state/link.ts";

describe("a link", () => {
  test("brings back files and choices", async () => {
    const files = [
      { name: "a.yaml", text: "kind: Ingress # grün 🚪\n" },
      { name: "b.yaml", text: "" },
    ];
    const choice = { ...USUAL, target: "envoy-gateway@1.8", strict: true, without: ["nginx"] };
    const hash = await packed({ files, choice });
    expect(hash).toMatch(/^1\.[\w-]+$/);
    expect(await unpacked(hash!)).toEqual({ files, choice });
  });

  test("is short where the input repeats itself", async () => {
    const text = "apiVersion: networking.k8s.io/v1\nkind: Ingress\n".repeat(500);
    expect((await packed({ files: [{ name: "a", text }], choice: USUAL }))!.length).toBeLessThan(600);
  });

  test("is none where it would be too long", async () => {
    let text = "";
    for (let number = 1; text.length < 3 * LONGEST; number = (number * 48271) % 2147483647) text += number.toString(36);
    expect(await packed({ files: [{ name: "a", text }], choice: USUAL })).toBeNull();
  });

  test.each(["", "1.", "1.%%%", "2.abc", "1.AAAA", "nonsense"])("of nonsense is no link: %j", async (hash) => {
    expect(await unpacked(hash)).toBeNull();
  });
});

describe("choices", () => {
  test("that are not known, or of another type, are as usual", () => {
    expect(restored({ target: 7, strict: "yes", channel: "experimental", else: 1, without: [1] })).toEqual({ ...USUAL, channel: "experimental" });
    expect(restored(null)).toEqual(USUAL);
  });

  test("take no room where they are as usual", () => {
    expect(difference(USUAL)).toEqual({});
    expect(difference({ ...USUAL, comments: true })).toEqual({ comments: true });
  });

  test("become options of the engine", () => {
    expect(options(USUAL).ingressClass).toBeUndefined();
    expect(options({ ...USUAL, ingressClass: "nginx", comments: true })).toMatchObject({ ingressClass: "nginx", provenance: "lines" });
  });

  test("read as a command line", () => {
    expect(command(USUAL, ["a.yaml"], [])).toBe("gatewright convert a.yaml");
    const choice = {
      ...USUAL,
      target: "envoy-gateway",
      layout: "listenersets" as const,
      rawPatches: "allowed" as const,
      strict: true,
      without: ["nginx"],
    };
    expect(command(choice, ["my file's.yaml"], ["acme"])).toBe(
      "gatewright convert 'my file'\\''s.yaml' --target envoy-gateway --gateways listenersets --allow-raw --strict --no-builtin nginx --plugin acme.wasm",
    );
  });
});
