// Everything one can take away: a link, Markdown, files, a command, a problem report. No Secret leaves by any of them.

import { strToU8, Zip, ZipPassThrough } from "fflate";
import { redacted } from "./actions.ts";
import { command, difference } from "./choices.ts";
import { packed } from "./link.ts";
import { choice, conversion, files, loaded } from "./store.ts";
import { count, OUTCOMES, WORDS } from "./words.ts";

const NOTE = "Values and annotations of Secrets were left out.";

export async function link(): Promise<string> {
  const { files } = await redacted();
  const hash = await packed({ files, choice: choice.value });
  if (hash === null) throw new Error("This input is too large for a link. Download a ZIP instead.");
  return `${location.origin}${location.pathname}#${hash}`;
}

export function cli(): string {
  return command(choice.value, files.value.map((file) => file.name), loaded.value.map(({ manifest }) => manifest.id));
}

export async function manifests(): Promise<string> {
  return (await conversion.value?.text()) ?? "";
}

export async function markdown(): Promise<string> {
  const { files, removed } = await redacted();
  const { summary } = conversion.value ?? {};
  const parts = ["## Ingress to Gateway API", "", `\`${cli()}\``, ""];
  if (summary !== undefined) {
    parts.push("| Outcome | Settings |", "|---|---|");
    for (const outcome of OUTCOMES) parts.push(`| ${WORDS[outcome].title} | ${count(summary, outcome)} |`);
    parts.push("");
  }
  for (const { name, text } of files) parts.push(`### ${name}`, "", fenced(text), "");
  if (removed > 0) parts.push(NOTE, "");
  parts.push("### Gateway API", "", fenced(await manifests()));
  return `${parts.join("\n")}\n`;
}

export async function problem(): Promise<string> {
  const findings = (await conversion.value?.findings({}, 0, 40))?.rows ?? [];
  const lines = findings.map((finding) => `- ${finding.severity} \`${finding.code}\`: ${finding.message}`);
  return [
    "### What is wrong",
    "",
    "(what you expected, and what came instead)",
    "",
    "### Choices",
    "",
    `\`${JSON.stringify(difference(choice.value))}\``,
    "",
    "### Findings",
    "",
    ...(lines.length > 0 ? lines : ["none"]),
    "",
    await markdown(),
    `Browser: ${navigator.userAgent}`,
    "",
  ].join("\n");
}

function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`{3,}/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}yaml\n${text.trimEnd()}\n${fence}`;
}

/** One file for each object, laid out as the command line does. */
export async function zip(): Promise<Blob> {
  const open = conversion.value;
  const parts: BlobPart[] = [];
  if (open === null) return new Blob();
  await new Promise<void>((resolve, reject) => {
    const zip = new Zip((error, chunk, final) => {
      if (error !== null) return reject(error);
      parts.push(chunk as Uint8Array<ArrayBuffer>);
      if (final) resolve();
    });
    const add = (name: string, text: string): void => {
      const entry = new ZipPassThrough(name);
      zip.add(entry);
      entry.push(strToU8(text), true);
    };
    void (async () => {
      const { rows } = await open.outputs(0, open.summary.outputs);
      for (const { kind, namespace, name, lines } of rows) {
        const text = await open.text(lines);
        add(`${namespace}/${kind.toLowerCase()}-${name}.yaml`, text.replace(/^---\n|---\n$/g, ""));
      }
      add("report.json", await open.reportText());
      zip.end();
    })().catch(reject);
  });
  return new Blob(parts, { type: "application/zip" });
}

export function download(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const anchor = Object.assign(document.createElement("a"), { href: url, download: name });
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
