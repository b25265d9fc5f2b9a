// What wasm-bindgen writes beside the traffic check, as far as it is used here.

/** The exports of `wasm/traffic/src/traffic.rs`. */
export class Traffic {
  constructor(letter: string);
  lend(id: string, guest: unknown): void;
  verify(wish: string): string;
  trace(request: string, headers: string, wish: string): string;
  free(): void;
}

export function initSync(from: { module: WebAssembly.Module | BufferSource }): unknown;
