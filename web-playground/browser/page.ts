// A browser with the page in it, and what a person does there.

import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from "playwright-core";

const PLACES = [process.env["CHROMIUM"], "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

export async function browser(): Promise<Browser> {
  const executablePath = PLACES.find((place): place is string => place !== undefined && existsSync(place));
  if (executablePath === undefined) throw new Error("no Chromium is installed: run `cargo xtask setup`");
  return chromium.launch({ executablePath, args: QUIET });
}

export interface Seen {
  context: BrowserContext;
  page: Page;
  /** What the page wrote on its console that it should not have. */
  complaints: string[];
}

export async function open(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<Seen> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, permissions: ["clipboard-read", "clipboard-write"], ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.goto(url);
  await page.getByRole("region", { name: "Coverage" }).waitFor();
  return { context, page, complaints };
}

export const input = (page: Page) => page.locator('[data-editor="input"] .cm-content');
export const output = (page: Page) => page.locator('[data-editor="output"] .cm-content');

/** Pastes over everything on the left. */
export async function paste(page: Page, text: string): Promise<void> {
  await input(page).click({ position: { x: 30, y: 12 }, force: true });
  await page.keyboard.press("Control+a");
  await page.evaluate((text) => navigator.clipboard.writeText(text), text);
  await page.keyboard.press("Control+v");
}

export async function shop(): Promise<string> {
  return readFile(new URL("../../examples/nginx.yaml", import.meta.url), "utf8");
}

/** Drops a file on the page. */
export async function drop(page: Page, name: string, bytes: Uint8Array): Promise<void> {
  const data = await page.evaluateHandle(
    ({ name, bytes }) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([Uint8Array.from(bytes)], name));
      return transfer;
    },
    { name, bytes: [...bytes] },
  );
  await page.dispatchEvent("body", "drop", { dataTransfer: data });
}

interface Traced {
  name: string;
  pid: number;
  tid: number;
  /** Microseconds that the thread worked, which is less than what passed where the machine has other work too. */
  tdur?: number;
  args: { name?: string };
}

/** The longest tasks of the page's main thread while something is done, in milliseconds of work. */
export async function watched(browser: Browser, page: Page, act: () => Promise<void>): Promise<number[]> {
  await browser.startTracing(page, { categories: ["toplevel", "__metadata"] });
  await act();
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: Traced[] };
  const threads = traceEvents.filter(({ name, args }) => name === "thread_name" && args.name === "CrRendererMain");
  const mains = new Set(threads.map(({ pid, tid }) => `${pid} ${tid}`));
  const tasks = traceEvents.filter(({ pid, tid, tdur }) => tdur !== undefined && mains.has(`${pid} ${tid}`));
  if (tasks.length === 0) throw new Error("the browser traced no task");
  return tasks.map(({ tdur }) => Math.round((tdur ?? 0) / 1000)).sort((one, other) => other - one).slice(0, 5);
}
