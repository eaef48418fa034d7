// Shared by the programs run by hand: bundling, child processes that handle messages, and the CPU time that the system
// accounts to a process.
import { fork, spawn } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { nodeFlags } from "../../scripts/node-flags.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "..", "..");

/** The folder of bundles and reports. */
export const cache = join(root, ".cache", "bench");
mkdirSync(cache, { recursive: true });

/** Bundles a TypeScript program of this folder and returns the path of the bundle. */
export async function bundle(name) {
  const outfile = join(cache, `${name}.mjs`);
  await build({
    entryPoints: [join(here, `${name}.ts`)],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    conditions: ["pillion-source"],
    external: ["@grpc/grpc-js", "ioredis", "protobufjs"],
    logLevel: "error",
  });
  return outfile;
}

/** Starts a bundled program that replies to messages. */
export function start(file, words = []) {
  const child = fork(file, words);
  const request = (message) =>
    new Promise((resolve, reject) => {
      const onExit = (code) => reject(new Error(`${file} exited with code ${code}`));
      child.once("exit", onExit);
      child.once("message", (reply) => {
        child.off("exit", onExit);
        resolve(reply);
      });
      child.send(message);
    });
  return { request, end: () => child.disconnect() };
}

/** Starts a sidecar with a memory store, as `npm start` would. Resolves when it serves. */
export async function startSidecar(words = [], nodeWords = nodeFlags) {
  const free = ["--dapr-grpc-port=0", "--dapr-http-port=0", "--store=statestore=memory:"];
  const entry = join(root, "dist/pillion.js");
  const child = spawn(process.execPath, [...nodeWords, entry, ...free, ...words], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let printed = "";
  for await (const text of child.stdout.setEncoding("utf8").iterator({ destroyOnReturn: false })) {
    printed += text;
    if (printed.includes("Try:")) break;
  }
  child.stdout.resume();
  const address = /^ {2}gRPC +(\S+)/m.exec(printed)?.[1];
  const ended = new Promise((resolve) => child.once("exit", resolve));
  return {
    address,
    pid: child.pid,
    end: () => {
      child.kill("SIGTERM");
      return ended;
    },
  };
}

const tickUs = 10_000;

/** User and system time of a process so far, in µs (proc(5): fields 14 and 15 of stat, in ticks of 10 ms). */
export function cpuUs(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1).split(" ");
  return (Number(fields[11]) + Number(fields[12])) * tickUs;
}

/** Resident memory of a process, in bytes. */
export function rssBytes(pid) {
  const [, kib = "0"] = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
  return Number(kib) * 1024;
}

export const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

/** The median of the pairs' ratios, and their range. */
export function ratioOf(pairs) {
  const ratios = pairs.map(([ours, theirs]) => ours / theirs);
  const text = (number) => number.toFixed(3);
  return {
    ratio: text(median(ratios)),
    spread: `${text(Math.min(...ratios))} to ${text(Math.max(...ratios))}`,
  };
}
