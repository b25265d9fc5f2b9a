// Choosing where the manifests go: target, release of the Gateway API, ingress class. The choice is a setting.

import type { Choices } from "gatewright";
import * as vscode from "vscode";
import { t } from "../words.ts";
import type { Engines } from "./engines.ts";

export function choosing(engines: Engines): vscode.Disposable {
  const pick = (setting: string, placeHolder: string, words: (choices: Choices) => string[]) => async (): Promise<void> => {
    const choices = words(await engines.beside((engine) => engine.choices()));
    const now = vscode.workspace.getConfiguration("gatewright").get<string>(setting);
    const items = choices.map((label) => ({ label, description: label === now ? t("chosen now") : "" }));
    const picked = await vscode.window.showQuickPick(items, { placeHolder });
    if (picked !== undefined) await set(setting, picked.label);
  };
  return vscode.Disposable.from(
    vscode.commands.registerCommand("gatewright.chooseTarget", pick("target", t("What are the manifests written for?"), ({ targets }) => [...targets].sort())),
    vscode.commands.registerCommand("gatewright.chooseGatewayApi", pick("gatewayApi", t("Which release of the Gateway API has the cluster?"), ({ gatewayApis }) => gatewayApis)),
    vscode.commands.registerCommand("gatewright.chooseClass", async () => {
      const value = vscode.workspace.getConfiguration("gatewright").get("ingressClass", "");
      const prompt = t("Convert only Ingresses of this class; empty for all");
      const chosen = await vscode.window.showInputBox({ value, prompt });
      if (chosen !== undefined) await set("ingressClass", chosen.trim() === "" ? undefined : chosen.trim());
    }),
  );
}

async function set(setting: string, value: string | undefined): Promise<void> {
  const where = vscode.workspace.workspaceFolders === undefined ? vscode.ConfigurationTarget.Global : vscode.ConfigurationTarget.Workspace;
  await vscode.workspace.getConfiguration("gatewright").update(setting, value, where);
}
