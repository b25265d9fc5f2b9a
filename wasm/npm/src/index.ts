// Kubernetes Ingress manifests to Gateway API manifests, with an account of every setting.

export type { Conversion, Converted, Engine } from "./engine.js";
export { type FailureCode, GatewrightError } from "./failure.js";
export { localEngine } from "./local.js";
export * from "./model.js";
export type { StartThread, Thread } from "./platform.js";
export { workerEngine, type WorkerOptions } from "./remote.js";
export type { Assets } from "./session.js";
