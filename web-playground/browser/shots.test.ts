// What does it look like? The screenshots go to `target/playground`; nothing complains while they are taken.

import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { browser, open, paste, shop } from "./page.ts";
import { serve, type Served } from "./server.ts";

const FOLDER = fileURLToPath(new URL("../../target/playground/", import.meta.url));

let served: Served;
let chrome: Browser;

beforeAll(async () => {
  await mkdir(FOLDER, { recursive: true });
  served = await serve();
  chrome = await browser();
});
afterAll(async () => {
  await chrome.close();
  await served.stop();
});

interface Shot {
  name: string;
  dark?: boolean;
  size?: [number, number];
  act: (page: Page) => Promise<void>;
}

const full = async (page: Page): Promise<void> => {
  await paste(page, await shop());
  await page.getByText("settings →").waitFor();
};

const traffic = async (page: Page): Promise<void> => {
  await full(page);
  const report = page.getByRole("navigation").getByRole("button", { name: "Report" });
  if (await report.isVisible()) await report.click();
  await page.getByRole("tab", { name: "Traffic" }).click();
  const found = page.getByRole("list", { name: "Differences" });
  await found.locator(".code").first().click();
  await page.getByLabel("Address").fill("https://shop.example/cart/42");
  await page.getByText(/^Answered/).waitFor();
};

const SHOTS: Shot[] = [
  { name: "empty", act: async () => undefined },
  {
    name: "shop",
    act: async (page) => {
      await full(page);
      await page.getByLabel("Target").selectOption("envoy-gateway");
      await page.waitForTimeout(300);
      await page.locator('[data-editor="input"] .cm-line', { hasText: "rewrite-target" }).hover({ position: { x: 200, y: 8 } });
      await page.locator('[data-editor="input"] .cm-scroller').evaluate((scroller) => scroller.scrollTo({ left: 0 }));
      await page.locator(".cm-hover").waitFor();
    },
  },
  {
    name: "shop-dark",
    dark: true,
    act: async (page) => {
      await full(page);
      await page.getByRole("button", { name: "unsupported" }).click();
      await page.locator(".setting").first().click();
    },
  },
  {
    name: "explain",
    act: async (page) => {
      await full(page);
      await page.locator(".row .code").first().click();
    },
  },
  { name: "traffic", size: [1440, 1040], act: traffic },
  { name: "traffic-dark", dark: true, act: traffic },
  { name: "phone-traffic", size: [360, 740], act: traffic },
  { name: "phone-input", size: [360, 740], act: full },
  {
    name: "phone-output",
    dark: true,
    size: [360, 740],
    act: async (page) => {
      await full(page);
      await page.getByRole("navigation").getByRole("button", { name: "Gateway API" }).click();
    },
  },
  {
    name: "phone-report",
    size: [360, 740],
    act: async (page) => {
      await full(page);
      await page.getByRole("navigation").getByRole("button", { name: "Report" }).click();
    },
  },
  {
    name: "examples",
    dark: true,
    size: [1100, 800],
    act: async (page) => {
      await full(page);
      await page.getByRole("button", { name: "Examples" }).click();
    },
  },
];

test.each(SHOTS)("$name", async ({ name, dark = false, size: [width, height] = [1440, 900], act }) => {
  const look = { viewport: { width, height }, colorScheme: dark ? ("dark" as const) : ("light" as const) };
  const { page, context, complaints } = await open(chrome, served.url, look);
  await act(page);
  await page.waitForTimeout(700);
  await page.screenshot({ path: `${FOLDER}${name}.png` });
  await context.close();
  expect(complaints).toEqual([]);
});
