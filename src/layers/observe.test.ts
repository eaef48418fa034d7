// The observe layer: what a report contains, and that an observer cannot affect a call.
import { expect, it } from "vitest";
import { rejection } from "../../test/conformance/fixture.ts";
import { openMemory } from "../../test/conformance/memory-subject.ts";
import { absent, put } from "../../test/conformance/mutations.ts";
import { createCall } from "../model/call.ts";
import { type CallReport, observe } from "./observe.ts";

const call = createCall({ app: "shop" });
const options = { consistency: "strong", view: "full" } as const;

async function observed() {
  const reports: CallReport[] = [];
  const { store } = await openMemory(observe((report) => reports.push(report)));
  return { store, reports };
}

it("reports each operation once, with the transactions that failed in it", async () => {
  const { store, reports } = await observed();
  await store.commit([{ mutations: [put("a", "12345"), put("b", "12")] }], call);
  await store.commit(
    [{ mutations: [put("a", "x", { precondition: absent })] }, { mutations: [put("b", "123")] }],
    call,
  );
  await store.read(["a", "missing", "b"], options, call);
  await store.scan({ prefix: "", cursor: undefined, limit: 10, view: "full" }, call);
  await store.ping(call);
  expect(reports).toMatchObject([
    { operation: "commit", error: undefined, failures: [] },
    { operation: "commit", error: undefined, failures: [{ code: "already-exists" }] },
    { operation: "read", failures: [] },
    { operation: "scan", failures: [] },
    { operation: "ping", failures: [] },
  ]);
});

it("reports why a whole call failed, and passes the error on", async () => {
  const { store, reports } = await observed();
  const cancelled = createCall({ signal: AbortSignal.abort() });
  const error = await rejection(store.read(["a"], options, cancelled));
  expect(error.code).toBe("cancelled");
  expect(reports).toMatchObject([{ operation: "read", error: { code: "cancelled" }, failures: [] }]);
});

it("measures time by the call's monotonic clock", async () => {
  const { store, reports } = await observed();
  let monotonic = 100;
  const clock = { now: () => 5000, monotonic: () => (monotonic += 7) };
  await store.ping(createCall({ clock }));
  expect(reports).toMatchObject([{ durationMs: 7 }]);
});

it("an observer that throws does not affect the call", async () => {
  const { store } = await openMemory(
    observe(() => {
      throw new Error("the disk of the log is full");
    }),
  );
  await expect(store.ping(call)).resolves.toBeUndefined();
  const cancelled = createCall({ signal: AbortSignal.abort() });
  expect((await rejection(store.ping(cancelled))).code).toBe("cancelled");
});
