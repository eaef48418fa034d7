// The folders and files of the benchmark. It runs as a bundle, with the project's root as its working directory.
import { join } from "node:path";

/** The project's root. */
export const root = process.cwd();

/** The folder of the benchmark's bundles. */
export const bundleFolder = join(root, ".cache/bench");

/** The results from which the tables of README.md and docs/benchmarks.md are generated. */
export const resultsFile = join(root, "test/bench/results.json");

/** The path of one of the tests' certificates or keys. */
export function tlsFile(name: "ca" | "server" | "server-key"): string {
  return join(root, `test/servers/tls/${name}.pem`);
}
