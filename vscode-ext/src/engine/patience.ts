// Opens a conversion, and once more where a plugin hung: the engine goes on without it.

import { type Conversion, type Engine, GatewrightError, type Options, type SourceFile } from "gatewright";

export async function patiently(engine: Engine, files: SourceFile[], options: Options): Promise<Conversion> {
  try {
    return await engine.open(files, options);
  } catch (error) {
    if (!(error instanceof GatewrightError) || error.code !== "engine/deadline" || error.plugin === undefined) throw error;
    return engine.open(files, options);
  }
}
