// Where things are. The bench runs as a bundle, started with the project's root
// as its working directory.
import { join } from "node:path";

/** The project's root. */
export const root = process.cwd();

/** Where the bench's own bundles are. */
export const bundleFolder = join(root, ".cache/bench");

/** The results that the README's table is made from. */
export const resultsFile = join(root, "test/bench/results.json");

/** The file of a certificate of the tests. */
export function tlsFile(name: "ca" | "server" | "server-key"): string {
  return join(root, `test/servers/tls/${name}.pem`);
}
