// The sweeper of the embedded store removes expired records and idempotency keys
// and nothing else, in bounded steps. The tests look into the tables themselves.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { until } from "../../../test/conformance/fixture.ts";
import { add, at, put, remove, touch } from "../../../test/conformance/mutations.ts";
import { type AdjustableClock, createAdjustableClock } from "../../../test/conformance/subject.ts";
import { createCall } from "../../model/call.ts";
import { StoreError } from "../../model/errors.ts";
import type { Mutation, Transaction } from "../../model/mutation.ts";
import type { DriverEvent } from "../../store/driver.ts";
import type { StateStore } from "../../store/state-store.ts";
import { embeddedDriver, openEmbeddedParts } from "./embedded-driver.ts";
import type { EmbeddedEnvironment, TableName } from "./embedded-environment.ts";
import { EmbeddedStore } from "./embedded-store.ts";
import { encodeExpiryKey } from "./expiry-key.ts";

interface Opened {
  readonly store: StateStore;
  readonly environment: EmbeddedEnvironment;
  readonly clock: AdjustableClock;
  readonly steps: number[];
}

const hourMs = 3_600_000;
let root: string;
let directories = 0;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "pillion-sweeper-"));
});
afterAll(async () => {
  await rm(root, { recursive: true });
});

it("E4 many expired records are removed in bounded steps", async () => {
  const { store, environment, clock, steps } = await open({ sweepKeysMax: 10 });
  const due = at(clock.now() + 1000);
  await apply(
    store,
    clock,
    ...Array.from({ length: 45 }, (_, index) => put(`k${index}`, "x", { expiry: due })),
  );
  clock.advance(1000);
  await until("all to be removed", async () => count(environment, "records") === 0);
  expect(count(environment, "expiry")).toBe(0);
  await until("the last step to be logged", async () => steps.reduce((sum, step) => sum + step, 0) === 45);
  expect(Math.max(...steps)).toBe(10);
  await store.close();
});

it("E4 the index has one entry for each record with an expiry, after any sequence of writes", async () => {
  const { store, environment, clock } = await open();
  const soon = at(clock.now() + hourMs);
  const later = at(clock.now() + 2 * hourMs);
  await apply(store, clock, put("a", "1", { expiry: soon }), put("b", "1", { expiry: soon }), put("c", "1"));
  await apply(
    store,
    clock,
    put("a", "2", { expiry: later }),
    touch("b", later),
    add("c", 1n, { expiry: soon }),
  );
  expect(count(environment, "expiry")).toBe(3);
  await apply(store, clock, put("a", "3"), remove("b"));
  expect(count(environment, "expiry")).toBe(1);
  await store.close();
});

it("an entry that outlived its record does not remove the record that followed it", async () => {
  const { store, environment, clock } = await open();
  await apply(store, clock, put("k", "new", { expiry: at(clock.now() + hourMs) }), put("forever", "x"));
  const entries = ["k", "forever", "never-written"].map((key) => ({
    table: "expiry" as const,
    key: encodeExpiryKey({ time: clock.now() - 1, subject: "record", key }),
    value: Buffer.of(1),
  }));
  await environment.write([...entries, { table: "expiry", key: Buffer.of(0), value: Buffer.of(1) }]);
  await until("stray entries to be removed", async () => count(environment, "expiry") === 1);
  expect(count(environment, "records")).toBe(2);
  await store.close();
});

it("a corrupt record is not removed by the sweep", async () => {
  const { store, environment, clock } = await open();
  await apply(store, clock, put("k", "x", { expiry: at(clock.now() + 1000) }));
  await environment.write([{ table: "records", key: Buffer.from("k"), value: Buffer.from("damaged") }]);
  clock.advance(1000);
  await until("the entry to be removed", async () => count(environment, "expiry") === 0);
  expect(count(environment, "records")).toBe(1);
  await store.close();
});

