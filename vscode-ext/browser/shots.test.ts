// What does it look like? The screenshots go to `target/vscode`, where `GATEWRIGHT_SHOTS` is set.

import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, test } from "vitest";
import { type Host, serve } from "./host.ts";
import { SHOP } from "../test/manifests.ts";
import { browser, Window } from "./window.ts";

const FOLDER = fileURLToPath(new URL("../../target/vscode/", import.meta.url));
const NAME = "shop.yaml";

let host: Host;
let chrome: Browser;

beforeAll(async () => {
  await mkdir(FOLDER, { recursive: true });
  host = await serve();
  chrome = await browser();
});
afterAll(async () => {
  await chrome.close();
  await host.stop();
});

interface Shot {
  name: string;
  settings?: Record<string, unknown>;
  act: (window: Window) => Promise<void>;
}

const DARK = { "workbench.colorTheme": "Default Dark Modern" };
const ENVOY = { "gatewright.target": "envoy-gateway" };

/** What the pictures show: an API that is rewritten, and a back office behind a password. */
async function manifest(): Promise<string> {
  const [first = "", , api = "", office = ""] = SHOP.split("---\n");
  return [api, office, first.replace(/^#.*\n/, "")].join("---\n");
}

const SHOTS: Shot[] = [
  {
    name: "preview",
    settings: ENVOY,
    act: async (window) => {
      await window.page.keyboard.press("Control+b");
      await window.lens("Preview as Gateway API").click();
      await window.line("shop.gateway.yaml", "kind: HTTPRoute").waitFor();
      await window.stand(NAME, "rewrite-target");
      await window.page.keyboard.press("Home");
      await window.lit("shop.gateway.yaml").first().waitFor({ state: "attached" });
    },
  },
  {
    name: "hover",
    settings: DARK,
    act: async (window) => {
      await window.lens("Preview as Gateway API").waitFor();
      await window.line(NAME, "not in the output").waitFor();
      await window.line(NAME, "auth-type").hover({ position: { x: 150, y: 8 } });
      await window.page.locator(".monaco-hover:not(.hidden) td", { hasText: "envoy-gateway" }).first().waitFor();
    },
  },
  {
    name: "coverage",
    act: async (window) => {
      await window.lens("Preview as Gateway API").waitFor();
      await window.command("View: Focus Problems");
      await window.command("Gatewright: Show the Coverage of the Workspace");
      const rows = window.page.locator('.pane:has([aria-label*="Gateway API Coverage"]) .monaco-list-row');
      await window.page.locator(".pane-header", { hasText: "manifests" }).click();
      await rows.filter({ hasText: "Ingress backoffice/office" }).click();
      await rows.filter({ hasText: "auth-type" }).waitFor();
    },
  },
  {
    name: "traffic",
    act: async (window) => {
      await window.page.keyboard.press("Control+b");
      await window.lens("Preview as Gateway API").waitFor();
      await window.command("Gatewright: Check Traffic");
      await window.page.locator(".tab", { hasText: "Traffic of" }).waitFor();
    },
  },
];

test.skipIf(process.env["GATEWRIGHT_SHOTS"] === undefined).each(SHOTS)("$name", async ({ name, settings = {}, act }) => {
  const workspace = { files: { [NAME]: await manifest() }, open: NAME, settings: { "editor.fontSize": 13, "editor.occurrencesHighlight": "off", ...settings } };
  const window = await Window.open(chrome, host, workspace, { width: 1400, height: 760 });
  await act(window);
  await window.page.waitForTimeout(800);
  await window.page.screenshot({ path: `${FOLDER}${name}.png` });
  await window.close();
});
