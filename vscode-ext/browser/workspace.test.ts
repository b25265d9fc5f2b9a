// Can a person see and convert a whole workspace, and end what takes too long?

import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
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

test("the coverage shows every setting, by object and by outcome, and leads there", async () => {
  const files = { "a/shop.yaml": SHOP, "b/web.yaml": ingress("web"), "values.yaml": "replicas: 3\n" };
  const window = await Window.open(chrome, host, { files, open: "values.yaml" });
  const { page } = window;
  const rows = page.locator('.pane:has([aria-label*="Gateway API Coverage"]) .monaco-list-row');
  await window.command("Gatewright: Show the Coverage of the Workspace");
  await rows.filter({ hasText: "Ingress backoffice/office" }).waitFor();
  expect(await rows.count()).toBe(5);
  await rows.filter({ hasText: "Ingress shop/shop" }).first().click();
  await rows.filter({ hasText: "proxy-body-size" }).click();
  await window.line("shop.yaml", "proxy-body-size: 20m").waitFor();
  await rows.first().hover();
  await page.getByRole("button", { name: "By Outcome" }).click();
  await rows.filter({ hasText: /^unsupported/ }).waitFor();
  await window.close();
});

test("a folder is converted at once, with a summary; what is there already is looked at first", async () => {
  const files = { "a/shop.yaml": SHOP, "b/web.yaml": ingress("web"), "b/broken.yaml": "kind: [", "values.yaml": "replicas: 3\n" };
  const window = await Window.open(chrome, host, { files, open: "values.yaml" });
  const { page } = window;
  await window.command("Gatewright: Convert Folder to Gateway API…");
  await window.answer("4 files read:", "Show the summary");
  await page.locator(".tab", { hasText: "Summary" }).waitFor();
  await page.locator(".explorer-folders-view .monaco-list-row", { hasText: "gateway-api" }).click();
  await page.locator(".explorer-folders-view .monaco-list-row", { hasText: "shop.yaml" }).last().dblclick();
  await page.locator(".breadcrumbs-control", { hasText: "gateway-api" }).waitFor();
  await page.locator(".view-line", { hasText: /kind:\sHTTPRoute/ }).first().waitFor();
  // The same again changes nothing; another target changes what is there.
  await window.command("Gatewright: Choose the Target…");
  await page.locator(".quick-input-list .monaco-list-row", { hasText: "envoy-gateway@1.9" }).click();
  await page.locator(".explorer-folders-view .monaco-list-row", { hasText: ".vscode" }).waitFor();
  await window.command("Gatewright: Convert Folder to Gateway API…");
  await page.locator(".tab", { hasText: "What would change" }).waitFor();
  await page.locator(".view-line", { hasText: /kind:\sBackendTrafficPolicy/ }).first().waitFor();
  await window.answer(/\d files are there already/, "Replace");
  await window.message("4 files read:").waitFor();
  await window.close();
});

test("a thousand files show how far it is, and can be ended", { timeout: 90_000 }, async () => {
  const files: Record<string, string> = { "values.yaml": "replicas: 3\n" };
  for (let number = 0; number < 1000; number++) files[`all/${number}.yaml`] = ingress(`web-${number}`, 'nginx.ingress.kubernetes.io/ssl-redirect: "false"');
  const window = await Window.open(chrome, host, { files, open: "values.yaml" });
  const { page } = window;
  await window.command("Gatewright: Convert Folder to Gateway API…");
  await window.message("Converting").getByRole("button", { name: "Cancel" }).click();
  await window.message("Nothing was written.").waitFor();
  expect(await page.locator(".explorer-folders-view .monaco-list-row", { hasText: "gateway-api" }).count()).toBe(0);
  const start = performance.now();
  await window.command("Gatewright: Convert Folder to Gateway API…");
  await window.message("1001 files read:").waitFor({ timeout: 60_000 });
  console.log(`1,000 files: ${Math.round(performance.now() - start)} ms`);
  await page.locator(".explorer-folders-view .monaco-list-row", { hasText: "gateway-api" }).waitFor();
  await window.close();
});
