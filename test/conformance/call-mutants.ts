// Stores that break one clause of expiry, scans, calls or errors each; see write-mutants.
import { createCall } from "../../src/model/call.ts";
import { StoreError } from "../../src/model/errors.ts";
import { type Mutation, noExpiry } from "../../src/model/mutation.ts";
import type { StateRecord } from "../../src/model/record.ts";
import { callAt, type Mutant, mutating } from "./mutant-changes.ts";

/** Mutants of expiry, scans, calls and errors. */
export const callMutants: readonly Mutant[] = [
  [
    "E1",
    "hides due records a second late",
    (inner) => ({
      read: (keys, options, call) => inner.read(keys, options, callAt(call.clock.now() - 1000)),
    }),
  ],
  [
    "E2",
    "takes keep for none",
    mutating((mutation) =>
      "expiry" in mutation && mutation.expiry.type === "keep" ? { ...mutation, expiry: noExpiry } : mutation,
    ),
  ],
  [
    "E3",
    "refuses an expiry in the past",
    (inner) => ({
      commit: async (transactions, call) => {
        const isPast = (mutation: Mutation) =>
          "expiry" in mutation && mutation.expiry.type === "at" && mutation.expiry.time <= call.clock.now();
        if (transactions.some(({ mutations }) => mutations.some(isPast)))
          return transactions.map(() => new StoreError("invalid", "expiry: is past"));
        return inner.commit(transactions, call);
      },
    }),
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
    "begins a page with the last record of the one before",
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
    "gives one record more than asked",
    (inner) => ({ scan: (query, call) => inner.scan({ ...query, limit: query.limit + 1 }, call) }),
  ],
  ["S4", "walks over due records", (inner) => ({ scan: (query) => inner.scan(query, callAt(0)) })],
  [
    "S5",
    "begins anew at a cursor that it does not know",
    (inner) => ({
      scan: (query, call) =>
        inner.scan(query, call).catch(() => inner.scan({ ...query, cursor: undefined }, call)),
    }),
  ],
  [
    "L1",
    "looks at no deadline and no signal",
    (inner) => ({
      commit: (transactions, call) => inner.commit(transactions, createCall({ clock: call.clock })),
    }),
  ],
  [
    "L1",
    "is not sure of a write that never left",
    (inner) => ({
      commit: (transactions, call) =>
        inner.commit(transactions, call).catch((error: unknown) => {
          throw error instanceof StoreError ? error.with({ outcome: "unknown" }) : error;
        }),
    }),
  ],
  [
    "L2",
    "takes no notice of the caller's deadline",
    (inner) => ({
      read: (keys, options, call) => inner.read(keys, options, createCall({ clock: call.clock })),
    }),
  ],
  [
    "L2",
    "is sure that a write which had left was not applied",
    (inner) => ({
      commit: (transactions, call) =>
        inner.commit(transactions, call).catch((error: unknown) => {
          throw error instanceof StoreError ? error.with({ outcome: "not-applied" }) : error;
        }),
    }),
  ],
  ["L3", "always answers a ping", () => ({ ping: async () => {} })],
  ["L4", "serves after close", () => ({ close: async () => {} })],
  [
    "L4",
    "calls itself unavailable after close",
    (inner) => ({
      read: (keys, options, call) =>
        inner.read(keys, options, call).catch(() => {
          throw new StoreError("unavailable", "gone");
        }),
    }),
  ],
  [
    "L5",
    "tells values",
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
