// A full store refuses writes cleanly, goes on reading and removing, and takes
// writes again once there is room, without a restart: full by its own limit,
// and full because the system lets the file grow no further.
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
import { type DiskFullStory, storyValue, tellDiskFullStory } from "./disk-full-story.ts";

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

it("a store at its own limit refuses writes, reads and removes, and writes again once there is room", async () => {
  const path = join(root, "limit");
  const store = gather()(await open({ path, mapBytesMax: 4 * 2 ** 20 }));
  const story = await tellDiskFullStory(store);
  await store.close();
  await expectGoodEnd(story, path);
});

it("a store whose file may not grow refuses writes, reads and removes, and writes again once there is room", async () => {
  const path = join(root, "quota");
  const limited = spawn("sh", ["-c", 'ulimit -S -f 8192 && exec "$@"', "sh", ...child.command, path], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  const output = await text(limited.stdout);
  await ended(limited);
  expect(limited.exitCode, "the process must live through it").toBe(0);
  await expectGoodEnd(JSON.parse(output), path);
});

it("what is removed because it is due makes room in a full store", async () => {
  const now = { ms: 1_000_000 };
  const clock = { now: () => now.ms, monotonic: () => performance.now() };
  const swept: DriverEvent[] = [];
  const log = (event: DriverEvent) => void (event.level === "debug" && swept.push(event));
  const path = join(root, "due");
  const store = await open({ path, mapBytesMax: 2 ** 20, sweepIntervalMs: 5 }, { clock, log });
  const put = async (key: string) => {
    const mutation = { type: "put", key, value: storyValue(key), contentType: "", kind: "cached" } as const;
    const rest = { precondition: { type: "none" }, returnPrevious: false } as const;
    const expiry = { type: "at", time: 2_000_000 } as const;
    const [result] = await store.commit(
      [{ mutations: [{ ...mutation, ...rest, expiry }] }],
      createCall({ clock }),
    );
    return !(result instanceof StoreError);
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

async function expectGoodEnd(story: DiskFullStory, path: string): Promise<void> {
  expect(story.filled).toBeGreaterThan(10);
  expect(story.refusal).toEqual({ code: "overloaded", outcome: "not-applied", retryDelayMs: 1000 });
  expect(story.readWhileFull).toBe(story.filled);
  expect(story.together).toEqual(["overloaded", "ok"]);
  expect(story.writtenAfter).toBe(10);
  const store = await open({ path });
  const page = await store.scan({ prefix: "", cursor: undefined, limit: 1000, view: "keys" }, createCall());
  expect(page.records.map(({ key }) => key).toSorted()).toEqual(story.keys.toSorted());
  for (const key of story.keys) {
    const [record] = await store.read([key], { consistency: "strong", view: "full" }, createCall());
    if (record === undefined || record instanceof StoreError) throw new Error(`${key} should be there`);
    expect(storyValue(key).equals(record.value), key).toBe(true);
  }
  await store.close();
}

async function open(options: Readonly<Record<string, unknown>>, changes = {}): Promise<StateStore> {
  const context = { clock: systemClock, random: Math.random, log: () => {}, storeName: "full", ...changes };
  return embeddedDriver.open(embeddedDriver.compile(options), context);
}
