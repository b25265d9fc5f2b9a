// Does a person who opens a manifest see what it becomes, and can they take it from there?

import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, test } from "vitest";
import { type Host, serve } from "./host.ts";
import { browser, shop, Window } from "./window.ts";

let host: Host;
let chrome: Browser;

beforeAll(async () => {
  host = await serve();
  chrome = await browser();
});
afterAll(async () => {
  await chrome.close();
  await host.stop();
});

const NAME = "shop.yaml";

describe("a manifest", () => {
  test("is explained where it stands", async () => {
    const window = await Window.open(chrome, host, { files: { [NAME]: await shop() }, open: NAME });
    await window.lens("Preview as Gateway API · 8 exact, 1 unsupported").waitFor();
    await window.page.locator(".squiggly-warning").first().waitFor();
    await window.line(NAME, "not in the output").waitFor();
    await window.line(NAME, "proxy-body-size").hover({ position: { x: 120, y: 8 } });
    const hover = window.page.locator(".monaco-hover:not(.hidden)", { hasText: "largest request body" }).first();
    await hover.waitFor();
    await hover.getByText("envoy-gateway").first().waitFor();
    await window.close();
  });

  test("has a preview that follows a keystroke, and lights up both ways", async () => {
    const window = await Window.open(chrome, host, { files: { [NAME]: await shop() }, open: NAME });
    const preview = "shop.gateway.yaml";
    await window.lens("Preview as Gateway API").click();
    await window.line(preview, "kind: HTTPRoute").waitFor();
    await window.line(preview, "shop.example").waitFor();
    await window.stand(NAME, "- host: shop.example");
    await window.page.keyboard.type("2");
    await window.line(preview, "shop.example2").waitFor();
    await window.page.locator('.editor-group-container .view-overlays [class*="ced-"]').first().waitFor({ state: "attached" });
    await window.close();
  });
});

