// Gives a core module an upper bound of memory and tables: by rewriting the limits it declares for itself.

import { PluginError } from "./plugin-error.js";

export const MIB = 1 << 20;
/** Bytes of a page of memory. */
export const PAGE = 1 << 16;

const TABLES = 4;
const MEMORIES = 5;
/** Elements of a table. */
const ELEMENTS = 1 << 20;

/** An unsigned number of at most 32 bits, and where it ends. */
export function leb128(bytes, at) {
  let value = 0;
  for (let shift = 0; shift < 35; shift += 7) {
    if (at >= bytes.length) throw new PluginError("the file ends too early");
    const byte = bytes[at++];
    value += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) return [value, at];
  }
  throw new PluginError("a section's size is no number");
}

function encoded(value) {
  const bytes = [];
  for (; value >= 0x80; value = Math.floor(value / 0x80)) bytes.push((value % 0x80) | 0x80);
  bytes.push(value);
  return bytes;
}

/**
 * The same module with at most so many pages of memory. Valid modules only: compile it first.
 * @param {Uint8Array} core
 * @param {number} pages
 * @returns {Uint8Array<ArrayBuffer>}
 */
export function boundedModule(core, pages) {
  const parts = [core.subarray(0, 8)];
  for (let at = 8; at < core.length; ) {
    const id = core[at];
    const [size, start] = leb128(core, at + 1);
    const end = start + size;
    if (id === TABLES || id === MEMORIES) {
      const body = id === TABLES ? limited(core, start, 1, ELEMENTS) : limited(core, start, 0, pages);
      parts.push(Uint8Array.of(id, ...encoded(body.length)), Uint8Array.from(body));
    } else {
      parts.push(core.subarray(at, end));
    }
    at = end;
  }
  const bounded = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bounded.set(part, at);
    at += part.length;
  }
  return bounded;
}

/** A section of limits, each with so many bytes of type before it, none above the most allowed. */
function limited(core, start, typeBytes, most) {
  let [count, at] = leb128(core, start);
  // Several memories or tables share what is allowed.
  const share = Math.floor(most / Math.max(count, 1));
  const body = encoded(count);
  for (let entry = 0; entry < count; entry++) {
    const type = core.subarray(at, at + typeBytes);
    const flags = core[at + typeBytes];
    if (flags > 1) throw new PluginError("declares a memory or table of a kind that is not known here");
    let least;
    let bound = share;
    [least, at] = leb128(core, at + typeBytes + 1);
    if (flags === 1) {
      let declared;
      [declared, at] = leb128(core, at);
      bound = Math.min(bound, declared);
    }
    if (least > share) throw new PluginError(`wants ${least} pages or elements at birth, more than the ${share} allowed`);
    body.push(...type, 1, ...encoded(least), ...encoded(bound));
  }
  return body;
}
