// How do large texts get into an editor without a long task? In pieces, each in a task of its own.

import { Text } from "@codemirror/state";
import { type EditorView } from "@codemirror/view";

/** Characters of a piece. */
export const PIECE = 100_000;

/** Lets the page breathe. */
export function breath(): Promise<void> {
  return new Promise((resolve) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => resolve();
    channel.port2.postMessage(null);
  });
}

/** A text for an editor, built piece by piece. */
export async function large(text: string): Promise<Text> {
  let whole = Text.empty;
  for (let at = 0; at < text.length; ) {
    const to = at + PIECE >= text.length ? text.length : text.lastIndexOf("\n", at + PIECE) + 1 || at + PIECE;
    whole = whole.append(Text.of(text.slice(at, to > at ? to : at + PIECE).split(/\r\n?|\n/)));
    at = to > at ? to : at + PIECE;
    if (at < text.length) await breath();
  }
  return whole;
}

/** The text of an editor, read piece by piece. */
export async function whole(doc: Text): Promise<string> {
  if (doc.length < PIECE) return doc.toString();
  const parts: string[] = [];
  for (let at = 0; at < doc.length; at += PIECE) {
    parts.push(doc.sliceString(at, Math.min(at + PIECE, doc.length)));
    await breath();
  }
  return parts.join("");
}

/** Inserts a text at the selection in pieces. Adjacent changes that no user event names are one step of undo. */
export async function insert(view: EditorView, text: string): Promise<void> {
  await breath();
  const piece = await large(text);
  const { from, to } = view.state.selection.main;
  if (from < to) view.dispatch({ changes: { from, to } });
  let at = from;
  for (let start = 0; start < piece.length; start += PIECE) {
    const part = piece.slice(start, Math.min(start + PIECE, piece.length));
    view.dispatch({ changes: { from: at, insert: part }, selection: { anchor: at + part.length } });
    at += part.length;
    await breath();
  }
}
