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
const isName = /^[a-z-]+$/.test(name);
const main = isFile ? resolve(name) : fileURLToPath(new URL(`${name}/main.ts`, import.meta.url));
if (!(isFile || isName) || !existsSync(main)) {
  if (isFile) console.error(`${main} does not exist`);
  else if (name !== "") console.error(`${name} is neither an example nor a .ts file`);
  console.error("usage: node examples/run.mjs ticket-reservation|shopping-cart|FILE.ts [ARGUMENTS]");
  process.exit(1);
}

const folder = mkdtempSync(join(tmpdir(), "pillion-example-"));
const outfile = join(folder, "main.mjs");
try {
  await bundle();
  const { status } = spawnSync(process.execPath, ["--enable-source-maps", outfile, ...args], {
    stdio: "inherit",
  });
  process.exitCode = status ?? 1;
} catch (error) {
  // esbuild has printed its errors, with file and line.
  if (!Array.isArray(error.errors)) throw error;
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function bundle() {
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
    // For stacks, which then name the program's own files and lines.
    sourcemap: "inline",
    logLevel: "error",
  });
}
