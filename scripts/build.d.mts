import type { BuildOptions } from "esbuild";

/** esbuild's options for the sidecar. */
export declare const sidecarOptions: BuildOptions;
/** Builds the sidecar if it is stale. */
export declare function buildIfStale(): Promise<void>;
