import type { BuildOptions } from "esbuild";

/** How the sidecar is bundled. */
export declare const sidecarOptions: BuildOptions;
/** Builds the sidecar if it is stale. */
export declare function buildIfStale(): Promise<void>;
