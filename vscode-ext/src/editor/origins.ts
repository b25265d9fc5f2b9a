// From a line of the preview back to what made it: a hover that names it, and a way there.

import type { Conversion, Fact, Source } from "gatewright";
import * as vscode from "vscode";
import { origins } from "../answers/origins.ts";
import type { Manifests } from "./manifests.ts";
import { PREVIEW, range } from "./places.ts";
import { aboutPreview } from "./preview.ts";

/** Settings that are asked for at most. */
const MOST = 20;

interface Found {
  source: vscode.Uri;
  sources: Source[];
  facts: Fact[];
}

export function originsOf(manifests: Manifests): vscode.Disposable {
  const find = async (preview: vscode.TextDocument, line: number): Promise<Found | undefined> => {
    const { source, objects } = aboutPreview(preview.uri);
    const document = vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === source);
    if (document === undefined) return undefined;
    return manifests.ask(document, async (conversion) => ({ source: document.uri, ...(await causes(conversion, line)) }), objects);
  };
  const selector = { scheme: PREVIEW };
  return vscode.Disposable.from(
    vscode.languages.registerHoverProvider(selector, {
      async provideHover(document, { line }) {
        const found = await find(document, line);
        const text = found === undefined ? "" : origins(found.sources, found.facts);
        return text === "" ? undefined : new vscode.Hover(new vscode.MarkdownString(text));
      },
    }),
    vscode.languages.registerDefinitionProvider(selector, {
      async provideDefinition(document, { line }) {
        const found = await find(document, line);
        return found?.sources.map((source) => new vscode.Location(found.source, range(source.range)));
      },
    }),
  );
}

async function causes(conversion: Conversion, line: number): Promise<{ sources: Source[]; facts: Fact[] }> {
  const sources = (await conversion.causes(line)).slice(0, MOST);
  const near = await Promise.all(sources.map(({ range: { start } }) => conversion.between(0, { from: start.line, to: start.line + 1 })));
  return { sources, facts: near.flatMap(({ facts }) => facts) };
}
