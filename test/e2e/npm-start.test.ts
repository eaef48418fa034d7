// `npm start` and its kin: what a newcomer types. The flags, the signals and
// the exit code pass through.
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
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
    // The group: npm and what it started.
    process.kill(-child.pid, "SIGKILL");
    await ended;
  }
  rmSync(folder, { recursive: true, force: true });
});

test("npm start passes flags on, prints what serves, and ends with it when the key is pressed", async () => {
  let output = "";
  const words = ["start", "--", "--dapr-grpc-port", "0", "--dapr-http-port", "0", "--data-dir", folder];
  // A group of its own, as a terminal makes one: a key press reaches every process in it.
  const started = spawn("npm", words, { cwd: root, detached: true, stdio: ["ignore", "pipe", "pipe"] });
  child = started;
  for (const stream of [started.stdout, started.stderr]) stream.on("data", (text) => (output += text));
  await until("it serves", () => /Try:\n.*grpcurl .*\n.*grpcurl .*\n.*curl .*\n/.test(output), 60_000);
  expect(output).toContain(`in ${join(folder, "statestore")}`);
  const closed = once(started, "close");
  process.kill(-(started.pid ?? 0), "SIGINT");
  // All ends of the output are closed: nothing of the group is left. npm itself ends by the signal.
  await closed;
  expect(output).toContain('"signal":"SIGINT"');
  expect(output).toContain('"state":"terminated","message":"stopped"');
});

test("a signal to the starter alone reaches the sidecar, and its exit code comes back", async () => {
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

test("the exit code of a faulty configuration comes back", () => {
  const script = join(root, "scripts/start.mjs");
  const { status, stderr } = spawnSync(process.execPath, [script, "--dapr-grpc-port=x"], {
    encoding: "utf8",
  });
  expect(status).toBe(2);
  expect(stderr).toContain("--dapr-grpc-port: must be a whole number");
});

test("an old Node is told which one is needed", () => {
  const script = `
    Object.defineProperty(process, "versions", { value: { ...process.versions, node: "18.20.0" } });
    await import(${JSON.stringify(join(root, "scripts/start.mjs"))});
  `;
  const words = ["--input-type=module", "-e", script];
  const { status, stderr } = spawnSync(process.execPath, words, { encoding: "utf8" });
  expect(status).toBe(1);
  expect(stderr).toMatch(/Pillion needs Node 20\.19 or newer; this is 18\.20\.0/);
});

test("npm start with a version prints nothing else on standard output", () => {
  const { stdout } = spawnSync(process.execPath, [join(root, "scripts/start.mjs"), "--version"], {
    encoding: "utf8",
  });
  expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
});
