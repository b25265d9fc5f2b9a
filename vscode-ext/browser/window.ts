// A window of VS Code for the web, and what a person does there.

import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type Browser, type BrowserContext, chromium, type Locator, type Page } from "playwright-core";
import { onTestFailed } from "vitest";
import type { Host, Workspace } from "./host.ts";

const PLACES = [process.env["CHROMIUM"], "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

export async function browser(): Promise<Browser> {
  const executablePath = PLACES.find((place): place is string => place !== undefined && existsSync(place));
  if (executablePath === undefined) throw new Error("no Chromium is installed: run `cargo xtask setup`");
  return chromium.launch({ executablePath, args: QUIET });
}

export class Window {
  readonly page: Page;
  readonly #context: BrowserContext;

  private constructor(page: Page, context: BrowserContext) {
    this.page = page;
    this.#context = context;
  }

  static async open(browser: Browser, host: Host, workspace: Workspace, size = { width: 1440, height: 900 }): Promise<Window> {
    const context = await browser.newContext({ viewport: size, permissions: ["clipboard-read", "clipboard-write"] });
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    onTestFailed(async ({ task }) => {
      if (!page.isClosed()) await page.screenshot({ path: fileURLToPath(new URL(`../../target/vscode/failed/${task.name.slice(0, 40)}.png`, import.meta.url)) });
    });
    await page.goto(host.window(workspace));
    await page.locator(".explorer-folders-view .monaco-list-row").first().waitFor();
    if (workspace.open !== undefined) await page.locator(".editor-instance .view-line").first().waitFor();
    return new Window(page, context);
  }

  close(): Promise<void> {
    return this.#context.close();
  }

  /** The editor of the file of this name. */
  editor(name: string): Locator {
    return this.page.locator(`.editor-instance[aria-label*="${name}"] .monaco-editor, .editor-group-container:has(.tab.active[data-resource-name="${name}"]) .monaco-editor[role="code"]`).first();
  }

  /** What an editor shows, from its first line that is seen. */
  async text(name: string): Promise<string> {
    return this.editor(name).evaluate((editor) => {
      const lines = [...editor.querySelectorAll<HTMLElement>(".view-lines .view-line")];
      const top = (line: HTMLElement) => Number.parseInt(line.style.top, 10);
      return lines.sort((one, other) => top(one) - top(other)).map((line) => (line.textContent ?? "").replaceAll("\u00a0", " ")).join("\n");
    });
  }

  line(name: string, text: string): Locator {
    // Spaces of the editor are others than those of a test.
    const words = new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replaceAll(" ", "\\s"));
    return this.editor(name).locator(".view-line", { hasText: words }).first();
  }

  /** Lines that are lit up because of where the cursor stands. */
  lit(name: string): Locator {
    return this.editor(name).locator('.view-overlays .cdr[class*="ced-"]');
  }

  lens(text: string | RegExp): Locator {
    return this.page.locator(".codelens-decoration a", { hasText: text }).first();
  }

  async command(title: string): Promise<void> {
    const input = this.page.locator(".quick-input-box input").first();
    const row = this.page.locator(".quick-input-list .monaco-list-row", { hasText: title }).first();
    // What comes late at the start takes the focus, and the list closes.
    for (let tries = 0; ; tries++) {
      await this.page.keyboard.press("F1");
      try {
        await input.fill(`>${title}`, { timeout: 2000 });
        await row.waitFor({ timeout: 5000 });
        break;
      } catch (error) {
        if (tries === 3) throw error;
      }
    }
    await this.page.keyboard.press("Enter");
  }

  /** Takes one of the quick fixes that are offered. */
  async fix(title: string): Promise<void> {
    const row = this.page.locator(".action-widget .monaco-list-row.action", { hasText: title });
    await row.waitFor();
    const titles = await this.page.locator(".action-widget .monaco-list-row.action").allInnerTexts();
    for (let at = titles.findIndex((each) => each.includes(title)); at > 0; at--) await this.page.keyboard.press("ArrowDown");
    await this.page.keyboard.press("Enter");
  }

  /** Opens a file by its name. */
  async go(name: string): Promise<void> {
    await this.page.locator(".explorer-folders-view .monaco-list-row", { hasText: name }).first().dblclick();
    await this.editor(name).waitFor();
  }

  /** Puts the cursor at the end of a line. */
  async stand(name: string, text: string): Promise<void> {
    await this.line(name, text).click();
    await this.page.keyboard.press("End");
  }

  /** A message in the corner. */
  message(text: string | RegExp): Locator {
    return this.page.locator(".notification-toast", { hasText: text }).first();
  }

  async answer(message: string | RegExp, button: string): Promise<void> {
    await this.message(message).getByRole("button", { name: button }).click();
  }
}
