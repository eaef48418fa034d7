// A program of the test set as a process of its own: bundled once into a
// folder that is removed afterwards, because the oldest Node that must work
// cannot run TypeScript. Native parts are not bundled; they are found where
// this repository has them.
import { type ChildProcess, spawn } from "node:child_process";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

// Below node_modules, so that the bundle finds the packages that it leaves out.
const cache = fileURLToPath(new URL("../../node_modules/.cache/", import.meta.url));

/** A program that can be started often. */
export interface BundledChild {
  /**
   * Starts it with arguments. Its output goes to an open file, or else is read by the caller from a pipe, where one that
   * tells much may find no room; its errors are this process's.
   */
  start(args: readonly string[], output?: number): ChildProcess;
  /** The command that starts it, for those who start it in their own way. */
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
    logLevel: "error",
  });
  return {
    command: [process.execPath, outfile],
    start: (args, output) =>
      spawn(process.execPath, [outfile, ...args], { stdio: ["pipe", output ?? "pipe", "inherit"] }),
    remove: () => rm(folder, { recursive: true }),
  };
}

/** Ends when the process has. */
export async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  await new Promise((resolve) => child.once("exit", resolve));
}
