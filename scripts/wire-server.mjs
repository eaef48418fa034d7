// Starts the wire server that h2spec and grpcurl test.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { build } from "esbuild";
import { root } from "./stamp.mjs";

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