it("a step that was scheduled when the store was closed does not read the closed file", async () => {
  const { store, environment, clock, steps } = await open({ sweepKeysMax: 1 });
  const due = at(clock.now() + 1000);
  await apply(store, clock, put("a", "x", { expiry: due }), put("b", "x", { expiry: due }));
  const keysFrom = environment.keysFrom.bind(environment);
  let isClosed = false;
  let reads = 0;
  environment.keysFrom = (...args) => {
    if (isClosed) reads += 1;
    return keysFrom(...args);
  };
  clock.advance(1000);
  while (steps.length === 0) await new Promise((resolve) => setImmediate(resolve));
  isClosed = true;
  await store.close();
  await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
  expect(reads).toBe(0);
});

it("C13 idempotency keys are removed after they expire", async () => {
  const { store, environment, clock } = await open();
  const idempotency = { key: "once", fingerprint: "f", expireTime: clock.now() + 1000 };
  const transaction: Transaction = { mutations: [add("n", 1n)], idempotency };
  for (let repeat = 0; repeat < 3; repeat++) await store.commit([transaction], createCall({ clock }));
  expect(count(environment, "idempotency")).toBe(1);
  clock.advance(1000);
  await until("the key to be removed", async () => count(environment, "idempotency") === 0);
  expect(count(environment, "expiry")).toBe(0);
  const [results] = await store.commit([transaction], createCall({ clock }));
  expect(results).toMatchObject([{ value: 2n }]);
  await store.close();
});

it("C13 an idempotency key that is used again after it expired has the new expiry", async () => {
  const { store, environment, clock } = await open({ sweepIntervalMs: hourMs });
  const use = (expireTime: number) => ({
    mutations: [add("n", 1n)],
    idempotency: { key: "once", fingerprint: "f", expireTime },
  });
  await store.commit([use(clock.now() + 1000)], createCall({ clock }));
  clock.advance(1000);
  await store.commit([use(clock.now() + hourMs)], createCall({ clock }));
  const [results] = await store.commit([use(clock.now() + hourMs)], createCall({ clock }));
  expect(results).toMatchObject([{ value: 2n }]);
  expect(count(environment, "expiry")).toBe(1);
  await store.close();
});

it("a damaged idempotency record is corrupt, and nothing is applied", async () => {
  const { store, environment, clock } = await open();
  const idempotency = { key: "once", fingerprint: "f", expireTime: clock.now() + hourMs };
  await store.commit([{ mutations: [add("n", 1n)], idempotency }], createCall({ clock }));
  await environment.write([
    { table: "idempotency", key: Buffer.from("once"), value: Buffer.from("damaged") },
  ]);
  const [result] = await store.commit([{ mutations: [add("n", 1n)], idempotency }], createCall({ clock }));
  expect(result).toMatchObject({ code: "corrupt", outcome: "not-applied" });
  await store.close();
});

function count(environment: EmbeddedEnvironment, table: TableName): number {
  return [...environment.keysFrom(table, Buffer.of(0))].length;
}

async function apply(store: StateStore, clock: AdjustableClock, ...mutations: Mutation[]): Promise<void> {
  const [result] = await store.commit([{ mutations }], createCall({ clock }));
  if (result === undefined || result instanceof StoreError) throw result;
}

async function open(options: Readonly<Record<string, unknown>> = {}): Promise<Opened> {
  directories += 1;
  const path = join(root, `data-${directories}`);
  const compiled = embeddedDriver.compile({ path, sweepIntervalMs: 5, ...options });
  const clock = createAdjustableClock();
  const steps: number[] = [];
  const log = ({ level, detail }: DriverEvent) => {
    if (level === "debug") steps.push(Number(detail?.entries));
  };
  const context = { clock, random: Math.random, log, storeName: "sweeper" };
  const parts = await openEmbeddedParts(compiled, context);
  return { store: new EmbeddedStore(parts, compiled, context), environment: parts.environment, clock, steps };
}
