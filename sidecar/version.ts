// The version of the program, from its package.
import manifest from "../package.json" with { type: "json" };

/** As npm writes it: `0.1.0`. */
export const version: string = manifest.version;
