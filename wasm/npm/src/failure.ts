// What can go wrong, as errors with stable codes.

/** Stable codes. */
export type FailureCode =
  /** What was passed is not of the declared type. */
  | "engine/bad-argument"
  /** An option is none of its choices. */
  | "engine/bad-option"
  /** A file that is no plugin, or a plugin that broke the rules. */
  | "engine/bad-plugin"
  /** Plugins from files run in a worker only. */
  | "engine/plugins-need-a-worker"
  /** A question about a conversion that is closed, or was never made. */
  | "engine/nothing-open"
  /** A file that is loaded when it is needed could not be. */
  | "engine/not-loaded"
  /** A newer request took its place. */
  | "engine/superseded"
  /** It did not end in time; the worker was started again. */
  | "engine/deadline"
  /** The engine broke: a bug of Gatewright. */
  | "engine/bug"
  /** The engine was disposed of. */
  | "engine/disposed";

/** An error of this package. */
export class GatewrightError extends Error {
  override readonly name = "GatewrightError";

  constructor(
    readonly code: FailureCode,
    message: string,
    /** The plugin at fault, where one is. */
    readonly plugin?: string,
  ) {
    super(message);
  }

  /** As it crosses from a worker. */
  toJSON(): { code: FailureCode; message: string; plugin?: string } {
    return { code: this.code, message: this.message, ...(this.plugin === undefined ? {} : { plugin: this.plugin }) };
  }
}

/** Whatever was thrown, as an error of this package. */
export function failure(thrown: unknown): GatewrightError {
  if (thrown instanceof GatewrightError) return thrown;
  if (typeof thrown === "object" && thrown !== null && "code" in thrown && "message" in thrown) {
    const { code, message, plugin } = thrown as { code: unknown; message: unknown; plugin?: unknown };
    if (typeof code === "string" && code.startsWith("engine/")) {
      return new GatewrightError(code as FailureCode, String(message), plugin === undefined ? undefined : String(plugin));
    }
  }
  const said = thrown instanceof Error ? thrown.message : String(thrown);
  return new GatewrightError("engine/bug", `the engine broke off (${said}): this is a bug of Gatewright, not a mistake of yours`);
}
