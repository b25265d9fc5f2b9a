// What differs between browsers and Node, as far as this package needs it.

/** A worker, seen from whoever started it. */
export interface Thread {
  post(message: unknown, transfer: Transferable[]): void;
  /** Nothing is asked of it at the moment. */
  idle?(): void;
  end(): void;
}

/** Starts a worker that runs `gatewright/worker`. */
export type StartThread = (receive: (message: unknown) => void, broken: (why: string) => void) => Thread;

/** The way back, seen from the worker. */
export interface Port {
  post(message: unknown): void;
}

export interface Platform {
  module(url: URL): Promise<WebAssembly.Module>;
  text(url: URL): Promise<string>;
  thread: StartThread;
  port(receive: (message: unknown) => void): Port;
}
