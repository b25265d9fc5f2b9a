// Does the loader take what is a plugin, and refuse the rest in words? Plugins are written byte by byte here; whole
// ones are compared with the native host by the tests of the workspace.

import assert from "node:assert/strict";
import { test } from "node:test";
import { coreModule, load, PluginError } from "../src/guest.js";

const CORE = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);
const COMPONENT = [0, 0x61, 0x73, 0x6d, 0x0d, 0, 1, 0];

const component = (...sections) => {
  const bytes = [...COMPONENT];
  for (const [id, body] of sections) bytes.push(id, ...size(body.length), ...body);
  return Uint8Array.from(bytes);
};

const size = (number) => (number < 0x80 ? [number] : [(number & 0x7f) | 0x80, ...size(number >> 7)]);

test("a core module is its own core module", () => {
  assert.equal(coreModule(CORE), CORE);
});

test("the one core module is cut out of a component, whatever stands around it", () => {
  const noise = new Array(300).fill(9);
  assert.deepEqual(coreModule(component([0, noise], [1, CORE], [7, [0]])), CORE);
});

test("a component of none or several core modules is refused", () => {
  assert.throws(() => coreModule(component([0, [1, 97]])), /without a core module/);
  assert.throws(() => coreModule(component([1, CORE], [1, CORE])), /of 2 core modules.*command line/);
});

test("what is cut off, or never was WebAssembly, is refused", () => {
  const whole = component([1, CORE]);
  assert.throws(() => coreModule(whole.subarray(0, whole.length - 1)), /ends too early/);
  assert.throws(() => coreModule(Uint8Array.from([...COMPONENT, 1, 0x80])), /ends too early/);
  assert.throws(() => coreModule(Uint8Array.from([...COMPONENT, 1, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff])), /no number/);
  assert.throws(() => coreModule(new TextEncoder().encode("#!/bin/sh\nexit\n")), /not WebAssembly/);
  assert.throws(() => coreModule(new Uint8Array()), PluginError);
});

test("a module that exports nothing of the world is refused", async () => {
  await assert.rejects(load(CORE), /exports no function describe, translate, simulate, cabi_realloc/);
});

test("a module that imports is refused, and told what", async () => {
  // One type `() -> ()`, one import `env.now` of it.
  const imports = [...CORE, 1, 4, 1, 0x60, 0, 0, 2, 11, 1, 3, 0x65, 0x6e, 0x76, 3, 0x6e, 0x6f, 0x77, 0, 0];
  await assert.rejects(load(Uint8Array.from(imports)), /imports env\.now;/);
});
