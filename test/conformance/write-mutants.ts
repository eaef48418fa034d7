// Stores that break one clause each; `mutants.test.ts` checks that some test of that
// clause fails on each. A new clause needs a mutant. (R3, C14 and E4 have none, because
// they need more than a wrapper around memory.)
import { StoreError } from "../../src/model/errors.ts";
import { type Mutation, noExpiry } from "../../src/model/mutation.ts";
import type { StateRecord } from "../../src/model/record.ts";
import {
  batching,
  callAt,
  failing,
  keying,
  type Mutant,
  mutating,
  reading,
  resulting,
} from "./mutant-changes.ts";

const cut = (key: string) => (key.length > 500 ? key.slice(0, 500) : key);

/** Mutants of keys, values, reads and commits. */
export const writeMutants: readonly Mutant[] = [
  ["K1", "takes upper and lower case for one", keying((key) => key.toLowerCase())],
  ["K1", "brings keys to one normal form", keying((key) => key.normalize("NFC"))],
  ["K1", "cuts trailing space", keying((key) => key.trimEnd())],
  ["K2", "cuts long keys", keying(cut)],
  ["K3", "takes an underscore for any character", keying((key) => key.replaceAll("%", "_"))],
  [
    "V1",
    "keeps values as text",
    reading((record) => ({ ...record, value: Buffer.from(Buffer.from(record.value).toString()) })),
  ],
  [
    "V1",
    "cuts values at one MiB",
    reading((record) => ({ ...record, value: record.value.subarray(0, 2 ** 20) })),
  ],
  [
    "V2",
    "keeps times to the second",
    mutating((mutation) =>
      "expiry" in mutation && mutation.expiry.type === "at"
        ? { ...mutation, expiry: { type: "at", time: Math.floor(mutation.expiry.time / 1000) * 1000 } }
        : mutation,
    ),
  ],
  ["V2", "loses the content type", reading((record) => ({ ...record, contentType: "" }))],
  [
    "V3",
    "takes an empty value for none",
    reading((record) => (record.value.length === 0 ? undefined : record)),
  ],
  [
    "R1",
    "answers a key once",
    (inner) => ({ read: (keys, options, call) => inner.read([...new Set(keys)], options, call) }),
  ],
  [
    "R2",
    "answers due records",
    (inner) => ({ read: (keys, options) => inner.read(keys, options, callAt(0)) }),
  ],
  [
    "R4",
    "answers reads from what it read before",
    (inner) => {
      const seen = new Map<string, StateRecord>();
      return reading((record) => {
        const before = seen.get(record.key);
        seen.set(record.key, record);
        return before ?? record;
      })(inner);
    },
  ],
  [
    "R5",
    "answers values in every view",
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
        const answers = [];
        for (const transaction of transactions) {
          const single = await inner.commit(
            transaction.mutations.map((mutation) => ({ mutations: [mutation] })),
            call,
          );
          const failed = single.findIndex((result) => result instanceof StoreError);
          const error = single[failed];
          if (error instanceof StoreError) answers.push(error.with({ mutationIndex: failed }));
          else answers.push(single.flatMap((result) => (result instanceof StoreError ? [] : result)));
        }
        return answers;
      },
    }),
  ],
  ["C3", "names no mutation", failing((error) => new StoreError(error.code, error.message))],
  [
    "C4",
    "takes a version of a missing key for a match",
    (inner) => ({
      commit: async (transactions, call) => {
        const results = await inner.commit(transactions, call);
        return results.map((result) =>
          result instanceof StoreError &&
          result.message.includes("does not exist") &&
          result.code === "conflict"
            ? [{ found: false, version: "1", expireTime: undefined }]
            : result,
        );
      },
    }),
  ],
  [
    "C4",
    "calls every refusal a conflict",
    failing((error) => new StoreError("conflict", error.message, { mutationIndex: error.mutationIndex })),
  ],
  [
    "C5",
    "counts versions from one after each removal",
    (inner) => {
      let counter = 0;
      return resulting((result) => {
        counter = result.version === undefined ? 0 : counter + 1;
        return { ...result, version: result.version && String(counter) };
      })(inner);
    },
  ],
  ["C6", "moves the create time", reading((record) => ({ ...record, createTime: record.updateTime }))],
  [
    "C6",
    "keeps the expiry at a put",
    mutating((mutation) =>
      mutation.type === "put" && mutation.expiry.type === "none"
        ? { ...mutation, expiry: { type: "keep" } }
        : mutation,
    ),
  ],
  [
    "C7",
    "says that every removed key was there",
    resulting((result) => (result.version === undefined ? { ...result, found: true } : result)),
  ],
  [
    "C8",
    "starts every counter from nothing",
    mutating((mutation) => (mutation.type === "add" ? { ...mutation, initial: 0n } : mutation)),
  ],
  [
    "C8",
    "calls a text that is no counter invalid",
    failing((error) =>
      error.code === "wrong-type"
        ? new StoreError("invalid", error.message, { mutationIndex: error.mutationIndex })
        : error,
    ),
  ],
  ["C9", "says that every touched key was there", resulting((result) => ({ ...result, found: true }))],
  [
    "C10",
    "writes at a check",
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
    "gives the record before as it is now",
    resulting((result) =>
      result.previous
        ? { ...result, previous: { ...result.previous, version: result.version ?? "" } }
        : result,
    ),
  ],
  [
    "C12",
    "applies the last of two mutations of one key",
    batching((transaction) => ({
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
  ["C13", "remembers nothing", batching(({ mutations }) => ({ mutations }))],
  [
    "C13",
    "looks at no fingerprint",
    batching((transaction) =>
      transaction.idempotency
        ? { ...transaction, idempotency: { ...transaction.idempotency, fingerprint: "same" } }
        : transaction,
    ),
  ],
  [
    "C15",
    "looks first and writes afterwards",
    (inner) => ({
      commit: async (transactions, call) => {
        const looks = transactions.map(({ mutations }) => ({
          mutations: mutations.map(
            ({ key, precondition }): Mutation => ({ type: "check", key, precondition }),
          ),
        }));
        const judged = await inner.commit(looks, call);
        await new Promise((resolve) => setImmediate(resolve));
        const blind = transactions.map(({ mutations }) => ({
          mutations: mutations.map((mutation): Mutation => ({ ...mutation, precondition: { type: "none" } })),
        }));
        const failed = judged.find((result) => result instanceof StoreError);
        return failed instanceof StoreError ? [failed] : inner.commit(blind, call);
      },
    }),
  ],
  [
    "C16",
    "creates only what asks for a first-write mark",
    mutating((mutation) =>
      mutation.type === "put" && mutation.hints?.firstWrite === true && mutation.precondition.type === "none"
        ? { ...mutation, precondition: { type: "absent" } }
        : mutation,
    ),
  ],
  [
    "C16",
    "keeps JSON as a text of JSON",
    mutating((mutation) =>
      mutation.type === "put" && mutation.hints?.asJson === true
        ? { ...mutation, value: Buffer.from(JSON.stringify(Buffer.from(mutation.value).toString())) }
        : mutation,
    ),
  ],
];
