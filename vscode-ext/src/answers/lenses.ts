// What stands above an object?

import type { InputObject } from "gatewright";
import { t } from "../words.ts";
import { tally } from "./outcome.ts";

export interface Lens {
  line: number;
  title: string;
  /** What it does. */
  action: "preview" | "insert" | "replace";
  /** `Ingress shop/web` */
  object: string;
}

/** The lenses of a text's objects of these kinds, which can be converted one by one; some cannot be cut out of their text. */
export function lenses(objects: readonly InputObject[], kinds: readonly string[], separable: (object: InputObject) => boolean): Lens[] {
  return objects.filter(({ name }) => isOf(name, kinds)).flatMap((object): Lens[] => {
    const { name, range, outcomes } = object;
    const line = range.start.line;
    const count = tally(outcomes);
    const title = count === "" ? t("Preview as Gateway API") : t("Preview as Gateway API · {0}", count);
    const preview: Lens = { line, title, action: "preview", object: name };
    if (!separable(object)) return [preview];
    return [
      preview,
      { line, title: t("Insert below"), action: "insert", object: name },
      { line, title: t("Replace…"), action: "replace", object: name },
    ];
  });
}

/** Whether `Ingress shop/web` is of one of these kinds. */
export function isOf(name: string, kinds: readonly string[]): boolean {
  return kinds.includes(name.split(" ")[0] ?? "");
}
