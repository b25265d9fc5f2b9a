// Does nothing run that nobody agreed to, and does the editor outlive what does?

import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { guests } from "../../wasm/npm/test/guests.ts";
import { type Host, serve } from "./host.ts";
import { ingress } from "../test/manifests.ts";
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

const NAME = "web.yaml";

function workspace(plugin: Uint8Array, id: string) {
  const settings = JSON.stringify({ "gatewright.plugins": ["plugins/mine.wasm"] });
  return { files: { [NAME]: ingress("web", `${id}.example/x: y`), "plugins/mine.wasm": plugin, ".vscode/settings.json": settings }, open: NAME };
}

test("a plugin is run only when its hash was confirmed, and then takes part", async () => {
  const window = await Window.open(chrome, host, workspace(guests.good(), "good"));
  const dialog = window.page.locator(".monaco-dialog-box");
  await dialog.getByText("asks Gatewright to run the plugin plugins/mine.wasm").waitFor();
  expect(await dialog.innerText()).toMatch(/SHA-256 [0-9a-f]{64}/);
  await dialog.getByRole("button", { name: "Run it" }).click();
  await window.page.keyboard.press("Control+Shift+M");
  const unowned = window.page.locator(".markers-panel .monaco-list-row", { hasText: "no loaded plugin owns" });
  await window.page.locator(".markers-panel .monaco-list-row").first().waitFor();
  await expect.poll(() => unowned.count(), { timeout: 15_000 }).toBe(0);
  // Once for a workspace.
  await window.page.reload();
  await window.lens("Preview as Gateway API").waitFor();
  await window.command("View: Focus Problems");
  await window.page.locator(".markers-panel .monaco-list-row").first().waitFor();
  await expect.poll(() => unowned.count(), { timeout: 15_000 }).toBe(0);
  expect(await dialog.count()).toBe(0);
  await window.close();
});

test("one that nobody confirms does not run", async () => {
  const window = await Window.open(chrome, host, workspace(guests.good(), "good"));
  const dialog = window.page.locator(".monaco-dialog-box");
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await window.page.keyboard.press("Control+Shift+M");
  await window.page.locator(".markers-panel .monaco-list-row", { hasText: "no loaded plugin owns" }).first().waitFor();
  await window.close();
});

test("one that never ends is ended and told of, and the editor goes on", async () => {
  const window = await Window.open(chrome, host, workspace(guests.loopInTranslate(), "endless"));
  await window.page.locator(".monaco-dialog-box").getByRole("button", { name: "Run it" }).click();
  await window.message(/endless was switched off: .*did not answer within 5 s/).waitFor({ timeout: 30_000 });
  await window.lens("Preview as Gateway API").waitFor();
  await window.close();
});

test("one that fails is told of and takes part no more", async () => {
  const window = await Window.open(chrome, host, workspace(guests.trapInTranslate(), "trapping"));
  await window.page.locator(".monaco-dialog-box").getByRole("button", { name: "Run it" }).click();
  await window.message(/trapping was switched off: plugin trapping failed/).waitFor({ timeout: 30_000 });
  await window.page.keyboard.press("Control+Shift+M");
  await window.page.locator(".markers-panel .monaco-list-row", { hasText: "no loaded plugin owns" }).first().waitFor();
  await window.close();
});

test("in a workspace that is not trusted nobody is asked, and the rest works", async () => {
  const window = await Window.open(chrome, host, { ...workspace(guests.good(), "good"), trusted: false });
  await window.lens("Preview as Gateway API").waitFor();
  await window.page.keyboard.press("Control+Shift+M");
  await window.page.locator(".markers-panel .monaco-list-row", { hasText: "no loaded plugin owns" }).first().waitFor();
  expect(await window.page.locator(".monaco-dialog-box").count()).toBe(0);
  await window.page.locator(".statusbar-item", { hasText: "Restricted Mode" }).waitFor();
  await window.close();
});
