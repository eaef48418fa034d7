// Runs a file of this folder as a separate process. It is bundled once into a folder
// that is removed afterwards, because the oldest supported Node.js cannot run
// TypeScript. Native modules are not bundled; they are resolved from this repository.
import { type ChildProcess, spawn } from "node:child_process";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

// Below node_modules, so that the bundle finds the packages that it does not contain.
const cache = fileURLToPath(new URL("../../node_modules/.cache/", import.meta.url));

/** A program that can be started any number of times. */
export interface BundledChild {
  /**
   * Starts it with arguments. Its output goes to an open file, or else to a pipe that the caller has to read, because a full
   * pipe blocks the process; its standard error is that of this process.
   */
  start(args: readonly string[], output?: number): ChildProcess;
  /** The command that starts it, for callers that spawn it themselves. */
  readonly command: readonly string[];
  remove(): Promise<void>;
}

/** Bundles a file of this folder. */
export async function bundleChild(file: string): Promise<BundledChild> {
  await mkdir(cache, { recursive: true });
  const folder = await mkdtemp(join(cache, "child-"));
  const outfile = join(folder, "child.mjs");
  await build({
    entryPoints: [fileURLToPath(new URL(file, import.meta.url))],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    external: ["lmdb"],
    conditions: ["pillion-source"],
    logLevel: "error",
  });
  return {
    command: [process.execPath, outfile],
    start: (args, output) =>
      spawn(process.execPath, [outfile, ...args], { stdio: ["pipe", output ?? "pipe", "inherit"] }),
    remove: () => rm(folder, { recursive: true }),
  };
}

/** Resolves when the process has ended. */
export async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  await new Promise((resolve) => child.once("exit", resolve));
}
