// Builds the sidecar into `dist/pillion.js`, with chunks beside it for what is
// loaded only when configured. lmdb stays external, because it is native.
// Without `--sidecar` it also builds the packages to publish, module by module,
// with their types. `--if-stale` builds the sidecar only if it is out of date.
import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { lock } from "./lock.mjs";
import { shebang } from "./node-flags.mjs";
import { root, staleReason, writeStamp } from "./stamp.mjs";

const outdir = join(root, "dist");

// Bundled CommonJS loads Node's own modules with require, which ESM lacks.
const banner =
  'import { createRequire as pillionCreateRequire } from "node:module";' +
  "const require = pillionCreateRequire(import.meta.url);";

/** esbuild's options for the sidecar. */
export const sidecarOptions = {
  absWorkingDir: root,
  entryPoints: { pillion: "sidecar/main.ts" },
  outdir: "dist",
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node20.19",
  conditions: ["pillion-source"],
  external: ["lmdb", "pg-native"],
  chunkNames: "chunks/[name]-[hash]",
  banner: { js: banner },
  sourcemap: true,
  sourcesContent: false,
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: "linked",
  metafile: true,
  write: false,
  logLevel: "warning",
};

async function buildSidecar() {
  const { build } = await import("esbuild");
  const { outputFiles, metafile } = await build(sidecarOptions);
  rmSync(outdir, { recursive: true, force: true });
  mkdirSync(join(outdir, "chunks"), { recursive: true });
  for (const { path, contents } of outputFiles) writeFileSync(path, contents);
  const program = join(outdir, "pillion.js");
  writeFileSync(program, readFileSync(program, "utf8").replace(/^#!.*/, shebang));
  chmodSync(program, 0o755);
  const inputs = Object.keys(metafile.inputs).filter((path) => !path.includes("node_modules/"));
  writeStamp(inputs, Object.keys(metafile.outputs));
}

function buildPackage(name) {
  rmSync(join(root, name, "dist"), { recursive: true, force: true });
  const sources = readdirSync(join(root, name, "src"), { recursive: true })
    .filter((path) => path.endsWith(".ts") && !/(\.test|-fixture)\.ts$/.test(path))
    .map((path) => join(root, name, "src", path));
  if (sources.length === 0) return;
  const config = {
    extends: join(root, "tsconfig.json"),
    compilerOptions: {
      noEmit: false,
      customConditions: [],
      rewriteRelativeImportExtensions: true,
      declaration: true,
      sourceMap: true,
      // The packages contain no sources that the maps could point to.
      inlineSources: true,
      rootDir: join(root, name, "src"),
      outDir: join(root, name, "dist"),
    },
    include: [],
    files: sources,
  };
  mkdirSync(join(root, ".cache"), { recursive: true });
  const configFile = join(root, `.cache/tsconfig.${name}.json`);
  writeFileSync(configFile, JSON.stringify(config));
  execFileSync(join(root, "node_modules/.bin/tsc"), ["-p", configFile], { cwd: root, stdio: "inherit" });
}

/** Builds the sidecar if it is stale. Of several processes that find it stale, one builds. */
export async function buildIfStale() {
  if (staleReason() === undefined) return;
  const unlock = await lock(join(root, ".cache/build.lock"));
  try {
    const reason = staleReason();
    if (reason === undefined) return;
    console.error(`Building: ${reason}.`);
    await buildSidecar();
  } finally {
    unlock();
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  if (process.argv.includes("--if-stale")) await buildIfStale();
  else await buildSidecar();
  // In this order, because the client needs the types of wire.
  if (!process.argv.includes("--sidecar")) for (const name of ["wire", "client"]) buildPackage(name);
}
