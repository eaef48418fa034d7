// Runs a program from its TypeScript source: `node examples/run.mjs NAME-OR-FILE.ts [ARGUMENTS]`.
// Bundles the program first, so that no build is needed and every supported version of Node can run it.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const [name = "", ...args] = process.argv.slice(2);
const isFile = name.endsWith(".ts");
const main = isFile ? resolve(name) : fileURLToPath(new URL(`${name}/main.ts`, import.meta.url));
if (!(isFile || /^[a-z-]+$/.test(name)) || !existsSync(main)) {
  console.error("usage: node examples/run.mjs ticket-reservation|shopping-cart|FILE.ts [ARGUMENTS]");
  process.exit(2);
}

const folder = mkdtempSync(join(tmpdir(), "pillion-example-"));
const outfile = join(folder, "main.mjs");
try {
  await build({
    entryPoints: [main],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20.19",
    conditions: ["pillion-source"],
    // The packages of this repository, also for programs outside it.
    nodePaths: [fileURLToPath(new URL("../node_modules", import.meta.url))],
    banner: {
      js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
    },
    logLevel: "error",
  });
  const { status } = spawnSync(process.execPath, [outfile, ...args], { stdio: "inherit" });
  process.exitCode = status ?? 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
