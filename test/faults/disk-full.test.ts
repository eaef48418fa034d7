// A full store rejects writes, still reads and removes, and accepts writes again
// when there is free space, without a restart: full by its configured limit, and
// full because the system does not let the file grow.
import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, it } from "vitest";
import { embeddedDriver } from "../../src/drivers/embedded/embedded-driver.ts";
import { gather } from "../../src/layers/gather.ts";
import { createCall, systemClock } from "../../src/model/call.ts";
import { StoreError } from "../../src/model/errors.ts";
import type { DriverEvent } from "../../src/store/driver.ts";
import type { StateStore } from "../../src/store/state-store.ts";
import { type BundledChild, bundleChild, ended } from "./bundled-child.ts";
import { type DiskFullResult, runDiskFullScenario, scenarioValue } from "./disk-full-scenario.ts";

let child: BundledChild;
let root: string;
beforeAll(async () => {
  child = await bundleChild("./disk-full-child.ts");
  root = await mkdtemp(join(tmpdir(), "pillion-full-"));
});
afterAll(async () => {
  await child.remove();
  await rm(root, { recursive: true });
});

it("a store at its configured limit rejects writes, reads and removes, and writes again when there is free space", async () => {
  const path = join(root, "limit");
  const store = gather()(await open({ path, mapBytesMax: 4 * 2 ** 20 }));
  const result = await runDiskFullScenario(store);
  await store.close();
  await expectRecovered(result, path);
});

it("a store whose file cannot grow rejects writes, reads and removes, and writes again when there is free space", async () => {
  const path = join(root, "quota");
  const limited = spawn("sh", ["-c", 'ulimit -S -f 8192 && exec "$@"', "sh", ...child.command, path], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  const output = await text(limited.stdout);
  await ended(limited);
  expect(limited.exitCode, "the process must not crash").toBe(0);
  await expectRecovered(JSON.parse(output), path);
});

it("removing expired records frees space in a full store", async () => {
  const now = { ms: 1_000_000 };
  const clock = { now: () => now.ms, monotonic: () => performance.now() };
  const swept: DriverEvent[] = [];
  const log = (event: DriverEvent) => void (event.level === "debug" && swept.push(event));
  const path = join(root, "due");
  const store = await open({ path, mapBytesMax: 2 ** 20, sweepIntervalMs: 5 }, { clock, log });
  const put = async (key: string) => {
    const mutation = {
      type: "put",
      key,
      value: scenarioValue(key),
      contentType: "",
      kind: "cached",
    } as const;
    const rest = { precondition: { type: "none" }, returnPrevious: false } as const;
    const expiry = { type: "at", time: 2_000_000 } as const;
    const [written] = await store.commit(
      [{ mutations: [{ ...mutation, ...rest, expiry }] }],
      createCall({ clock }),
    );
    return !(written instanceof StoreError);
  };
  let filled = 0;
  while (await put(`k${filled}`)) filled += 1;
  now.ms = 2_000_000;
  const deadline = performance.now() + 10_000;
  while (swept.length === 0 && performance.now() < deadline) await new Promise((go) => setTimeout(go, 5));
  now.ms = 1_000_000;
  for (let index = 0; index < filled; index++) expect(await put(`again${index}`)).toBe(true);
  await store.close();
});

async function expectRecovered(result: DiskFullResult, path: string): Promise<void> {
  expect(result.filled).toBeGreaterThan(10);
  expect(result.rejection).toEqual({ code: "overloaded", outcome: "not-applied", retryDelayMs: 1000 });
  expect(result.readWhileFull).toBe(result.filled);
  expect(result.together).toEqual(["overloaded", "ok"]);
  expect(result.writtenAfter).toBe(10);
  const store = await open({ path });
  const page = await store.scan({ prefix: "", cursor: undefined, limit: 1000, view: "keys" }, createCall());
  expect(page.records.map(({ key }) => key).toSorted()).toEqual(result.keys.toSorted());
  for (const key of result.keys) {
    const [record] = await store.read([key], { consistency: "strong", view: "full" }, createCall());
    if (record === undefined || record instanceof StoreError) throw new Error(`${key} should be stored`);
    expect(scenarioValue(key).equals(record.value), key).toBe(true);
  }
  await store.close();
}

async function open(options: Readonly<Record<string, unknown>>, changes = {}): Promise<StateStore> {
  const context = { clock: systemClock, random: Math.random, log: () => {}, storeName: "full", ...changes };
  return embeddedDriver.open(embeddedDriver.compile(options), context);
}
