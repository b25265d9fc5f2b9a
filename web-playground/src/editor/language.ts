// How is YAML coloured? By its grammar; in large texts, where the grammar's parser would take long tasks, by the look of the
// lines on the screen alone.

import { yaml } from "@codemirror/lang-yaml";
import { foldGutter, language } from "@codemirror/language";
import { type EditorState, type Extension } from "@codemirror/state";
import { Decoration, type DecorationSet, type EditorView, MatchDecorator, ViewPlugin, type ViewUpdate } from "@codemirror/view";

/** Characters beyond which a text is large. */
export const LARGE = 50_000;

const colour = (name: string) => Decoration.mark({ attributes: { style: `color: var(--code-${name})` } });
const key = colour("key");
const comment = colour("comment");

const lines = new MatchDecorator({
  regexp: /#.*$|[\w./-]+(?=:(?:\s|$))/g,
  decoration: ([text]) => (text.startsWith("#") ? comment : key),
});

const plain = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;

    constructor(view: EditorView) {
      this.decorations = lines.createDeco(view);
    }

    update(update: ViewUpdate): void {
      this.decorations = lines.updateDeco(update, this.decorations);
    }
  },
  { decorations: (plugin) => plugin.decorations },
);

/** What colours a text of so many characters. */
export function colours(length: number): Extension {
  return length > LARGE ? plain : [yaml(), foldGutter()];
}

/** Whether the colours of a state are those for its length. */
export function fits(state: EditorState, length: number): boolean {
  return (state.facet(language) === null) === length > LARGE;
}
