// In which language does the extension speak? English, until an editor brings its own translations.

export type Translate = (message: string, ...values: (string | number)[]) => string;

function english(message: string, ...values: (string | number)[]): string {
  return message.replace(/\{(\d+)\}/g, (all, number: string) => String(values[Number(number)] ?? all));
}

let translate: Translate = english;

/** From now on all texts go through these translations. */
export function speak(translations: Translate): void {
  translate = translations;
}

/** A text that may be translated; `{0}` stands for the first value. */
export function t(message: string, ...values: (string | number)[]): string {
  return translate(message, ...values);
}

/** What went wrong, in the words of whoever found it. */
export function reason(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
