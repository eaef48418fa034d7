// The sidecar with a slowdown planted in it: proof that the bench sees what is
// there. The product has no hook for it. A second bundle is made of the same
// sources, in which the engine's `stack` is the bench's: it puts a busy sleep
// around the outermost layer.
import { join } from "node:path";
import { build, type Plugin } from "esbuild";
import { sidecarOptions } from "../../../scripts/build.mjs";
import { bundleFolder, root } from "./bench-folders.ts";

const engineDoor = join(root, "src/index.ts");
const slowedStack = join(root, "test/bench/planted/slowed-stack.ts");

// Only the door's import is turned; the bench's own stack reaches the real one.
const slowed: Plugin = {
  name: "slowed stack",
  setup: ({ onResolve }) =>
    onResolve({ filter: /\/layers\/layer\.ts$/ }, ({ importer }) =>
      importer === engineDoor ? { path: slowedStack } : undefined,
    ),
};

const builds = new Map<number, Promise<string>>();

/** The path of a bundle with a busy sleep of so many µs per call on a store; made when first asked for. */
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
