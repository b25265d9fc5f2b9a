// A button with a list of things to do.

import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { ComponentChildren } from "preact";

interface Props {
  title: string;
  kind?: string;
  children: ComponentChildren;
}

export function Menu({ title, kind = "quiet", children }: Props) {
  const open = useSignal(false);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const outside = (event: Event): void => {
      if (!box.current?.contains(event.target as Node)) open.value = false;
    };
    document.addEventListener("pointerdown", outside);
    document.addEventListener("focusin", outside);
    return () => {
      document.removeEventListener("pointerdown", outside);
      document.removeEventListener("focusin", outside);
    };
  }, []);
  return (
    <div class="menu" ref={box} onKeyDown={(event) => move(event, box.current, () => (open.value = false))}>
      <button type="button" class={kind} aria-haspopup="true" aria-expanded={open.value} onClick={() => (open.value = !open.value)}>
        {title} <span aria-hidden="true">▾</span>
      </button>
      {open.value && (
        <div class="items" onClick={(event) => choose(event, box.current, () => (open.value = false))}>
          {children}
        </div>
      )}
    </div>
  );
}

/** Closes after something was chosen, and gives the focus back. */
function choose(event: MouseEvent, box: HTMLElement | null, close: () => void): void {
  if ((event.target as HTMLElement).closest("button") === null) return;
  close();
  box?.querySelector("button")?.focus();
}

function move(event: KeyboardEvent, box: HTMLElement | null, close: () => void): void {
  if (box === null) return;
  const buttons = [...box.querySelectorAll<HTMLButtonElement>("button")];
  const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
  if (event.key === "Escape") {
    close();
    buttons[0]?.focus();
  } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    const step = event.key === "ArrowDown" ? 1 : -1;
    buttons[Math.min(Math.max(at + step, 0), buttons.length - 1)]?.focus();
  }
}
