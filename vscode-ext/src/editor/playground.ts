// The same input in the playground: a link that holds it, without the values of Secrets.

import * as vscode from "vscode";
import { restored } from "../../../web-playground/src/state/choices.ts";
import { packed } from "../../../web-playground/src/state/link.ts";
import { t } from "../words.ts";
import type { Engines } from "./engines.ts";
import type { Manifests } from "./manifests.ts";
import { isCandidate, nameOf } from "./places.ts";

export function playground(manifests: Manifests, engines: Engines): vscode.Disposable {
  return vscode.commands.registerCommand("gatewright.openInPlayground", async (uri?: vscode.Uri) => {
    const document = uri instanceof vscode.Uri ? await vscode.workspace.openTextDocument(uri) : vscode.window.activeTextEditor?.document;
    if (document === undefined || !isCandidate(document)) return;
    const link = await linkTo(document, manifests, engines);
    if (link === undefined) {
      void vscode.window.showInformationMessage(t("This file is too large for a link. Open the playground and drop the file there."));
      return;
    }
    await vscode.env.openExternal(vscode.Uri.parse(link, true));
  });
}

/** Undefined where it would be too long. */
async function linkTo(document: vscode.TextDocument, manifests: Manifests, engines: Engines): Promise<string | undefined> {
  const { text } = await engines.beside((engine) => engine.redact(document.getText()));
  const hash = await packed({ files: [{ name: nameOf(document.uri), text }], choice: restored(manifests.options()) });
  const page = vscode.workspace.getConfiguration("gatewright").get("playground.url", "http://127.0.0.1:4173/");
  return hash === null ? undefined : `${page}#${hash}`;
}
