// Plugins written byte by byte: what a plugin can do to whoever runs it.

const I32 = 0x7f;
const CONST = 0x41;
const END = 0x0b;
/** `(loop br 0) unreachable` */
const LOOP = [0x03, 0x40, 0x0c, 0x00, END, 0x00];

const number = (value: number): number[] =>
  value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...number(Math.floor(value / 0x80))];

/** A signed number, as constants have it. */
const signed = (value: number): number[] =>
  value < 0x40 ? [value] : [(value & 0x7f) | 0x80, ...signed(Math.floor(value / 0x80))];

const text = (value: string): number[] => {
  const bytes = [...new TextEncoder().encode(value)];
  return [...number(bytes.length), ...bytes];
};

const vector = (items: number[][]): number[] => [...number(items.length), ...items.flat()];
const section = (id: number, body: number[]): number[] => [id, ...number(body.length), ...body];
const words = (...values: number[]): number[] => [...new Uint8Array(Uint32Array.from(values).buffer)];

interface Guest {
  id: string;
  describe?: number[];
  translate?: number[];
  simulate?: number[];
  role?: "source" | "annotations";
  pages?: number;
}

/** A module of the plugin world that describes itself and answers `{}`, unless it is told otherwise. */
function guest({ id, describe, translate, simulate, role = "annotations", pages = 2 }: Guest): Uint8Array {
  const manifest = JSON.stringify({
    contract: "1.0",
    id,
    version: "1.0.0",
    role,
    claims: { prefixes: [`${id}.example`], ...(role === "source" ? { classes: [id] } : {}) },
  });
  const said = [...new TextEncoder().encode(manifest)];
  const answer = [...new TextEncoder().encode("{}")];
  const at = (address: number): number[] => [CONST, ...signed(address)];
  const bodies = [describe ?? at(16), translate ?? at(32), simulate ?? at(32), at(65536)];
  const data = (address: number, bytes: number[]): number[] => [0, CONST, ...signed(address), END, ...number(bytes.length), ...bytes];
  return Uint8Array.from([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, vector([0, 2, 4].map((count) => [0x60, ...vector(Array.from({ length: count }, () => [I32])), 1, I32]))),
    ...section(3, vector([[0], [1], [1], [2]])),
    ...section(5, vector([[0, ...number(pages)]])),
    ...section(
      7,
      vector([
        [...text("memory"), 2, 0],
        ...["describe", "translate", "simulate", "cabi_realloc"].map((name, index) => [...text(name), 0, index]),
      ]),
    ),
    ...section(10, vector(bodies.map((body) => [...number(body.length + 2), 0, ...body, END]))),
    ...section(11, vector([data(16, words(1024, said.length)), data(32, words(0, 8192, answer.length)), data(1024, said), data(8192, answer)])),
  ]);
}

export const guests = {
  good: () => guest({ id: "good" }),
  loopInTranslate: () => guest({ id: "endless", translate: LOOP }),
  trapInTranslate: () => guest({ id: "trapping", translate: [0x00] }),
  loopInSimulate: () => guest({ id: "asked", role: "source", simulate: LOOP }),
  loopInDescribe: () => guest({ id: "endless", describe: LOOP }),
  /** Wants more memory at birth than any request is worth. */
  greedy: () => guest({ id: "greedy", pages: 60_000 }),
};
