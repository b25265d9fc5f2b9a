// Runs a plugin by the WebAssembly of a browser or Node: its one core module, by the canonical ABI of the plugin world.
//
// A browser meters no time: run plugins in a worker, and end it when a deadline passes. Memory is bounded here.

import { boundedModule, leb128, MIB, PAGE } from "./bounds.js";
import { PluginError } from "./plugin-error.js";

export { PluginError };

const FUNCTIONS = { describe: 0, translate: 2, simulate: 2, cabi_realloc: 4 };

/**
 * The core module in a component; a core module is answered as it is.
 * @param {Uint8Array} bytes
 * @returns {Uint8Array}
 */
export function coreModule(bytes) {
  const header = [0, 0x61, 0x73, 0x6d];
  if (bytes.length < 8 || header.some((byte, at) => bytes[at] !== byte)) throw new PluginError("not WebAssembly");
  // Bytes 6 and 7 are the layer: 0 is a core module, 1 a component.
  if (bytes[6] === 0) return bytes;
  const modules = [];
  for (let at = 8; at < bytes.length; ) {
    const id = bytes[at];
    const [size, start] = leb128(bytes, at + 1);
    const end = start + size;
    if (end > bytes.length) throw new PluginError("the file ends too early");
    if (id === 1) modules.push(bytes.subarray(start, end));
    at = end;
  }
  if (modules.length === 1) return modules[0];
  if (modules.length === 0) throw new PluginError("a component without a core module");
  throw new PluginError(
    `a component of ${modules.length} core modules; a browser runs plugins of one: use the command line for this one`,
  );
}

/**
 * Compiles a plugin, a component or its core module.
 * @param {Uint8Array} bytes
 * @returns {Promise<Plugin>}
 */
export async function load(bytes) {
  const core = coreModule(bytes);
  let module;
  try {
    module = await WebAssembly.compile(core);
  } catch (error) {
    throw new PluginError(`not valid WebAssembly: ${line(error.message)}`);
  }
  const imports = WebAssembly.Module.imports(module).map(({ module, name }) => `${module}.${name}`);
  if (imports.length > 0) throw new PluginError(`imports ${line(imports.join(", "))}; a plugin may import nothing`);
  const kinds = new Map(WebAssembly.Module.exports(module).map(({ name, kind }) => [name, kind]));
  const missing = Object.keys(FUNCTIONS).filter((name) => kinds.get(name) !== "function");
  if (missing.length > 0) throw new PluginError(`not of the plugin world: it exports no function ${missing.join(", ")}`);
  if (kinds.get("memory") !== "memory") throw new PluginError("exports no memory named `memory`");
  return new Plugin(core);
}

/** Memory for a request of so many bytes, in pages; in steps, so that few modules are compiled. */
function pages(requestBytes) {
  const bytes = Math.min(64 * MIB + 16 * requestBytes, 2048 * MIB);
  const step = 16 * MIB;
  return (Math.ceil(bytes / step) * step) / PAGE;
}

/** A plugin. Each call runs in an instance of its own. */
class Plugin {
  #core;
  #compiled = { pages: 0, module: undefined };

  constructor(core) {
    this.#core = core;
  }

  /** The module with memory for a request, compiled when it was not. */
  #module(requestBytes) {
    const wanted = pages(requestBytes);
    if (this.#compiled.pages !== wanted) {
      this.#compiled = { pages: wanted, module: new WebAssembly.Module(boundedModule(this.#core, wanted)) };
    }
    return this.#compiled.module;
  }

  /** @returns {string} the manifest, JSON */
  describe() {
    return this.#call(0, (guest) => {
      return guest.text(guest.words(guest.exports.describe(), 2), 0);
    });
  }

  /** @param {string} request JSON @returns {string} the response, JSON */
  translate(request) {
    return this.#ask("translate", request);
  }

  /** @param {string} request JSON @returns {string} the response, JSON */
  simulate(request) {
    return this.#ask("simulate", request);
  }

  #ask(name, request) {
    const bytes = new TextEncoder().encode(request);
    return this.#call(bytes.length, (guest) => {
      const at = bytes.length === 0 ? 1 : guest.room(bytes);
      const result = guest.words(guest.exports[name](at, bytes.length), 3);
      // result<string, string>: one byte says which, the text is described four bytes on.
      const tag = guest.view().getUint8(result);
      if (tag > 1) throw new PluginError(`answered neither ok nor err but ${tag}`);
      const text = guest.text(result + 4, bytes.length);
      if (tag === 1) throw new PluginError(line(text));
      return text;
    });
  }

  #call(requestBytes, use) {
    try {
      return use(new Guest(this.#module(requestBytes)));
    } catch (error) {
      if (error instanceof PluginError) throw error;
      // Traps, and functions of another type than they should have.
      throw new PluginError(`trapped: ${line(String(error?.message ?? error))}`);
    }
  }
}

/** One instance, and careful access to its memory. */
class Guest {
  constructor(module) {
    this.exports = new WebAssembly.Instance(module, {}).exports;
    for (const [name, parameters] of Object.entries(FUNCTIONS)) {
      if (this.exports[name].length !== parameters) {
        throw new PluginError(`not of the plugin world: ${name} should take ${parameters} numbers`);
      }
    }
    this.exports._initialize?.();
  }

  /** A view of the memory as it is now: growing takes away older ones. */
  view() {
    return new DataView(this.exports.memory.buffer);
  }

  /** Copies bytes in, to where the guest offers room. */
  room(bytes) {
    const at = this.exports.cabi_realloc(0, 0, 1, bytes.length) >>> 0;
    if (at + bytes.length > this.view().byteLength) throw new PluginError("offered room outside of its memory");
    new Uint8Array(this.exports.memory.buffer, at, bytes.length).set(bytes);
    return at;
  }

  /** The address of so many words, as unsigned number; refused when it is odd or outside. */
  words(address, count) {
    if (typeof address !== "number") throw new PluginError("answered no address");
    const at = address >>> 0;
    if (at % 4 !== 0) throw new PluginError("answered at an address that is not aligned");
    if (at + 4 * count > this.view().byteLength) throw new PluginError("answered from outside of its memory");
    return at;
  }

  /** The text described at an address: where it starts and how long it is. */
  text(at, requestBytes) {
    const start = this.view().getUint32(at, true);
    const length = this.view().getUint32(at + 4, true);
    if (start + length > this.view().byteLength) throw new PluginError("answered from outside of its memory");
    const most = 16 * MIB + 8 * requestBytes;
    if (length > most) throw new PluginError(`answered ${length} bytes, more than the ${most} allowed`);
    try {
      const bytes = new Uint8Array(this.exports.memory.buffer, start, length);
      return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch {
      throw new PluginError("answered bytes that are no UTF-8");
    }
  }
}

/** One line of at most two hundred characters, with nothing that moves, colours or reorders text. */
function line(text) {
  const plain = text.replace(/[\u200e\u200f\u2028-\u202e\u2066-\u2069\u061c]/g, "").replace(/\p{Cc}/gu, " ");
  const characters = Array.from(plain);
  return characters.length > 200 ? `${characters.slice(0, 200).join("")}...` : plain;
}
