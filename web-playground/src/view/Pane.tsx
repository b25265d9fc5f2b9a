// A place for an editor, in a shadow tree: its styles come as sheets, which a strict policy allows.

import { useEffect, useRef } from "preact/hooks";
import type { EditorView } from "@codemirror/view";

interface Props {
  mount: (parent: HTMLElement, root: ShadowRoot) => EditorView;
  ready: (view: EditorView) => void;
  name: string;
}

export function Pane({ mount, ready, name }: Props) {
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (host.current === null || host.current.shadowRoot !== null) return;
    const root = host.current.attachShadow({ mode: "open" });
    const frame = document.createElement("div");
    frame.style.height = "100%";
    root.append(frame);
    ready(mount(frame, root));
  }, []);
  return <div class="pane" ref={host} data-editor={name} />;
}
