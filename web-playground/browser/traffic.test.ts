// Does the page show whether requests are answered as before, and does it let one be tried?

import axe from "axe-core";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { browser, input, open, paste, shop, watched } from "./page.ts";
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

async function withShop(options = {}) {
  const seen = await open(chrome, served.url, options);
  await paste(seen.page, await shop());
  await seen.page.getByRole("status").filter({ hasText: "settings →" }).waitFor();
  return seen;
}

async function look(page: Page): Promise<void> {
  const report = page.getByRole("navigation").getByRole("button", { name: "Report" });
  if (await report.isVisible()) await report.click();
  await page.getByRole("tab", { name: "Traffic" }).click();
  await page.getByRole("status").filter({ hasText: /requests tried/ }).waitFor();
}

const count = async (page: Page, key: string): Promise<number> => Number((await page.locator(`[data-count="${key}"] b`).innerText()).replace(",", ""));
const rows = (page: Page) => page.getByRole("region", { name: "Try a request" }).getByRole("row").allInnerTexts();

describe("the traffic", () => {
  test("is counted, and every difference is told with its code and a request", async () => {
    const { page, context, complaints } = await withShop();
    await look(page);
    const total = Number(/^([\d,]+)/.exec(await page.getByRole("status").filter({ hasText: "requests tried" }).innerText())![1]!.replace(",", ""));
    const [same, announced, unannounced] = [await count(page, "same"), await count(page, "announced"), await count(page, "unannounced")];
    expect(same).toBeGreaterThan(10);
    expect(announced).toBeGreaterThan(0);
    expect(unannounced).toBe(0);
    expect(same + announced).toBeLessThanOrEqual(total);
    const code = page.getByRole("list", { name: "Differences" }).locator(".code").first();
    const name = await code.innerText();
    await code.click();
    await page.locator(".doc h1", { hasText: name }).waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  test("a request that was found is tried with a click, and shows both answers", async () => {
    const { page, context } = await withShop();
    await look(page);
    const found = page.getByRole("list", { name: "Differences" }).locator(".request").first();
    const text = await found.innerText();
    await found.click();
    await page.getByText("Answered otherwise, as a finding says").waitFor();
    expect(text).toContain(await page.getByLabel("Address").inputValue());
    const shown = await rows(page);
    expect(shown.some((row) => row.startsWith("answer"))).toBe(true);
    expect(shown.some((row) => row.includes("≠"))).toBe(true);
    await context.close();
  });

  test("a request that is typed is answered when typing pauses, and again when the input changes", async () => {
    const { page, context } = await withShop();
    await look(page);
    await page.getByLabel("Address").fill("shop.example/cart");
    await page.getByText("begins with http:// or https://").waitFor();
    await page.getByLabel("Address").fill("https://shop.example/");
    await page.getByText(/^Answered /).waitFor();
    const before = await rows(page);
    await page.getByLabel("Headers").fill("no header");
    await page.getByText("is no header").waitFor();
    await page.getByLabel("Headers").fill("");
    await paste(page, (await shop()).replaceAll("shop.example", "elsewhere.example"));
    await expect.poll(() => rows(page)).not.toEqual(before);
    await context.close();
  });

  test("follows the input, and is not asked for while nobody looks", async () => {
    const { page, context } = await withShop({ serviceWorkers: "block" });
    const loaded = () => served.requests.filter((path) => path.includes("gatewright_traffic")).length;
    const before = loaded();
    await page.waitForTimeout(800);
    expect(loaded()).toBe(before);
    await look(page);
    expect(loaded()).toBe(before + 1);
    const hosts = await page.getByRole("status").filter({ hasText: "requests tried" }).innerText();
    await paste(page, (await shop()).replace("host: api.example", "host: api.example\n    - host: more.example"));
    await expect.poll(() => page.getByRole("status").filter({ hasText: "requests tried" }).innerText()).not.toBe(hosts);
    await context.close();
  });

  test("is checked without a network", async () => {
    const own = await serve();
    const { page, context } = await open(chrome, own.url);
    await page.evaluate(() => navigator.serviceWorker.ready);
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    await own.stop();
    await page.reload();
    await paste(page, await shop());
    await page.getByRole("status").filter({ hasText: "settings →" }).waitFor();
    await look(page);
    await context.close();
  });

  test.each([
    ["light", 1440],
    ["dark", 1440],
    ["light", 360],
    ["dark", 360],
  ] as const)("axe finds nothing wrong, and it fits (%s, %i px)", async (colorScheme, width) => {
    const { page, context } = await withShop({ colorScheme, viewport: { width, height: 800 } });
    await look(page);
    await page.getByRole("list", { name: "Differences" }).locator(".request").first().click();
    await page.getByText("Answered otherwise").waitFor();
    await page.waitForTimeout(300);
    await page.evaluate(axe.source);
    const found = await page.evaluate(async () => {
      const { axe } = globalThis as unknown as { axe: typeof import("axe-core") };
      const { violations } = await axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"] });
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html, target }) => `${String(target)} ${html.slice(0, 120)}`).join(" | ")}`);
    });
    expect(found).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await context.close();
  });

  test("can be tried with the keyboard alone", async () => {
    const { page, context } = await withShop();
    await look(page);
    await page.getByLabel("Method").focus();
    await page.keyboard.press("Tab");
    await page.keyboard.type("https://shop.example/");
    await page.keyboard.press("Enter");
    await page.getByText(/^Answered /).waitFor();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Try");
    await context.close();
  });

  test("of five megabytes is checked while the page stays responsive", { timeout: 240_000 }, async () => {
    const { page, context } = await open(chrome, served.url);
    const one = await shop();
    let text = "";
    for (let number = 0; text.length < 5_000_000; number++) {
      text += `${one.replaceAll(/\b(shop|api|office|backoffice|shop-next)\b/g, `$1-${number}`)}---\n`;
    }
    await page.evaluate((text) => navigator.clipboard.writeText(text), text);
    await page.getByRole("tab", { name: "Traffic" }).click();
    await input(page).click({ position: { x: 30, y: 12 }, force: true });
    const longest = await watched(chrome, page, async () => {
      await page.keyboard.press("Control+v");
      await page.getByRole("status").filter({ hasText: /\d{2},\d{3} settings →/ }).waitFor({ timeout: 120_000 });
      const since = performance.now();
      await page.getByRole("status").filter({ hasText: /requests tried.* for \d+,\d{3} hosts/ }).waitFor({ timeout: 60_000 });
      console.log(`5 MB: checked after ${Math.round(performance.now() - since)} ms`);
    });
    console.log(`5 MB: the longest tasks took ${longest.join(", ")} ms`);
    // How short the tasks of a paste are is held elsewhere; a check on the page's own thread would take seconds.
    expect(longest[0]).toBeLessThanOrEqual(100);
    expect(await count(page, "same")).toBeGreaterThan(0);
    await context.close();
  });
});
