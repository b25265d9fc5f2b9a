// The preview: a text nobody can write to, which follows the typing beside it and lights up with it.

import * as vscode from "vscode";
import { t } from "../words.ts";
import { beside } from "../answers/layout.ts";
import type { Manifests } from "./manifests.ts";
import { isCandidate, lines, nameOf, PREVIEW } from "./places.ts";

/** Lines that a preview shows; who wants more of them saves them. */
const MOST = 20_000;

interface About {
  source: string;
  objects?: string[];
}

/** The address of the preview of a document, or of some of its objects. */
export function previewUri(source: vscode.Uri, objects?: string[]): vscode.Uri {
  const about: About = { source: source.toString(), ...(objects === undefined ? {} : { objects }) };
  return vscode.Uri.from({ scheme: PREVIEW, path: `/${beside(nameOf(source))}`, query: JSON.stringify(about) });
}

/** What a preview is about. */
export function aboutPreview(preview: vscode.Uri): About {
  return JSON.parse(preview.query) as About;
}

export class Preview implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #manifests: Manifests;
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #texts = new Map<string, string>();
  readonly #watching: vscode.Disposable[];
  readonly #lit = vscode.window.createTextEditorDecorationType({
    isWholeLine: true,
    backgroundColor: new vscode.ThemeColor("editor.wordHighlightStrongBackground"),
    overviewRulerColor: new vscode.ThemeColor("editorOverviewRuler.wordHighlightStrongForeground"),
    overviewRulerLane: vscode.OverviewRulerLane.Center,
  });
  #asked = 0;
  /** Where the cursor was last. */
  #last: vscode.TextEditor | undefined;

  readonly onDidChange = this.#changed.event;

  constructor(manifests: Manifests) {
    this.#manifests = manifests;
    this.#watching = [
      vscode.workspace.registerTextDocumentContentProvider(PREVIEW, this),
      manifests.onDidChange((document) => {
        for (const preview of this.#of(document)) this.#changed.fire(preview);
      }),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#texts.delete(uri.toString())),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        // Other manifests make the place where one stands mean other lines.
        if (document.uri.scheme === PREVIEW && this.#last !== undefined) void this.#point(this.#last);
      }),
      vscode.window.onDidChangeTextEditorSelection((event) => void this.#point(event.textEditor)),
    ];
  }

  /** Shows what a document, or some of its objects, becomes; and in it what became of one object. */
  async show(document: vscode.TextDocument, objects?: string[], of?: string): Promise<void> {
    await this.#manifests.settled(document);
    const preview = await vscode.workspace.openTextDocument(previewUri(document.uri, objects));
    const column = vscode.window.visibleTextEditors.find((editor) => editor.document.uri.scheme === PREVIEW)?.viewColumn;
    const shown = await vscode.window.showTextDocument(preview, { viewColumn: column ?? vscode.ViewColumn.Beside, preserveFocus: true, preview: true });
    if (of !== undefined) await this.#reveal(document, shown, of);
    const source = vscode.window.visibleTextEditors.find((editor) => editor.document === document);
    if (source !== undefined && of === undefined) await this.#point(source);
  }

  async provideTextDocumentContent(preview: vscode.Uri): Promise<string> {
    const { source, objects } = aboutPreview(preview);
    const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(source, true));
    const text = await this.#manifests.ask(document, async (conversion) => {
      const shown = await conversion.text({ from: 0, to: MOST });
      const rest = conversion.lineCount - MOST;
      return rest > 0 ? `${shown}# ${t("{0} more lines; save them beside the file to see them", rest)}\n` : shown;
    }, objects);
    const key = preview.toString();
    // What changes meanwhile is asked for again.
    if (text === undefined) {
      const last = this.#texts.get(key);
      if (last !== undefined && this.#manifests.account(document) !== undefined) return last;
    }
    const said = text || `# ${t("Nothing here becomes an object of the Gateway API.")}\n`;
    this.#texts.set(key, said);
    return said;
  }

  dispose(): void {
    for (const watching of this.#watching) watching.dispose();
    this.#lit.dispose();
    this.#changed.dispose();
  }

  /** The previews of a document that are open. */
  #of(document: vscode.TextDocument): vscode.Uri[] {
    const open = vscode.workspace.textDocuments.filter(({ uri }) => uri.scheme === PREVIEW);
    const key = document.uri.toString();
    return open.map(({ uri }) => uri).filter((preview) => aboutPreview(preview).source === key);
  }

  /** Goes to the route that has the name of `Ingress shop/web`. */
  async #reveal(document: vscode.TextDocument, shown: vscode.TextEditor, object: string): Promise<void> {
    const [, of = ""] = object.split(" ");
    const outputs = await this.#manifests.ask(document, (conversion) => conversion.outputs(0, 5000));
    const route = outputs?.rows.find(({ kind, namespace, name }) => kind.endsWith("Route") && of === `${namespace}/${name}`);
    if (route === undefined) return;
    shown.revealRange(lines(route.lines.from, route.lines.to), vscode.TextEditorRevealType.AtTop);
  }

  /** Lights up what a line became, or what made it. */
  async #point(editor: vscode.TextEditor): Promise<void> {
    const { document } = editor;
    if (document.uri.scheme === PREVIEW || isCandidate(document)) this.#last = editor;
    const line = editor.selection.active.line;
    this.#asked += 1;
    const mine = this.#asked;
    if (document.uri.scheme === PREVIEW) {
      const { source, objects } = aboutPreview(document.uri);
      const other = vscode.window.visibleTextEditors.find((each) => each.document.uri.toString() === source);
      if (other === undefined) return;
      const causes = await this.#manifests.ask(other.document, (conversion) => conversion.causes(line), objects).catch(() => undefined);
      if (mine !== this.#asked || causes === undefined) return;
      const from = causes.map(({ range }) => lines(range.start.line, range.end.character === 0 ? range.end.line : range.end.line + 1));
      this.#light(other, from);
      this.#light(editor, from.length > 0 ? [lines(line, line + 1)] : []);
      return;
    }
    if (!isCandidate(document)) return;
    for (const preview of vscode.window.visibleTextEditors) {
      if (preview.document.uri.scheme !== PREVIEW || aboutPreview(preview.document.uri).source !== document.uri.toString()) continue;
      const { objects } = aboutPreview(preview.document.uri);
      const effects = await this.#manifests.ask(document, (conversion) => conversion.effects(0, line), objects).catch(() => undefined);
      if (mine !== this.#asked || effects === undefined) return;
      this.#light(preview, effects.map(({ from, to }) => lines(from, to)));
      this.#light(editor, effects.length > 0 ? [lines(line, line + 1)] : []);
    }
  }

  #light(editor: vscode.TextEditor, ranges: vscode.Range[]): void {
    editor.setDecorations(this.#lit, ranges);
    const [first] = ranges;
    const isSeen = ranges.some((range) => editor.visibleRanges.some((seen) => seen.intersection(range) !== undefined));
    if (first !== undefined && !isSeen) editor.revealRange(first, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  }
}
