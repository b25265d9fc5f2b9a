// Does a person who opens a manifest see what it becomes, and can they take it from there?

import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Host, serve } from "./host.ts";
import { ingress, SHOP } from "../test/manifests.ts";
import { browser, Window } from "./window.ts";

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
const PREVIEW = "shop.gateway.yaml";

const withText = (text: string, settings = {}) => Window.open(chrome, host, { files: { [NAME]: text }, open: NAME, settings });

describe("a manifest", () => {
  test("is explained where it stands: lenses, problems, hints, hover, status", async () => {
    const window = await withText(SHOP);
    const { page } = window;
    await window.lens("Preview as Gateway API · 8 exact, 1 unsupported").waitFor();
    await page.locator(".squiggly-warning").first().waitFor();
    await window.line(NAME, "not in the output").waitFor();
    await page.keyboard.press("Control+Shift+M");
    await page.locator(".markers-panel .monaco-list-row", { hasText: "nobody passes" }).first().waitFor();
    await page.keyboard.press("Control+j");
    await window.line(NAME, "proxy-body-size").hover({ position: { x: 120, y: 8 } });
    const hover = page.locator(".monaco-hover:not(.hidden)", { hasText: "largest request body" }).first();
    await hover.waitFor();
    await hover.locator("td", { hasText: "envoy-gateway" }).waitFor();
    await hover.getByRole("link", { name: "All about it" }).click();
    await page.locator(".tab", { hasText: "proxy-body-size" }).waitFor();
    await window.close();
  });

  test("has a preview that follows a keystroke, and lights up both ways", async () => {
    const window = await withText(SHOP);
    await window.lens("Preview as Gateway API").click();
    await window.line(PREVIEW, "kind: HTTPRoute").waitFor();
    await window.stand(NAME, "- host: shop.example");
    await window.page.keyboard.type("2");
    await window.line(PREVIEW, "shop.example2").waitFor();
    await window.lit(PREVIEW).first().waitFor({ state: "attached" });
    await window.line(PREVIEW, "statusCode: 308").click();
    await window.lit(NAME).first().waitFor({ state: "attached" });
    await window.line(PREVIEW, "name: shop-to-https").hover({ position: { x: 60, y: 8 } });
    await window.page.locator(".monaco-hover:not(.hidden)", { hasText: /of Ingress shop\/shop, line \d+/ }).first().waitFor();
    await window.line(PREVIEW, "statusCode: 308").click();
    await window.page.keyboard.press("F12");
    await window.page.locator(".peekview-widget, .editor-group-container.active:has(.tab.active[data-resource-name='shop.yaml'])").first().waitFor();
    await window.close();
  });

  test("is mended by a quick fix, a problem is ignored by a comment, annotations are completed", async () => {
    const window = await withText(ingress("web", "nginx.ingress.kubernetes.io/proxy-body-size: 20"));
    const { page } = window;
    await window.lens("Preview as Gateway API").waitFor();
    await window.stand(NAME, "proxy-body-size");
    await page.keyboard.press("Control+.");
    await window.fix('Write "20"');
    await window.line(NAME, 'proxy-body-size: "20"').waitFor();
    await window.stand(NAME, "proxy-body-size");
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("Control+.");
    await window.fix("Ignore core/not-granted here");
    await window.line(NAME, "# gatewright-ignore core/not-granted").waitFor();
    await expect.poll(() => page.locator(".squiggly-warning").count()).toBeLessThan(3);
    await page.keyboard.press("Escape");
    await window.stand(NAME, "proxy-body-size");
    await page.keyboard.press("Enter");
    await page.keyboard.type("ssl-red");
    await page.locator(".suggest-widget .monaco-list-row", { hasText: "ssl-redirect" }).first().waitFor();
    await page.keyboard.press("Enter");
    await page.locator(".suggest-widget .monaco-list-row", { hasText: "false" }).first().click();
    await window.line(NAME, 'nginx.ingress.kubernetes.io/ssl-redirect: "false"').waitFor();
    await window.close();
  });

  test("gets its result below, instead, and beside; and everything can be undone", async () => {
    const window = await withText(`${ingress("web")}---\n${ingress("next")}`);
    const { page } = window;
    await window.lens("Insert below").click();
    await window.line(NAME, "kind: Gateway").waitFor();
    await window.line(NAME, "kind: Gateway").click();
    await page.keyboard.press("Control+z");
    await expect.poll(() => window.text(NAME)).not.toContain("kind: Gateway");
    await window.lens("Replace…").click();
    await page.locator(".monaco-diff-editor").first().waitFor();
    await page.locator(".monaco-diff-editor .editor.modified .view-line", { hasText: /kind:\sGateway/ }).waitFor();
    await window.answer("Replace Ingress shop/web", "Replace");
    await window.line(NAME, "kind: Gateway").waitFor();
    expect(await window.text(NAME)).not.toContain("kind: Ingress\nmetadata:\n  name: web");
    await window.line(NAME, "kind: Gateway").click();
    await page.keyboard.press("Control+z");
    await expect.poll(() => window.text(NAME)).not.toContain("kind: Gateway");
    await window.lens("Preview as Gateway API").waitFor();
    await window.command("Gatewright: Save as Gateway API Beside the File");
    await page.locator(".quick-input-list .monaco-list-row", { hasText: "The whole file" }).click();
    await page.locator(".explorer-folders-view .monaco-list-row", { hasText: PREVIEW }).waitFor();
    await window.line(PREVIEW, "kind: Gateway").waitFor();
    await window.close();
  });

  test("is written for another target when one is chosen", async () => {
    const window = await withText(ingress("web", "nginx.ingress.kubernetes.io/auth-type: basic\n    nginx.ingress.kubernetes.io/auth-secret: staff"));
    await window.lens(/Preview as Gateway API · .*unsupported/).waitFor();
    await window.command("Gatewright: Choose the Target…");
    await window.page.locator(".quick-input-list .monaco-list-row", { hasText: "envoy-gateway@1.9" }).click();
    await window.lens(/Preview as Gateway API · .*2 needs policy/).waitFor();
    await window.page.locator(".statusbar-item:has(.codicon-json), .statusbar-item:has(.codicon-bracket)").first().hover();
    await window.page.locator(".hover-language-status", { hasText: "6 exact, 2 needs policy" }).waitFor();
    await window.page.context().route("http://127.0.0.1:4173/**", (route) => route.fulfill({ body: "the playground" }));
    const popup = window.page.waitForEvent("popup");
    await window.command("Gatewright: Open in the Playground");
    await (await popup).waitForURL(/#1\.[\w-]{100}/);
    await window.close();
  });
});
