// Does the page do what a person came for, and keep what it promises?

import { readFile } from "node:fs/promises";
import axe from "axe-core";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { guests } from "../../wasm/npm/test/guests.ts";
import { browser, drop, input, open, output, paste, shop, watched } from "./page.ts";
import { type Served, serve } from "./server.ts";

let served: Served;
let chrome: Browser;

beforeAll(async () => {
  served = await serve();
  chrome = await browser();
});
afterAll(async () => {
  await chrome.close();
  await served.stop();
});

async function converted(page: Page): Promise<void> {
  await page.getByRole("status").filter({ hasText: "settings →" }).waitFor();
}

async function withShop(options = {}) {
  const seen = await open(chrome, served.url, options);
  await paste(seen.page, await shop());
  await converted(seen.page);
  return seen;
}

const lit = (page: Page, side: string) => page.locator(`[data-editor="${side}"] .cm-lit`).allInnerTexts();
const line = (page: Page, side: string, text: string) => page.locator(`[data-editor="${side}"] .cm-line`, { hasText: text }).first();

describe("converting", () => {
  test("what is pasted becomes manifests, an account and findings, and nothing complains", async () => {
    const { page, context, complaints } = await withShop();
    await output(page).getByText("kind: Gateway", { exact: false }).first().waitFor();
    expect(await page.getByRole("region", { name: "Coverage" }).innerText()).toMatch(/\d+\s+exact/);
    expect(await page.locator(".row.severity-error").count()).toBeGreaterThan(0);
    await page.locator('[data-editor="input"] .cm-dot').first().waitFor();
    await page.locator('[data-editor="input"] .cm-lintRange').first().waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  test("the output follows a keystroke", async () => {
    const { page, context } = await withShop();
    await line(page, "input", "host: api.example").click();
    await page.keyboard.press("End");
    await page.keyboard.type("2");
    await page.getByLabel("Object", { exact: true }).selectOption({ label: "HTTPRoute shop/api" });
    await output(page).getByText("api.example2").waitFor();
    await context.close();
  });

  test("another target gives other objects", async () => {
    const { page, context } = await withShop();
    const before = await page.getByLabel("Object", { exact: true }).innerText();
    await page.getByLabel("Target").selectOption("envoy-gateway");
    await page.waitForFunction((before) => document.querySelector<HTMLElement>(".objects")?.innerText !== before, before);
    await context.close();
  });

  test("hovering links both ways, and tells what became of an annotation", async () => {
    const { page, context } = await withShop();
    await line(page, "input", "rewrite-target").hover();
    await expect.poll(() => lit(page, "output")).toContainEqual(expect.stringContaining("URLRewrite"));
    await page.locator(".cm-hover", { hasText: "rewrite-target" }).waitFor();
    await line(page, "output", "urlRewrite").hover();
    await expect.poll(() => lit(page, "input")).toContainEqual(expect.stringContaining("rewrite-target"));
    await context.close();
  });

  test("an outcome of the bar filters the settings, a setting is explained, a code too", async () => {
    const { page, context } = await withShop();
    await page.getByRole("button", { name: "unsupported" }).click();
    const rows = page.locator(".setting");
    await rows.first().waitFor();
    expect(await rows.count()).toBe(await page.locator(".setting .bg-unsupported").count());
    await rows.first().click();
    await page.locator(".doc h1").waitFor();
    await page.getByRole("tab", { name: /Findings/ }).click();
    await page.locator(".row .code").first().click();
    const code = await page.locator(".row .code").first().innerText();
    await page.locator(".doc h1", { hasText: code }).waitFor();
    await context.close();
  });

  test("every pass of the engine can be looked at", async () => {
    const { page, context } = await withShop();
    for (const [tab, text] of [["Tree", "apiVersion"], ["Source", "Ingress shop/api"], ["Table", "listeners"], ["Granted", "gateways"], ["Routes", "hosts"]] as const) {
      await page.getByRole("tab", { name: tab }).click();
      await output(page).getByText(text).first().waitFor();
    }
    await context.close();
  });
});

describe("sharing", () => {
  test("a link shows another person the same", async () => {
    const { page, context } = await withShop();
    await page.getByLabel("Target").selectOption("envoy-gateway");
    await page.getByRole("button", { name: "Share" }).click();
    await page.getByRole("button", { name: "Copy link" }).click();
    await page.getByRole("alert").getByText("Link copied").waitFor();
    const link = await page.evaluate(() => navigator.clipboard.readText());
    const other = await open(chrome, link);
    await converted(other.page);
    expect(await other.page.getByLabel("Target").inputValue()).toBe("envoy-gateway");
    expect(await input(other.page).innerText()).toContain("name: shop-next");
    await Promise.all([context.close(), other.context.close()]);
  });

  test("a Secret is in no link, no Markdown, no report, and is not kept", async () => {
    const { page, context } = await open(chrome, served.url);
    const secret = "\n---\nkind: Secret\nmetadata: {name: s, annotations: {note: hunter2}}\nstringData: {password: hunter2}\n";
    await paste(page, (await shop()) + secret);
    await converted(page);
    for (const what of ["Copy link", "Copy as Markdown", "Copy a problem report"]) {
      await page.getByRole("button", { name: "Share" }).click();
      await page.getByRole("button", { name: what }).click();
      await page.getByRole("alert").getByText("copied").waitFor();
      const text = await page.evaluate(() => navigator.clipboard.readText());
      expect(text.length).toBeGreaterThan(500);
      expect(text).not.toContain("hunter2");
      if (what === "Copy link") {
        const other = await open(chrome, text);
        await converted(other.page);
        const shown = await other.page.evaluate(() => JSON.stringify(document.querySelector('[data-editor="input"]')?.shadowRoot?.textContent));
        expect(shown).not.toContain("hunter2");
        await other.context.close();
      } else {
        expect(text).toContain("were left out");
      }
      await page.getByRole("button", { name: "Dismiss" }).click();
    }
    await expect.poll(() => page.evaluate(() => localStorage.getItem("gatewright"))).toContain("shop");
    expect(await page.evaluate(() => JSON.stringify(localStorage) + location.href)).not.toContain("hunter2");
    await context.close();
  });

  test("a ZIP and the command line can be taken away", async () => {
    const { page, context } = await withShop();
    await page.getByRole("button", { name: "Share" }).click();
    const waiting = page.waitForEvent("download");
    await page.getByRole("button", { name: "Download ZIP" }).click();
    const bytes = await readFile(await (await waiting).path());
    expect(bytes.subarray(0, 2).toString()).toBe("PK");
    expect(bytes.toString("latin1")).toContain("shop/httproute-api.yaml");
    await page.getByRole("button", { name: "Share" }).click();
    await page.getByRole("button", { name: "Copy the command line" }).click();
    await page.getByRole("alert").getByText("Command copied").waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe("gatewright convert ingress.yaml");
    await context.close();
  });

  test("the next visit finds what the last one left", async () => {
    const { page, context } = await withShop();
    await expect.poll(() => page.evaluate(() => location.hash.length)).toBeGreaterThan(100);
    const again = await context.newPage();
    await again.goto(served.url);
    await converted(again);
    expect(await input(again).innerText()).toContain("name: shop");
    await context.close();
  });
});

describe("plugins", () => {
  test("a built-in one is switched off and on", async () => {
    const { page, context } = await withShop();
    await page.getByRole("tab", { name: "Plugins" }).click();
    const before = await page.getByRole("status").filter({ hasText: "settings →" }).innerText();
    await page.getByRole("checkbox", { name: /nginx/ }).uncheck();
    await expect.poll(() => page.getByRole("status").innerText()).not.toBe(before);
    await page.getByRole("checkbox", { name: /nginx/ }).check();
    await expect.poll(() => page.getByRole("status").innerText()).toBe(before);
    await context.close();
  });

  test("one that is dropped shows what it is, and takes part", async () => {
    const { page, context } = await withShop();
    const file = new URL("../../target/plugins/example-acme.wasm", import.meta.url);
    await drop(page, "example-acme.wasm", new Uint8Array(await readFile(file)));
    const row = page.locator('[data-plugin="example-acme"]');
    await row.getByText(/all \d+ hold/).waitFor();
    expect(await row.locator(".hash").innerText()).toMatch(/^[0-9a-f]{64}$/);
    await context.close();
  });

  test("one that never ends is ended, is told of, and the page goes on", async () => {
    const { page, context } = await withShop();
    await drop(page, "endless.wasm", guests.loopInTranslate());
    await page.locator('[data-plugin="endless"]').waitFor();
    await paste(page, (await shop()).replace("annotations:", "annotations:\n    endless.example/x: y"));
    await page.getByRole("alert").getByText("endless did not answer within 5 s").first().waitFor({ timeout: 20_000 });
    await page.locator('[data-plugin="endless"]').waitFor({ state: "detached" });
    await converted(page);
    await context.close();
  });

  test("a file that is none is refused in words", async () => {
    const { page, context } = await withShop();
    await drop(page, "bad.wasm", new TextEncoder().encode("#!/bin/sh"));
    await page.getByRole("alert").getByText("not WebAssembly").waitFor();
    await context.close();
  });
});

describe("promises", () => {
  test("nothing is asked of anybody else, and nothing at all after loading", async () => {
    const { page, context } = await open(chrome, served.url);
    const asked: string[] = [];
    await page.waitForTimeout(1500);
    context.on("request", (request) => asked.push(request.url()));
    await paste(page, await shop());
    await converted(page);
    await page.locator(".row .code").first().click();
    await page.locator(".doc h1").waitFor();
    expect(asked.filter((url) => !url.startsWith("blob:"))).toEqual([]);
    expect(served.requests.every((path) => path.startsWith("/some/where/"))).toBe(true);
    await context.close();
  });

  test("it works without a network once it was loaded", async () => {
    const own = await serve();
    const { page, context } = await open(chrome, own.url);
    await page.evaluate(() => navigator.serviceWorker.ready);
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    await own.stop();
    await page.reload();
    await paste(page, await shop());
    await converted(page);
    await page.locator(".row .code").first().click();
    await page.locator(".doc h1").waitFor();
    await context.close();
  });

  test("five megabytes keep the page responsive", { timeout: 180_000 }, async () => {
    const { page, context } = await open(chrome, served.url);
    const one = await shop();
    let text = "";
    for (let number = 0; text.length < 5_000_000; number++) {
      text += `${one.replaceAll(/\b(shop|api|office|backoffice|shop-next)\b/g, `$1-${number}`)}---\n`;
    }
    await page.evaluate((text) => navigator.clipboard.writeText(text), text);
    await page.waitForTimeout(300);
    await input(page).click({ position: { x: 30, y: 12 }, force: true });
    const longest = await watched(chrome, page, async () => {
      await page.keyboard.press("Control+v");
      await page.getByRole("status").filter({ hasText: "Converting…" }).waitFor();
      await page.getByRole("status").filter({ hasText: /\d{2},\d{3} settings →/ }).waitFor({ timeout: 120_000 });
      await page.waitForTimeout(1500);
    });
    console.log(`5 MB: the longest tasks took ${longest.join(", ")} ms`);
    expect(longest[0]).toBeLessThanOrEqual(50);
    await context.close();
  });

  test.each([
    ["light", 1440],
    ["dark", 1440],
    ["light", 360],
    ["dark", 360],
  ] as const)("axe finds nothing wrong (%s, %i px)", async (colorScheme, width) => {
    const { page, context } = await withShop({ colorScheme, viewport: { width, height: 800 } });
    await page.locator('[data-editor="input"] .cm-dot').first().waitFor();
    await page.waitForTimeout(500);
    await page.evaluate(axe.source);
    const found = await page.evaluate(async () => {
      const { axe } = globalThis as unknown as { axe: typeof import("axe-core") };
      const { violations } = await axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"] });
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html, target }) => `${String(target)} ${html.slice(0, 120)}`).join(" | ")}`);
    });
    expect(found).toEqual([]);
    await context.close();
  });

  test("dark follows the system, and the button overrules it", async () => {
    const { page, context } = await open(chrome, served.url, { colorScheme: "dark" });
    const theme = () => page.evaluate(() => document.documentElement.dataset["theme"]);
    await expect.poll(theme).toBe("dark");
    await page.getByRole("button", { name: "Dark mode" }).click();
    await expect.poll(theme).toBe("light");
    await context.close();
  });

  test("nothing is wider than a phone", async () => {
    const { page, context } = await withShop({ viewport: { width: 360, height: 740 } });
    for (const part of ["Ingress", "Gateway API", "Report"]) {
      await page.getByRole("navigation").getByRole("button", { name: part }).click();
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    }
    await page.locator(".row").first().waitFor();
    await context.close();
  });

  test("everything can be done with the keyboard", async () => {
    const { page, context } = await open(chrome, served.url);
    const focused = () => {
      return page.evaluate(() => (document.activeElement?.tagName === "BUTTON" ? (document.activeElement.textContent ?? "") : "").trim());
    };
    await page.keyboard.press("Tab");
    expect(await focused()).toContain("Examples");
    await page.keyboard.press("Enter");
    await page.keyboard.press("ArrowDown");
    expect(await focused()).toContain("A shop");
    await page.keyboard.press("Enter");
    await converted(page);
    for (let presses = 0; presses < 60 && !(await focused()).includes("unsupported"); presses++) await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.locator(".setting").first().waitFor();
    for (let presses = 0; presses < 60 && !(await focused()).includes("auth-type"); presses++) await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.locator(".doc h1").waitFor();
    await context.close();
  });
});
