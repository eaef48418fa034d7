// Stores that break one clause each; `mutants.test.ts` checks that some test of that
// clause fails on each. A new clause needs a mutant. (R3, C14 and E4 have none, because
// they need more than a wrapper around memory.)
import { StoreError } from "../../src/model/errors.ts";
import { type Mutation, noExpiry } from "../../src/model/mutation.ts";
import type { StateRecord } from "../../src/model/record.ts";
import type { TransactionResult } from "../../src/store/state-store.ts";
import {
  callAt,
  changingErrors,
  changingKeys,
  changingMutations,
  changingRecords,
  changingResults,
  changingTransactions,
  type Mutant,
} from "./mutant-changes.ts";

const cut = (key: string) => (key.length > 500 ? key.slice(0, 500) : key);

/** Mutants of keys, values, reads and commits. */
export const writeMutants: readonly Mutant[] = [
  ["K1", "ignores the case of keys", changingKeys((key) => key.toLowerCase())],
  ["K1", "normalizes keys", changingKeys((key) => key.normalize("NFC"))],
  ["K1", "trims trailing spaces of keys", changingKeys((key) => key.trimEnd())],
  ["K2", "truncates long keys", changingKeys(cut)],
  ["K3", "stores % in keys as an underscore", changingKeys((key) => key.replaceAll("%", "_"))],
  [
    "V1",
    "stores values as text",
    changingRecords((record) => ({ ...record, value: Buffer.from(Buffer.from(record.value).toString()) })),
  ],
  [
    "V1",
    "truncates values to 1 MiB",
    changingRecords((record) => ({ ...record, value: record.value.subarray(0, 2 ** 20) })),
  ],
  [
    "V2",
    "stores times in whole seconds",
    changingMutations((mutation) =>
      "expiry" in mutation && mutation.expiry.type === "at"
        ? { ...mutation, expiry: { type: "at", time: Math.floor(mutation.expiry.time / 1000) * 1000 } }
        : mutation,
    ),
  ],
  ["V2", "loses the content type", changingRecords((record) => ({ ...record, contentType: "" }))],
  [
    "V3",
    "treats an empty value as a missing record",
    changingRecords((record) => (record.value.length === 0 ? undefined : record)),
  ],
  [
    "R1",
    "returns one result for repeated keys",
    (inner) => ({ read: (keys, options, call) => inner.read([...new Set(keys)], options, call) }),
  ],
  [
    "R2",
    "returns expired records",
    (inner) => ({ read: (keys, options) => inner.read(keys, options, callAt(0)) }),
  ],
  [
    "R4",
    "returns the record of an earlier read",
    (inner) => {
      const seen = new Map<string, StateRecord>();
      return changingRecords((record) => {
        const before = seen.get(record.key);
        seen.set(record.key, record);
        return before ?? record;
      })(inner);
    },
  ],
  [
    "R5",
    "returns values in every view",
    (inner) => ({ read: (keys, options, call) => inner.read(keys, { ...options, view: "full" }, call) }),
  ],
  [
    "C1",
    "stops at the first transaction that fails",
    (inner) => ({
      commit: async (transactions, call) => {
        const results = await inner.commit(transactions, call);
        const end = results.findIndex((result) => result instanceof StoreError);
        return end < 0 ? results : results.slice(0, end + 1);
      },
    }),
  ],
  [
    "C2",
    "applies the mutations of a transaction one by one",
    (inner) => ({
      commit: async (transactions, call) => {
        const results: TransactionResult[] = [];
        for (const transaction of transactions) {
          const single = await inner.commit(
            transaction.mutations.map((mutation) => ({ mutations: [mutation] })),
            call,
          );
          const failed = single.findIndex((result) => result instanceof StoreError);
          const error = single[failed];
          if (error instanceof StoreError) results.push(error.with({ mutationIndex: failed }));
          else results.push(single.flatMap((result) => (result instanceof StoreError ? [] : result)));
        }
        return results;
      },
    }),
  ],
  ["C3", "reports no mutation index", changingErrors((error) => new StoreError(error.code, error.message))],
  [
    "C4",
    "accepts any version for a missing key",
    (inner) => ({
      commit: async (transactions, call) => {
        const keys = transactions.flatMap(({ mutations: [first] }) => first?.key ?? []);
        const before = await inner.read(keys, { consistency: "strong", view: "keys" }, call);
        const results = await inner.commit(transactions, call);
        return results.map((result, index) =>
          result instanceof StoreError && result.code === "conflict" && before[index] === undefined
            ? [{ found: false, version: "1", expireTime: undefined }]
            : result,
        );
      },
    }),
  ],
  [
    "C4",
    "reports every failed precondition as a conflict",
    changingErrors(
      (error) => new StoreError("conflict", error.message, { mutationIndex: error.mutationIndex }),
    ),
  ],
  [
    "C5",
    "restarts versions at one after each removal",
    (inner) => {
      let counter = 0;
      return changingResults((result) => {
        counter = result.version === undefined ? 0 : counter + 1;
        return { ...result, version: result.version && String(counter) };
      })(inner);
    },
  ],
  [
    "C6",
    "changes the create time at every write",
    changingRecords((record) => ({ ...record, createTime: record.updateTime })),
  ],
  [
    "C6",
    "keeps the expiry at a put without one",
    changingMutations((mutation) =>
      mutation.type === "put" && mutation.expiry.type === "none"
        ? { ...mutation, expiry: { type: "keep" } }
        : mutation,
    ),
  ],
  [
    "C7",
    "reports every removed key as found",
    changingResults((result) => (result.version === undefined ? { ...result, found: true } : result)),
  ],
  [
    "C8",
    "ignores the initial value of a counter",
    changingMutations((mutation) => (mutation.type === "add" ? { ...mutation, initial: 0n } : mutation)),
  ],
  [
    "C8",
    "reports a value that is not a counter as invalid",
    changingErrors((error) =>
      error.code === "wrong-type"
        ? new StoreError("invalid", error.message, { mutationIndex: error.mutationIndex })
        : error,
    ),
  ],
  ["C9", "reports every touched key as found", changingResults((result) => ({ ...result, found: true }))],
  [
    "C10",
    "creates a record at a check",
    (inner) => ({
      commit: async (transactions, call) => {
        const results = await inner.commit(transactions, call);
        const checked = transactions.flatMap(({ mutations }) =>
          mutations.filter(({ type }) => type === "check"),
        );
        for (const { key } of checked)
          await inner.commit(
            [
              {
                mutations: [
                  {
                    type: "add",
                    key: `${key}`,
                    delta: 0n,
                    initial: 0n,
                    expiry: noExpiry,
                    precondition: { type: "absent" },
                  },
                ],
              },
            ],
            call,
          );
        return results;
      },
    }),
  ],
  [
    "C11",
    "returns the previous record with the new version",
    changingResults((result) =>
      result.previous
        ? { ...result, previous: { ...result.previous, version: result.version ?? "" } }
        : result,
    ),
  ],
  [
    "C12",
    "applies the last of two mutations of one key",
    changingTransactions((transaction) => ({
      ...transaction,
      mutations: [...new Map(transaction.mutations.map((mutation) => [mutation.key, mutation])).values()],
    })),
  ],
  [
    "C12",
    "applies transactions in the opposite order",
    (inner) => ({
      commit: async (transactions, call) =>
        (await inner.commit(transactions.toReversed(), call)).toReversed(),
    }),
  ],
  ["C13", "ignores idempotency keys", changingTransactions(({ mutations }) => ({ mutations }))],
  [
    "C13",
    "ignores fingerprints",
    changingTransactions((transaction) =>
      transaction.idempotency
        ? { ...transaction, idempotency: { ...transaction.idempotency, fingerprint: "same" } }
        : transaction,
    ),
  ],
  [
    "C15",
    "checks preconditions before it writes, in two steps",
    (inner) => ({
      commit: async (transactions, call) => {
        const checks = transactions.map(({ mutations }) => ({
          mutations: mutations.map(
            ({ key, precondition }) => ({ type: "check", key, precondition }) as Mutation,
          ),
        }));
        const checked = await inner.commit(checks, call);
        await new Promise((resolve) => setImmediate(resolve));
        const blind = transactions.map(({ mutations }) => ({
          mutations: mutations.map(
            (mutation) => ({ ...mutation, precondition: { type: "none" } }) as Mutation,
          ),
        }));
        const failed = checked.find((result) => result instanceof StoreError);
        return failed instanceof StoreError ? [failed] : inner.commit(blind, call);
      },
    }),
  ],
  [
    "C16",
    "rejects a put with a first-write mark if the record exists",
    changingMutations((mutation) =>
      mutation.type === "put" && mutation.hints?.firstWrite === true && mutation.precondition.type === "none"
        ? { ...mutation, precondition: { type: "absent" } }
        : mutation,
    ),
  ],
  [
    "C16",
    "stores JSON as a JSON string",
    changingMutations((mutation) =>
      mutation.type === "put" && mutation.hints?.asJson === true
        ? { ...mutation, value: Buffer.from(JSON.stringify(Buffer.from(mutation.value).toString())) }
        : mutation,
    ),
  ],
];
