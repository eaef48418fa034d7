// The observe layer: what a report says, and that listening harms nothing.
import { expect, it } from "vitest";
import { rejection } from "../../test/conformance/fixture.ts";
import { openMemory } from "../../test/conformance/memory-subject.ts";
import { absent, put } from "../../test/conformance/mutations.ts";
import { createCall } from "../model/call.ts";
import { type CallReport, ObserverList, observe } from "./observe.ts";

const call = createCall({ app: "shop" });
const options = { consistency: "strong", view: "full" } as const;

async function heard() {
  const observers = new ObserverList();
  const reports: CallReport[] = [];
  const stop = observers.add((report) => reports.push(report));
  const { store } = await openMemory(observe(observers));
  return { store, reports, observers, stop };
}

it("counts the transactions, mutations and bytes of a commit, and what failed in it", async () => {
  const { store, reports } = await heard();
  await store.commit([{ mutations: [put("a", "12345"), put("b", "12")] }], call);
  await store.commit(
    [
      { mutations: [put("a", "x", { precondition: absent })] },
      { mutations: [put("b", "123", { returnPrevious: true })] },
    ],
    call,
  );
  expect(reports).toMatchObject([
    {
      operation: "commit",
      call,
      error: undefined,
      failures: [],
      transactionCount: 1,
      keyCount: 2,
      writtenBytes: 7,
    },
    {
      failures: [{ code: "already-exists" }],
      transactionCount: 2,
      keyCount: 2,
      writtenBytes: 4,
      readBytes: 2,
    },
  ]);
});

it("counts the keys and bytes of a read and the records of a page", async () => {
  const { store, reports } = await heard();
  await store.commit([{ mutations: [put("a", "12345"), put("b", "12")] }], call);
  await store.read(["a", "missing", "b"], options, call);
  await store.scan({ prefix: "", cursor: undefined, limit: 10, view: "full" }, call);
  await store.ping(call);
  expect(reports.slice(1)).toMatchObject([
    { operation: "read", keyCount: 3, readBytes: 7, writtenBytes: 0, transactionCount: 0 },
    { operation: "scan", keyCount: 2, readBytes: 7 },
    { operation: "ping", keyCount: 0, readBytes: 0 },
  ]);
});

it("tells why a whole call failed, and hands the failure on", async () => {
  const { store, reports } = await heard();
  const gone = createCall({ signal: AbortSignal.abort() });
  const error = await rejection(store.read(["a"], options, gone));
  expect(error.code).toBe("cancelled");
  expect(reports).toMatchObject([{ operation: "read", keyCount: 1, error: { code: "cancelled" } }]);
});

it("measures time by the call's monotonic clock", async () => {
  const { store, reports } = await heard();
  let monotonic = 100;
  const clock = { now: () => 5000, monotonic: () => (monotonic += 7) };
  await store.ping(createCall({ clock }));
  expect(reports).toMatchObject([{ startTime: 5000, durationMs: 7 }]);
});

it("lets no listener that fails harm the call or another listener", async () => {
  const { store, reports, observers } = await heard();
  observers.add(() => {
    throw new Error("the disk of the log is full");
  });
  const stop = observers.add((report) => reports.push(report));
  await expect(store.ping(call)).resolves.toBeUndefined();
  expect(reports).toHaveLength(2);
  stop();
  await store.ping(call);
  expect(reports).toHaveLength(3);
});

it("asks no clock and makes no report while nobody listens", async () => {
  const { store, reports, stop } = await heard();
  stop();
  const clock = {
    now: () => 0,
    monotonic: () => {
      throw new Error("nobody asked for the time");
    },
  };
  await expect(store.ping(createCall({ clock }))).resolves.toBeUndefined();
  expect(reports).toEqual([]);
});
