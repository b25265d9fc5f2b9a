// Where does the extension begin? Its parts are put together here, for the desktop and for the web alike.

import * as vscode from "vscode";
import { answers } from "./editor/answers.ts";
import { choosing } from "./editor/choose.ts";
import { converting } from "./editor/convert.ts";
import { Coverage } from "./editor/coverage.ts";
import { diagnostics } from "./editor/diagnostics.ts";
import { Engines } from "./editor/engines.ts";
import { Explain } from "./editor/explain.ts";
import { folders } from "./editor/folder.ts";
import { Manifests } from "./editor/manifests.ts";
import { originsOf } from "./editor/origins.ts";
import { playground } from "./editor/playground.ts";
import { Plugins } from "./editor/plugins.ts";
import { Preview } from "./editor/preview.ts";
import { Results } from "./editor/results.ts";
import { status } from "./editor/status.ts";
import { traffic } from "./editor/traffic.ts";
import { speak } from "./words.ts";

export function activate(context: vscode.ExtensionContext): void {
  speak((message, ...values) => vscode.l10n.t(message, ...values));
  const plugins = new Plugins(context.workspaceState);
  const engines = new Engines(context.extensionUri, plugins);
  const manifests = new Manifests(engines, plugins);
  const preview = new Preview(manifests);
  const results = new Results();
  const explain = new Explain(engines);
  context.subscriptions.push(
    plugins,
    engines,
    manifests,
    preview,
    results,
    explain,
    new Coverage(manifests, engines),
    diagnostics(manifests),
    answers(manifests, engines),
    originsOf(manifests),
    converting(manifests, preview, results),
    folders({ manifests, engines, explain, results }),
    choosing(engines),
    status(manifests, plugins),
    playground(manifests, engines),
    traffic({ manifests, engines, explain }),
  );
  plugins.refresh();
}

export function deactivate(): void {}
