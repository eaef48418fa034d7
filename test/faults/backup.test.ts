// Backups beside a process that writes: what they have, and what is left when a backup or a restore is killed, stopped by a
// signal, or finds the disk full. Everything runs in processes of its own, as for operators.
import { mkdtempSync, openSync, readdirSync, readFileSync, statSync } from "node:fs";
import { mkdir, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { embeddedDriver } from "../../src/drivers/embedded/embedded-driver.ts";
import { createCall, systemClock } from "../../src/model/call.ts";
import { StoreError } from "../../src/model/errors.ts";
import type { StateStore } from "../../src/store/state-store.ts";
import { put } from "../conformance/mutations.ts";
import { ensureBuilt, SidecarProcess, until } from "../e2e/sidecar-process.ts";
import { type BundledChild, bundleChild, ended } from "./bundled-child.ts";

const origin = { appId: "app", store: "statestore", time: 0 };
const signal = new AbortController().signal;
const mebibyte = 2 ** 20;
// Large enough that a copy takes longer than the time to notice that it has begun.
const largeRecords = 48;

let child: BundledChild;
let root: string;
// A store with some records, and a backup of it.
let large: string;
let largeBackup: string;

beforeAll(async () => {
  ensureBuilt();
  child = await bundleChild("./kill-child.ts");
  root = mkdtempSync(join(tmpdir(), "pillion-backup-"));
  large = newPath("large");
  const store = await open(large);
  await fill(store, "first");
  await store.close();
  largeBackup = newPath("backup");
  await backUp(large, largeBackup);
});
afterAll(async () => {
  await child.remove();
  await rm(root, { recursive: true });
});

it("a backup under load has every record that was acknowledged before it began, and only whole transactions", async () => {
  const path = newPath("load");
  // To a file: the writers must not wait for this process to read their output.
  const output = newPath("acknowledged");
  const running = child.start([path, "1"], openSync(output, "a"));
  await until("every writer has written", () => acknowledgedIn(output).size === 64);
  for (let round = 0; round < 3; round++) {
    const before = acknowledgedIn(output);
    const file = newPath("backup");
    await backUp(path, file);
    const target = newPath("target");
    await restore(target, file);
    const counts = await countsOf(target);
    for (const [writer, count] of before) {
      const names = Number(writer) % 2 === 0 ? ["one"] : ["left", "middle", "right"];
      const stored = names.map((name) => counts.get(`app||${writer}/${name}`));
      expect(stored[0], `writer ${writer}`).toBeGreaterThanOrEqual(count);
      expect(new Set(stored).size, `writer ${writer}: ${stored}`).toBe(1);
    }
    const written = statSync(output).size;
    await until("the writers continue", () => statSync(output).size > written);
  }
  running.kill("SIGKILL");
  await ended(running);
}, 60_000);

it("a backup that is killed leaves no file, and its snapshot does not keep the space of the store that is served", async () => {
  const path = newPath("killed");
  await restore(path, largeBackup);
  const store = await open(path);
  // LMDB itself releases such snapshots with the first write, and then every ten minutes.
  await fill(store, "before", 1);
  const folder = await newFolder();
  const file = join(folder, "x");
  const backup = command("backup", file, path);
  await until("the copy has begun", () => copiedBytes(folder) > mebibyte);
  backup.child.kill("SIGKILL");
  expect(await backup.exit).toEqual({ code: null, signal: "SIGKILL" });
  expect(readdirSync(folder)).toEqual([expect.stringMatching(/^x\.partial-/)]);
  const dataFile = join(path, "store.mdb");
  // Released by a sweep, every 20 ms.
  await new Promise((resolve) => setTimeout(resolve, 200));
  const before = statSync(dataFile).size;
  for (let round = 0; round < 10; round++) await fill(store, `again ${round}`, 8);
  // Replacing 8 MiB needs as much space; without reclaiming, each round needs that much.
  expect(statSync(dataFile).size - before).toBeLessThan(40 * mebibyte);
  await store.close();
  await expectSuccess(command("backup", file, path));
  expect((await readdir(folder)).toSorted()).toEqual(["x", expect.stringMatching(/^x\.partial-/)]);
}, 60_000);

it("a restore that is killed leaves a folder that is not served, and that can be restored into again", async () => {
  const path = newPath("target");
  const first = command("restore", largeBackup, path);
  await until("the copy has begun", () => copiedBytes(path) > mebibyte);
  first.child.kill("SIGKILL");
  await first.exit;
  await expect(open(path)).rejects.toThrow(/has a restore that did not end; run "pillion restore" again/);
  await expectSuccess(command("restore", largeBackup, path));
  const sidecar = new SidecarProcess([...ports, "--store", `statestore=embedded:${path}`]);
  await sidecar.running();
  expect((await sidecar.get("k0"))?.slice(0, 5)).toBe("first");
  sidecar.child.kill("SIGTERM");
  await sidecar.exit;
}, 60_000);

it("a signal ends a backup and a restore early, and nothing is left", async () => {
  const folder = await newFolder();
  const path = newPath("target");
  const cases = [
    [() => command("backup", join(folder, "x"), large), folder, "SIGTERM"],
    [() => command("restore", largeBackup, path), path, "SIGHUP"],
  ] as const;
  for (const [start, watched, name] of cases) {
    const running = start();
    await until("the copy has begun", () => copiedBytes(watched) > mebibyte);
    running.child.kill(name);
    expect(await running.exit).toEqual({ code: 1, signal: null });
    expect(running.stderr).toMatch(
      /failed: it was stopped by a signal; (?:no file was made|nothing was restored)\n/,
    );
  }
  expect(await readdir(folder)).toEqual([]);
  await (await open(path)).close();
}, 60_000);

it("a full disk fails a backup and a restore, and nothing is left", async () => {
  const folder = await newFolder();
  const path = newPath("target");
  const backup = command("backup", join(folder, "x"), large, "ulimit -S -f 8192");
  expect(await backup.exit).toEqual({ code: 1, signal: null });
  expect(backup.stderr).toMatch(
    /backup of the store "statestore" failed: there is no space for it, or the disk has failed; no file was made\n/,
  );
  expect(await readdir(folder)).toEqual([]);
  const restored = command("restore", largeBackup, path, "ulimit -S -f 8192");
  expect(await restored.exit).toEqual({ code: 1, signal: null });
  expect(restored.stderr).toMatch(
    /restore of the store "statestore" failed: there is no space for it, or the disk has failed; nothing was restored\n/,
  );
  await expectSuccess(command("restore", largeBackup, path));
}, 60_000);

const ports = ["--dapr-grpc-port", "0", "--dapr-http-port", "0", "--app-id", "app"];

function command(name: "backup" | "restore", file: string, path: string, shell?: string): SidecarProcess {
  const words = [name, file, ...ports, "--store", `statestore=embedded:${path}`];
  return new SidecarProcess(words, {}, undefined, [], shell);
}

async function expectSuccess(running: SidecarProcess): Promise<void> {
  expect({ ...(await running.exit), stderr: running.stderr }).toEqual({ code: 0, signal: null, stderr: "" });
  expect(running.stdout).toMatch(/: 48 records, \d+ bytes/);
}

// The number that each writer has counted up to; the last line may be incomplete.
function acknowledgedIn(output: string): ReadonlyMap<string, number> {
  const lines = readFileSync(output, "utf8").split("\n").slice(1, -1);
  return new Map(
    lines.map((line) => {
      const [writer = "", text = ""] = line.split(" ");
      return [writer, Number(text.split(".")[1])];
    }),
  );
}

// How much of a copy is in the folder; the copy is in a folder within it.
function copiedBytes(folder: string): number {
  try {
    const [partial] = readdirSync(folder).filter((name) => /partial|restore\.tmp/.test(name));
    return partial === undefined ? 0 : statSync(join(folder, partial, "store.mdb")).size;
  } catch {
    return 0;
  }
}

let names = 0;

function newPath(name: string): string {
  return join(root, `${name}-${names++}`);
}

async function newFolder(): Promise<string> {
  const folder = newPath("folder");
  await mkdir(folder);
  return folder;
}

async function backUp(path: string, file: string): Promise<void> {
  await embeddedDriver.backUp?.(embeddedDriver.compile({ path }), { file, origin, signal });
}

async function restore(path: string, file: string): Promise<void> {
  await embeddedDriver.restore?.(embeddedDriver.compile({ path }), { file, random: Math.random, signal });
}

function open(path: string): Promise<StateStore> {
  const context = { clock: systemClock, random: Math.random, log: () => {}, storeName: "backup" };
  return embeddedDriver.open(embeddedDriver.compile({ path, sweepIntervalMs: 20 }), context);
}

// Writes the first records, a mebibyte each.
async function fill(store: StateStore, text: string, count = largeRecords): Promise<void> {
  const value = Buffer.from(text.padEnd(mebibyte, "."));
  for (let index = 0; index < count; index++) {
    const [result] = await store.commit([{ mutations: [put(`app||k${index}`, value)] }], createCall());
    if (result instanceof StoreError) throw result;
  }
}

// The number that each key was counted up to.
async function countsOf(path: string): Promise<ReadonlyMap<string, number>> {
  const store = await open(path);
  const query = { prefix: "", cursor: undefined, limit: 1000, view: "full" } as const;
  const { records } = await store.scan(query, createCall());
  await store.close();
  return new Map(
    records.map(({ key, value }) => [key, Number(Buffer.from(value).toString().trim().split(".")[1])]),
  );
}
