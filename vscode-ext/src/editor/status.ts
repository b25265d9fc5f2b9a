// How does the file stand, in a few words beside its language?

import * as vscode from "vscode";
import { counts, tally } from "../answers/outcome.ts";
import { t } from "../words.ts";
import type { Manifests } from "./manifests.ts";
import type { Plugins } from "./plugins.ts";
import { SELECTOR } from "./places.ts";

export function status(manifests: Manifests, plugins: Plugins): vscode.Disposable {
  let item: vscode.LanguageStatusItem | undefined;
  let told: string | undefined;

  const update = (): void => {
    const document = vscode.window.activeTextEditor?.document;
    const account = document === undefined ? undefined : manifests.account(document);
    const trouble = manifests.failure ?? plugins.troubles.at(-1);
    // A choice that is none, such as a target's name that is misspelt, is told once.
    if (manifests.failure !== undefined && manifests.failure !== told) void vscode.window.showErrorMessage(manifests.failure);
    told = manifests.failure;
    const isThere = account !== undefined || manifests.failure !== undefined;
    void vscode.commands.executeCommand("setContext", "gatewright.manifest", account !== undefined);
    if (!isThere) {
      item?.dispose();
      item = undefined;
      return;
    }
    item ??= vscode.languages.createLanguageStatusItem("gatewright", SELECTOR);
    item.name = "Gatewright";
    const target = manifests.options().target ?? "standard";
    item.text = account === undefined ? t("Gateway API: nothing is converted") : `Gateway API: ${tally(counts(account.summary)) || t("no settings")}`;
    item.detail = trouble ?? (vscode.workspace.isTrusted ? t("for {0}", target) : t("for {0}; built-in plugins only, until the workspace is trusted", target));
    item.severity = trouble === undefined ? vscode.LanguageStatusSeverity.Information : vscode.LanguageStatusSeverity.Warning;
    item.command = { title: t("Choose the target"), command: "gatewright.chooseTarget" };
  };

  const watching = [manifests.onDidChange(update), plugins.onDidChange(update), vscode.window.onDidChangeActiveTextEditor(update)];
  return new vscode.Disposable(() => {
    for (const each of watching) each.dispose();
    item?.dispose();
  });
}
