// What does a code mean, and what did a setting do? The engine's own documents.

import { useSignal, useSignalEffect } from "@preact/signals";
import { micromark } from "micromark";
import { gfmTable, gfmTableHtml } from "micromark-extension-gfm-table";
import { engine, picked, topic } from "../state/store.ts";
import { WORDS } from "../state/words.ts";

/** Markdown as HTML; raw HTML and dangerous links in it come out as text. */
function html(markdown: string): string {
  return micromark(markdown, { extensions: [gfmTable()], htmlExtensions: [gfmTableHtml()] });
}

export function Explain() {
  const doc = useSignal<string | null>(null);
  useSignalEffect(() => {
    const asked = topic.value;
    if (asked === null) return void (doc.value = null);
    void engine
      .explain(asked)
      .catch(() => null)
      .then((text) => {
        if (topic.value === asked) doc.value = text;
      });
  });
  const fact = picked.value;
  return (
    <aside class="explain" aria-label="Explanation" tabIndex={0}>
      {fact !== null && (
        <div class="account">
          <span class={`badge badge-${fact.outcome}`}>{WORDS[fact.outcome].title}</span>
          <h2>{fact.key ?? fact.path}</h2>
          <p class="value">{fact.value}</p>
          {fact.why !== null && <p>{fact.why}</p>}
          {fact.advice !== null && <p>{fact.advice}</p>}
          {fact.granted !== null && <p>Kept by {fact.granted}</p>}
          {fact.parts.length > 0 && (
            <ul>
              {fact.parts.map((part, index) => (
                <li key={index}>
                  <code>{part.text}</code>: {part.outcome}
                  {part.why === undefined ? "" : `, ${part.why}`}
                </li>
              ))}
            </ul>
          )}
        </div>
      )}
      {doc.value !== null && <article class="doc" dangerouslySetInnerHTML={{ __html: html(doc.value) }} />}
      {doc.value === null && fact === null && (
        <p class="faint">Choose a finding's code, or a setting, to read what it means and what became of it.</p>
      )}
    </aside>
  );
}
