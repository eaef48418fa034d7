// Builds a sidecar with a planted delay, for the self-check. The product has no hook for it: this second bundle of the same
// sources replaces the engine's `stack` with one that adds a busy wait around the outermost layer.
import { join } from "node:path";
import { build, type Plugin } from "esbuild";
import { sidecarOptions } from "../../../scripts/build.mjs";
import { bundleFolder, root } from "./bench-folders.ts";

const engineIndex = join(root, "src/index.ts");
const slowedStack = join(root, "test/bench/planted/slowed-stack.ts");

// Only the import in the engine's index is replaced, so that the replacement can import the real `stack`.
const slowed: Plugin = {
  name: "slowed stack",
  setup: ({ onResolve }) =>
    onResolve({ filter: /\/layers\/layer\.ts$/ }, ({ importer }) =>
      importer === engineIndex ? { path: slowedStack } : undefined,
    ),
};

const builds = new Map<number, Promise<string>>();

/** Builds, once per delay, a bundle with a busy wait of this many µs per call on a store; resolves with its path. */
export function plantedProgram(plantedUs: number): Promise<string> {
  const made = builds.get(plantedUs) ?? make(plantedUs);
  builds.set(plantedUs, made);
  return made;
}

async function make(plantedUs: number): Promise<string> {
  const outdir = join(bundleFolder, `planted-${plantedUs}`);
  await build({
    ...sidecarOptions,
    absWorkingDir: root,
    outdir,
    write: true,
    plugins: [slowed],
    define: { plantedUs: String(plantedUs) },
  });
  return join(outdir, "pillion.js");
}
