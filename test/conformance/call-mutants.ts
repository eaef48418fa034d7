// Stores that break one clause of expiry, scans, calls or errors each; see write-mutants.
import { createCall } from "../../src/model/call.ts";
import { StoreError } from "../../src/model/errors.ts";
import { type Mutation, noExpiry } from "../../src/model/mutation.ts";
import type { StateRecord } from "../../src/model/record.ts";
import { callAt, changingMutations, type Mutant } from "./mutant-changes.ts";

/** Mutants of expiry, scans, calls and errors. */
export const callMutants: readonly Mutant[] = [
  [
    "E1",
    "returns records until a second after they expired",
    (inner) => ({
      read: (keys, options, call) => inner.read(keys, options, callAt(call.clock.now() - 1000)),
    }),
  ],
  [
    "E2",
    "treats keep as none",
    changingMutations((mutation) =>
      "expiry" in mutation && mutation.expiry.type === "keep" ? { ...mutation, expiry: noExpiry } : mutation,
    ),
  ],
  [
    "E3",
    "rejects an expiry in the past",
    (inner) => ({
      commit: async (transactions, call) => {
        const isPast = (mutation: Mutation) =>
          "expiry" in mutation && mutation.expiry.type === "at" && mutation.expiry.time <= call.clock.now();
        if (transactions.some(({ mutations }) => mutations.some(isPast)))
          return transactions.map(() => new StoreError("invalid", "expiry: is in the past"));
        return inner.commit(transactions, call);
      },
    }),
  ],
  [
    "E5",
    "counts a time to live by another clock",
    changingMutations((mutation) =>
      "expiry" in mutation && mutation.expiry.type === "after"
        ? { ...mutation, expiry: { type: "at", time: Date.now() - 60_000 + mutation.expiry.ttlMs } }
        : mutation,
    ),
  ],
  [
    "S1",
    "loses the last record of each full page",
    (inner) => ({
      scan: async (query, call) => {
        const page = await inner.scan(query, call);
        return page.cursor === undefined ? page : { ...page, records: page.records.slice(0, -1) };
      },
    }),
  ],
  [
    "S1",
    "starts a page with the last record of the previous one",
    (inner) => {
      let last: StateRecord[] = [];
      return {
        scan: async (query, call) => {
          const page = await inner.scan(query, call);
          const records = query.cursor === undefined ? page.records : [...last, ...page.records];
          last = page.records.slice(-1);
          return { ...page, records };
        },
      };
    },
  ],
  [
    "S2",
    "sorts by UTF-16",
    (inner) => ({
      scan: async (query, call) => {
        const page = await inner.scan(query, call);
        return { ...page, records: page.records.toSorted((a, b) => (a.key < b.key ? -1 : 1)) };
      },
    }),
  ],
  [
    "S3",
    "returns one record more than the limit",
    (inner) => ({ scan: (query, call) => inner.scan({ ...query, limit: query.limit + 1 }, call) }),
  ],
  ["S4", "returns expired records in scans", (inner) => ({ scan: (query) => inner.scan(query, callAt(0)) })],
  [
    "S5",
    "starts again from the beginning at an unknown cursor",
    (inner) => ({
      scan: (query, call) =>
        inner.scan(query, call).catch(() => inner.scan({ ...query, cursor: undefined }, call)),
    }),
  ],
  [
    "L1",
    "ignores deadline and cancellation",
    (inner) => ({
      commit: (transactions, call) => inner.commit(transactions, createCall({ clock: call.clock })),
    }),
  ],
  [
    "L1",
    "reports an unknown outcome for a write that was not sent",
    (inner) => ({
      commit: (transactions, call) =>
        inner.commit(transactions, call).catch((error: unknown) => {
          throw error instanceof StoreError ? error.with({ outcome: "unknown" }) : error;
        }),
    }),
  ],
  [
    "L2",
    "ignores the caller's deadline",
    (inner) => ({
      read: (keys, options, call) => inner.read(keys, options, createCall({ clock: call.clock })),
    }),
  ],
  [
    "L2",
    "reports a write in flight as not applied",
    (inner) => ({
      commit: (transactions, call) =>
        inner.commit(transactions, call).catch((error: unknown) => {
          throw error instanceof StoreError ? error.with({ outcome: "not-applied" }) : error;
        }),
    }),
  ],
  ["L3", "always replies to a ping", () => ({ ping: async () => {} })],
  ["L4", "serves after close", () => ({ close: async () => {} })],
  [
    "L4",
    "reports unavailable instead of closed after close",
    (inner) => ({
      read: (keys, options, call) =>
        inner.read(keys, options, call).catch(() => {
          throw new StoreError("unavailable", "gone");
        }),
    }),
  ],
  [
    "L5",
    "shows values in messages",
    (inner) => ({
      commit: async (transactions, call) =>
        (await inner.commit(transactions, call)).map((result, index) => {
          const [mutation] = transactions[index]?.mutations ?? [];
          if (!(result instanceof StoreError) || mutation?.type !== "put") return result;
          return new StoreError(result.code, `could not write ${Buffer.from(mutation.value).toString()}`);
        }),
    }),
  ],
];
