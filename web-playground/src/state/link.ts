// A link that shows what one sees: everything in the part of the address that never leaves the browser.

import { type Choice, difference, restored } from "./choices.ts";

/** What a link holds. */
export interface Shared {
  files: { name: string; text: string }[];
  choice: Choice;
}

/** Characters beyond which addresses get lost on their way. */
export const LONGEST = 60_000;

const VERSION = "1.";

async function through(bytes: Uint8Array, stream: CompressionStream | DecompressionStream): Promise<Uint8Array> {
  const piped = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream().pipeThrough(stream);
  return new Uint8Array(await new Response(piped).arrayBuffer());
}

/** As the part of an address behind `#`; null where it would be too long. The files must be redacted. */
export async function packed({ files, choice }: Shared): Promise<string | null> {
  if (files.reduce((sum, file) => sum + file.text.length, 0) > 40 * LONGEST) return null;
  const text = JSON.stringify({ f: files.map(({ name, text }) => [name, text]), c: difference(choice) });
  const bytes = await through(new TextEncoder().encode(text), new CompressionStream("deflate-raw"));
  let binary = "";
  for (let at = 0; at < bytes.length; at += 8192) binary += String.fromCharCode(...bytes.subarray(at, at + 8192));
  const hash = VERSION + btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  return hash.length > LONGEST ? null : hash;
}

/** What a link holds; null for what is none. */
export async function unpacked(hash: string): Promise<Shared | null> {
  if (!hash.startsWith(VERSION)) return null;
  try {
    const binary = atob(hash.slice(VERSION.length).replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = await through(Uint8Array.from(binary, (char) => char.charCodeAt(0)), new DecompressionStream("deflate-raw"));
    const found = JSON.parse(new TextDecoder().decode(bytes)) as { f?: unknown; c?: unknown };
    if (!Array.isArray(found.f)) return null;
    const files = found.f.filter((file): file is [string, string] => {
      return Array.isArray(file) && typeof file[0] === "string" && typeof file[1] === "string";
    });
    return { files: files.map(([name, text]) => ({ name, text })), choice: restored(found.c) };
  } catch {
    return null;
  }
}
