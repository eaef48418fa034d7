// Kills a process while it writes, many times on one directory, and checks what is
// stored: every acknowledged write, no partial transaction, no version given twice,
// and a directory that opens at once.
import { mkdtemp, open as openFile, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { embeddedDriver } from "../../src/drivers/embedded/embedded-driver.ts";
import { createCall, systemClock } from "../../src/model/call.ts";
import { StoreError } from "../../src/model/errors.ts";
import type { StateStore } from "../../src/store/state-store.ts";
import { until } from "../conformance/fixture.ts";
import { casesOf } from "../projects/full-run.ts";
import { type BundledChild, bundleChild, ended } from "./bundled-child.ts";

const rounds = casesOf(8, 50);
const lifeMsMin = 30;
const lifeMsMax = 350;

/** An acknowledged write, as the killed process printed it. */
interface Acknowledged {
  readonly count: number;
  readonly version: string;
}

let child: BundledChild;
let root: string;
let path: string;
beforeAll(async () => {
  child = await bundleChild("./kill-child.ts");
  root = await mkdtemp(join(tmpdir(), "pillion-kill-"));
  path = join(root, "data");
});
afterAll(async () => {
  await child.remove();
  await rm(root, { recursive: true });
});

it("C14 C2 C5 a process that is killed under 64 writers loses no acknowledged write and leaves no partial transaction", {
  timeout: 120_000,
}, async () => {
  const seed = Number(process.env.PILLION_SEED ?? Math.floor(Math.random() * 2 ** 31));
  console.log(`seed ${seed}; repeat with PILLION_SEED=${seed}`);
  const random = mulberry32(seed);
  const kept = new Map<number, string>();
  let acknowledged = 0;
  let versionMax = 0;
  for (let round = 1; round <= rounds; round++) {
    const output = await runAndKill(round, lifeMsMin + random() * (lifeMsMax - lifeMsMin));
    const store = await open();
    try {
      acknowledged += output.writes;
      await expectKept(store, { round, last: output.last, kept }, `seed ${seed}, round ${round}`);
      const versions = [...output.last.values()].map(({ version }) => Number(version));
      expect(Math.min(...versions, Number.MAX_SAFE_INTEGER)).toBeGreaterThan(versionMax);
      versionMax = Math.max(versionMax, await probeVersion(store), ...versions);
    } finally {
      await store.close();
    }
  }
  console.log(`${acknowledged} acknowledged writes in ${rounds} rounds, none lost`);
  expect(acknowledged).toBeGreaterThan(rounds);
});

async function runAndKill(
  round: number,
  lifeMs: number,
): Promise<{ writes: number; last: ReadonlyMap<number, Acknowledged> }> {
  const file = await openFile(join(root, `output-${round}`), "w+");
  const killed = child.start([path, String(round)], file.fd);
  const output = () => readFile(join(root, `output-${round}`), "utf8");
  try {
    await until("the process to open its store", async () => (await output()).startsWith("open\n"));
    await new Promise((resolve) => setTimeout(resolve, lifeMs));
  } finally {
    killed.kill("SIGKILL");
    await Promise.all([ended(killed), file.close()]);
  }
  const text = await output();
  expect(killed.signalCode, "the process must not end by itself").toBe("SIGKILL");
  return { writes: text.split("\n").length - 2, last: lastOf(text, round) };
}

function lastOf(text: string, round: number): Map<number, Acknowledged> {
  const last = new Map<number, Acknowledged>();
  for (const [, writer, written, count, version] of text.matchAll(/^(\d+) (\d+)\.(\d+) (\d+)\n/gm)) {
    expect(Number(written)).toBe(round);
    last.set(Number(writer), { count: Number(count), version: version ?? "" });
  }
  return last;
}

interface Expected {
  readonly round: number;
  /** By writer: the last write that was acknowledged in this round. */
  readonly last: ReadonlyMap<number, Acknowledged>;
  /** By writer: what was found after the previous round; updated for this one. */
  readonly kept: Map<number, string>;
}

// A writer has one write in flight, so the stored value is that of its last acknowledged write or of the next one; for a
// writer without an acknowledged write in this round it is the previous value or that of its first write.
async function expectKept(store: StateStore, { round, last, kept }: Expected, label: string): Promise<void> {
  for (let writer = 0; writer < 64; writer++) {
    const names = writer % 2 === 0 ? ["one"] : ["left", "middle", "right"];
    const texts = await textsOf(
      store,
      names.map((name) => `app||${writer}/${name}`),
    );
    expect(new Set(texts).size, `${label}: transaction of writer ${writer}`).toBe(1);
    const acknowledged = last.get(writer);
    const [found] = texts;
    const [foundRound = 0, foundCount = 0] = (found ?? "").split(".").map(Number);
    if (acknowledged === undefined) {
      expect([kept.get(writer), `${round}.1`], `${label}: writer ${writer}, previous value`).toContain(found);
    }
    if (found !== undefined) kept.set(writer, found);
    if (acknowledged === undefined) continue;
    expect(foundRound, `${label}: writer ${writer}`).toBe(round);
    expect([acknowledged.count, acknowledged.count + 1], `${label}: writer ${writer}`).toContain(foundCount);
  }
}

async function textsOf(store: StateStore, keys: readonly string[]): Promise<(string | undefined)[]> {
  const results = await store.read(keys, { consistency: "strong", view: "full" }, createCall());
  return results.map((result) => {
    if (result instanceof StoreError) throw result;
    return result && Buffer.from(result.value).toString().trimEnd();
  });
}

async function probeVersion(store: StateStore): Promise<number> {
  const mutation = { type: "add", key: "app||rounds", delta: 1n, initial: 0n } as const;
  const expiry = { type: "none" } as const;
  const transaction = { mutations: [{ ...mutation, expiry, precondition: { type: "none" } as const }] };
  const [results] = await store.commit([transaction], createCall());
  if (results === undefined || results instanceof StoreError) throw results;
  return Number(results[0]?.version);
}

async function open(): Promise<StateStore> {
  const context = { clock: systemClock, random: Math.random, log: () => {}, storeName: "reopened" };
  return embeddedDriver.open(embeddedDriver.compile({ path }), context);
}

// Mulberry32: a small pseudo-random generator with a seed.
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
