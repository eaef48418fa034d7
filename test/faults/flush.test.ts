// A write is acknowledged after the flush, and a disk whose flush failed is not
// written to again. Verified with strace where that is available, and by the flags
// of open file descriptors on every Linux.
import { mkdtemp, readdir, readFile, readlink, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { embeddedDriver } from "../../src/drivers/embedded/embedded-driver.ts";
import { createCall, systemClock } from "../../src/model/call.ts";
import { type BundledChild, bundleChild } from "./bundled-child.ts";
import { canTrace, readTrace, runTraced, type SystemCall } from "./system-trace.ts";

const writes = 20;
const isTraceable = canTrace();
let child: BundledChild;
let root: string;
beforeAll(async () => {
  child = await bundleChild("./flush-child.ts");
  root = await mkdtemp(join(tmpdir(), "pillion-flush-"));
});
afterAll(async () => {
  await child.remove();
  await rm(root, { recursive: true });
});

it("C14 the page that makes a write visible is written through a descriptor that flushes", async () => {
  const path = join(root, "descriptors");
  const context = { clock: systemClock, random: Math.random, log: () => {}, storeName: "flush" };
  const store = await embeddedDriver.open(embeddedDriver.compile({ path }), context);
  await store.ping(createCall());
  // LMDB writes that page through a separate descriptor that flushes with each write; without it the page would not be flushed.
  if (process.platform === "linux") expect(await countSynchronous(join(path, "store.mdb"))).toBe(1);
  expect(store.facts.durability).toBe("power-loss");
  await store.close();
});

it("C14 a write is acknowledged after its data was flushed and then the page that makes it visible", async () => {
  if (!isTraceable) return expect(isTraceable, "strace is not available: see the test above").toBe(false);
  const trace = join(root, "trace");
  const events = "trace=openat,pwrite64,pwritev,writev,fdatasync,write";
  const { output, exitCode } = await runTraced(
    ["-e", events, "-o", trace],
    [...child.command, join(root, "traced"), String(writes)],
  );
  expect(exitCode).toBe(0);
  expect(output.match(/acknowledged/g)).toHaveLength(writes);
  const calls = await readTrace(trace);
  const steps = calls.flatMap(stepOf).join(" ");
  const [, afterOpening = ""] = steps.split("open ");
  const acknowledged = afterOpening.split("acknowledged").slice(0, writes);
  expect(acknowledged).toHaveLength(writes);
  for (const before of acknowledged) expect(before.trim()).toMatch(/^(data )+flush page$/);
});

it("a failed flush ends all writing: the first write is unknown, the others are not applied, and reads succeed", async () => {
  if (!isTraceable)
    return expect(isTraceable, "strace is not available: see embedded-write-queue.test.ts").toBe(false);
  const path = join(root, "failing");
  // Counted for each thread: enough calls succeed to open the store, then the disk fails.
  const { output } = await runTraced(
    ["-e", "trace=fdatasync", "-e", "inject=fdatasync:error=EIO:when=10+", "-o", "/dev/null"],
    [...child.command, path, "100"],
  );
  const lines = output.trim().split("\n").slice(1);
  const read = lines.pop();
  const failedAt = lines.findIndex((line) => line !== "acknowledged");
  expect(failedAt).toBeGreaterThan(0);
  expect(lines[failedAt]).toBe("unavailable unknown");
  expect(new Set(lines.slice(failedAt + 1))).toEqual(new Set(["unavailable not-applied"]));
  expect(read).toBe("read something");
  expect(await countKeys(path)).toBe(failedAt);
});

// A write to the data file through the descriptor that flushes is the page that refers to all others.
function stepOf({ name, file, descriptor, line }: SystemCall): string[] {
  if (name === "write" && descriptor === 1) return [/"(\w+)/.exec(line)?.[1] ?? ""];
  if (!file.endsWith("/store.mdb")) return [];
  if (name === "fdatasync") return line.endsWith("= 0") ? ["flush"] : ["failed"];
  if (!name.includes("write")) return [];
  return [/, 128, (40|4136)\)/.test(line) ? "page" : "data"];
}

async function countSynchronous(file: string): Promise<number> {
  let count = 0;
  for (const descriptor of await readdir("/proc/self/fd")) {
    const target = await readlink(`/proc/self/fd/${descriptor}`).catch(() => "");
    if (target !== file) continue;
    const [, flags = "0"] =
      /^flags:\s+(\d+)/m.exec(await readFile(`/proc/self/fdinfo/${descriptor}`, "utf8")) ?? [];
    // O_DSYNC on x86 and arm.
    if ((Number.parseInt(flags, 8) & 0o10000) !== 0) count += 1;
  }
  return count;
}

async function countKeys(path: string): Promise<number> {
  const context = { clock: systemClock, random: Math.random, log: () => {}, storeName: "flush" };
  const store = await embeddedDriver.open(embeddedDriver.compile({ path }), context);
  const page = await store.scan({ prefix: "", cursor: undefined, limit: 1000, view: "keys" }, createCall());
  await store.close();
  return page.records.length;
}
