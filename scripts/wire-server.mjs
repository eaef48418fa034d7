// Shared by the scripts that test wire with Go programs: building the program
// once into .cache/, and the server under test.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** The folder for one tool's files. */
export function cacheOf(name) {
  const folder = join(root, ".cache", name);
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** Returns the path of a Go program, built if it is missing. If it cannot be built, says why and exits with 2. */
export function goProgram(name, source) {
  const folder = cacheOf(name);
  const program = join(folder, process.platform === "win32" ? `${name}.exe` : name);
  if (existsSync(program)) return program;
  const go = spawnSync("go", ["install", source], {
    env: { ...process.env, GOBIN: folder },
    stdio: "inherit",
  });
  if (go.error !== undefined || go.status !== 0) {
    const reason = go.error?.code === "ENOENT" ? "Go is not installed" : `go install ${source} failed`;
    console.error(`${name} was not run: ${reason}. Install Go 1.24 or newer, and check the network.`);
    process.exit(2);
  }
  return program;
}

/** Starts the server in a new process; resolves to its addresses and a function that stops it. */
export async function startServer(folder) {
  const outfile = join(folder, "server.mjs");
  await build({
    entryPoints: [join(root, "test", "wire", "h2spec-server.ts")],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    conditions: ["pillion-source"],
    logLevel: "error",
  });
  const child = spawn(process.execPath, [outfile], { stdio: ["pipe", "pipe", "inherit"] });
  for await (const line of createInterface({ input: child.stdout })) {
    return { ...JSON.parse(line), end: () => child.stdin.end() };
  }
  throw new Error("the server did not start");
}
