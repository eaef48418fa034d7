// `npm start -- FLAGS`: installs what is missing, builds what is stale, and runs
// the sidecar with these flags. Uses only Node's own modules.
import { spawn } from "node:child_process";
import { constants } from "node:os";
import { join } from "node:path";
import { install, requireNode } from "./install.mjs";
import { nodeEnvironment, nodeFlags } from "./node-flags.mjs";
import { root, staleReason } from "./stamp.mjs";

// On POSIX, npm runs this process in a shell. A signal to npm ends only npm and the shell; this process gets no signal,
// only a new parent. Without npm, a parent may exit and leave its sidecar running on purpose.
const watchesParent = process.env.npm_lifecycle_event === "start" && process.platform !== "win32";
const parent = process.ppid;
const parentCheckMs = 200;

requireNode();
install();
if (staleReason() !== undefined) {
  const { buildIfStale } = await import("./build.mjs");
  await buildIfStale();
}

const program = join(root, "dist/pillion.js");
const child = spawn(process.execPath, [...nodeFlags, program, ...process.argv.slice(2)], {
  stdio: "inherit",
  env: { ...nodeEnvironment, ...process.env },
});

// The sidecar decides how to stop; this process waits for it. On Ctrl+C the terminal and npm both send a signal; the
// sidecar counts the two as one.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));

if (watchesParent) {
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    child.kill("SIGTERM");
  }, parentCheckMs);
  timer.unref();
}

child.on("error", (error) => {
  console.error(`cannot start ${process.execPath}: ${error.message}`);
  process.exit(1);
});
child.on("exit", (code, signal) => {
  process.exit(code ?? 128 + (constants.signals[signal] ?? 0));
});
