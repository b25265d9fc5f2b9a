// Can a person see whether requests are answered as before, and try one?

import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Host, serve } from "./host.ts";
import { SHOP } from "../test/manifests.ts";
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

/** What the pages show that stand in frames of their own. */
async function read(page: Page): Promise<string> {
  const texts = page.frames().map((frame) => frame.locator("body").innerText({ timeout: 1000 }).catch(() => ""));
  return (await Promise.all(texts)).join("\n");
}

test("the traffic is counted, and a request is tried", async () => {
  const window = await Window.open(chrome, host, { files: { "shop.yaml": SHOP }, open: "shop.yaml" });
  const { page } = window;
  await window.lens("Preview as Gateway API").waitFor();
  expect(host.requests).not.toContain("/gatewright/dist/traffic.wasm");
  await window.command("Gatewright: Check Traffic");
  await page.locator(".tab", { hasText: "Traffic of shop.yaml" }).waitFor();
  await expect.poll(() => read(page), { timeout: 15_000 }).toMatch(/\d+ requests were tried for \d+ hosts, before and after\./);
  expect(host.requests).toContain("/gatewright/dist/traffic.wasm");
  await page.locator(".tab", { hasText: "shop.yaml" }).first().click();
  await window.command("Gatewright: Try a Request…");
  const box = page.locator(".quick-input-box input").first();
  await box.fill("shop.example");
  await page.getByText("Such as GET https://shop.example/cart").waitFor();
  await box.fill("GET https://shop.example/cart");
  await page.keyboard.press("Enter");
  await page.locator(".tab", { hasText: "Both answers of shop.yaml" }).waitFor();
  await expect.poll(() => read(page), { timeout: 15_000 }).toMatch(/Answered (the same|otherwise)[\s\S]*Before\s+Now[\s\S]*answer\s+\S+/);
  await window.close();
});
