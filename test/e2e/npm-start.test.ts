// `npm start` and scripts/start.mjs: flags, signals and the exit code pass through.
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { until } from "./sidecar-process.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

let folder: string;
let child: ChildProcess | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "pillion-start-"));
});
afterEach(async () => {
  if (child?.pid !== undefined && child.exitCode === null && child.signalCode === null) {
    const ended = once(child, "exit");
    // The process group: npm and what it started.
    process.kill(-child.pid, "SIGKILL");
    await ended;
  }
  rmSync(folder, { recursive: true, force: true });
});

test("npm start passes flags on, prints the banner, and stops with the sidecar on Ctrl+C", async () => {
  let output = "";
  const words = ["start", "--", "--dapr-grpc-port", "0", "--dapr-http-port", "0", "--data-dir", folder];
  // A new process group, as in a terminal, where Ctrl+C signals every process of the group.
  const started = spawn("npm", words, { cwd: root, detached: true, stdio: ["ignore", "pipe", "pipe"] });
  child = started;
  for (const stream of [started.stdout, started.stderr]) stream.on("data", (text) => (output += text));
  await until("it serves", () => /Try:\n.*grpcurl .*\n.*grpcurl .*\n.*curl .*\n/.test(output), 60_000);
  expect(output).toContain(`in ${join(folder, "statestore")}`);
  const closed = once(started, "close");
  process.kill(-(started.pid ?? 0), "SIGINT");
  // The output is closed by every process: none of the group is left.
  await closed;
  expect(output).toContain('"signal":"SIGINT"');
  expect(output).toContain('"state":"terminated","message":"stopped"');
});

test("a signal to npm alone stops the sidecar cleanly, and its data can be opened again", async () => {
  let output = "";
  const words = ["start", "--", "--dapr-grpc-port", "0", "--dapr-http-port", "0", "--data-dir", folder];
  const startAgain = () => {
    const started = spawn("npm", words, { cwd: root, detached: true, stdio: ["ignore", "pipe", "pipe"] });
    child = started;
    output = "";
    for (const stream of [started.stdout, started.stderr]) stream.on("data", (text) => (output += text));
    return started;
  };
  for (const run of ["first", "second"]) {
    const started = startAgain();
    const closed = once(started, "close");
    await until(`the ${run} run serves`, () => output.includes("Try:"), 60_000);
    const grpc = /^ {2}gRPC +(\S+):(\d+)/m.exec(output);
    started.kill("SIGTERM");
    // The output closes only when the sidecar, which also writes to it, has exited.
    await closed;
    expect(output).toContain('"state":"terminated","message":"stopped"');
    await expect(reachable(grpc?.[1] ?? "", Number(grpc?.[2]))).resolves.toBe(false);
  }
});

function reachable(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, host);
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });
}

test("a signal to the start script reaches the sidecar, and the script exits with its code", async () => {
  let output = "";
  const words = [
    join(root, "scripts/start.mjs"),
    "--dapr-grpc-port=0",
    "--dapr-http-port=0",
    "--store=a=memory:",
  ];
  const started = spawn(process.execPath, words, { detached: true, stdio: ["ignore", "pipe", "ignore"] });
  child = started;
  started.stdout.on("data", (text) => (output += text));
  await until("it serves", () => output.includes("Try:"), 60_000);
  const ended = once(started, "exit");
  started.kill("SIGTERM");
  expect(await ended).toEqual([0, null]);
});

test("a faulty configuration gives exit code 2", () => {
  const script = join(root, "scripts/start.mjs");
  const { status, stderr } = spawnSync(process.execPath, [script, "--dapr-grpc-port=x"], {
    encoding: "utf8",
  });
  expect(status).toBe(2);
  expect(stderr).toContain("--dapr-grpc-port: must be a whole number");
});

test("an old Node exits with the version that is needed", () => {
  const script = `
    Object.defineProperty(process, "versions", { value: { ...process.versions, node: "18.20.0" } });
    await import(${JSON.stringify(join(root, "scripts/start.mjs"))});
  `;
  const words = ["--input-type=module", "-e", script];
  const { status, stderr } = spawnSync(process.execPath, words, { encoding: "utf8" });
  expect(status).toBe(1);
  expect(stderr).toMatch(/Pillion needs Node 20\.19 or newer; this is 18\.20\.0/);
});

test("npm start --version prints only the version on standard output", () => {
  const { stdout } = spawnSync(process.execPath, [join(root, "scripts/start.mjs"), "--version"], {
    encoding: "utf8",
  });
  expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
});
