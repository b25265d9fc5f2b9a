// The traffic of a manifest: asked of both sides, before and after, in an engine of its own, so that nothing else waits.

import type { Conversion } from "gatewright";
import * as vscode from "vscode";
import { accountPage, asked, tracedPage } from "../answers/traffic.ts";
import { reason, t } from "../words.ts";
import type { Engines } from "./engines.ts";
import type { Explain } from "./explain.ts";
import type { Manifests } from "./manifests.ts";
import { isCandidate, nameOf } from "./places.ts";

/** Requests that are tried at most. */
const MOST = 5000;

interface Parts {
  manifests: Manifests;
  engines: Engines;
  explain: Explain;
}

export function traffic(parts: Parts): vscode.Disposable {
  let last = "GET https://";
  return vscode.Disposable.from(
    vscode.commands.registerCommand("gatewright.checkTraffic", async (uri?: vscode.Uri) => {
      const document = await chosen(uri);
      if (document === undefined) return;
      const name = nameOf(document.uri);
      const account = await about(document, parts, (conversion) => conversion.verify({ most: MOST }));
      if (account !== undefined) await parts.explain.page(t("Traffic of {0}", name), accountPage(name, account));
    }),
    vscode.commands.registerCommand("gatewright.tryRequest", async (uri?: vscode.Uri) => {
      const document = await chosen(uri);
      if (document === undefined) return;
      const text = await vscode.window.showInputBox({
        prompt: t("A method and an address, and headers where they matter"),
        placeHolder: "GET https://shop.example/cart -H 'Cookie: beta=always'",
        value: last,
        validateInput: (typed) => (asked(typed) === undefined ? t("Such as GET https://shop.example/cart -H 'Name: value'") : undefined),
      });
      const request = text === undefined ? undefined : asked(text);
      if (text === undefined || request === undefined) return;
      last = text;
      const traced = await about(document, parts, (conversion) => conversion.trace(request.request, { headers: request.headers }));
      if (traced !== undefined) await parts.explain.page(t("Both answers of {0}", nameOf(document.uri)), tracedPage(traced));
    }),
  );
}

async function chosen(uri?: vscode.Uri): Promise<vscode.TextDocument | undefined> {
  const document = uri instanceof vscode.Uri ? await vscode.workspace.openTextDocument(uri) : vscode.window.activeTextEditor?.document;
  return document !== undefined && isCandidate(document) ? document : undefined;
}

/** Asks about a document; undefined where it was ended, or went wrong, which the person is told. */
async function about<T>(document: vscode.TextDocument, { manifests, engines }: Parts, question: (conversion: Conversion) => Promise<T>): Promise<T | undefined> {
  const title = t("Asking both sides");
  return vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title, cancellable: true }, async (_, token) => {
    const engine = await engines.checking();
    const cancelling = token.onCancellationRequested(() => engine.dispose());
    try {
      const files = [{ name: nameOf(document.uri), text: document.getText() }];
      return await question(await engine.open(files, manifests.options()));
    } catch (error) {
      if (!token.isCancellationRequested) void vscode.window.showErrorMessage(t("The traffic was not checked: {0}", reason(error)));
      return undefined;
    } finally {
      cancelling.dispose();
      engine.dispose();
    }
  });
}
