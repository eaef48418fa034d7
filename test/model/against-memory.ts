// Runs random transactions on a store and on the memory store. Every result and
// every record must be equal, except for versions and times of writing.
// MODEL_SEED repeats a run, MODEL_RUNS sets the number of runs.
import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { expect } from "vitest";
import { memoryDriver } from "../../src/drivers/memory/memory-driver.ts";
import { createCall, systemClock } from "../../src/model/call.ts";
import { StoreError } from "../../src/model/errors.ts";
import type { Mutation, MutationResult, Transaction } from "../../src/model/mutation.ts";
import type { StateRecord } from "../../src/model/record.ts";
import type { StateStore, TransactionResult } from "../../src/store/state-store.ts";

/** The seed of this run; put it into the names of tests. */
export const modelSeed = Number(process.env.MODEL_SEED ?? Math.floor(Math.random() * 2 ** 31));
const names = ["a", "b", "é}", "{c"] as const;
const later = Date.now() + 3_600_000;

// A precondition, or which version it requires: the present one, an earlier one, or one that was never returned.
type Condition = "none" | "absent" | "present" | "current" | "old" | "bogus";
type Step = readonly (readonly [Mutation, Condition])[];

const condition = fc.constantFrom<Condition>("none", "none", "absent", "present", "current", "old", "bogus");
const expiry = fc.oneof(
  fc.constant({ type: "none" } as const),
  fc.constant({ type: "keep" } as const),
  fc.integer({ min: 0, max: 1000 }).map((ms) => ({ type: "at", time: later + ms }) as const),
  fc.constant({ type: "at", time: 1000 } as const),
  fc.constant({ type: "at", time: 1001 } as const),
);
const value = fc.oneof(
  fc
    .constantFrom("", "0", "-1", "9223372036854775807", "-9223372036854775808", "007", "1.5")
    .map((text) => Buffer.from(text)),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map((number) => Buffer.from(String(number))),
  fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)),
);
const int64 = fc.oneof(
  fc.bigInt({ min: -3n, max: 3n }),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
);
const key = fc.constantFrom(...names);
const returnPrevious = fc.boolean();
// Replaced by the condition of the step.
const precondition = fc.constant({ type: "present" } as const);
const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.record({
    type: fc.constant("put" as const),
    key,
    value,
    contentType: fc.constantFrom("", "text/plain", "a b\nc é"),
    kind: fc.constantFrom("persistent" as const, "ephemeral" as const, "cached" as const),
    expiry,
    precondition,
    returnPrevious,
  }),
  fc.record({ type: fc.constant("remove" as const), key, precondition, returnPrevious }),
  fc.record({ type: fc.constant("add" as const), key, delta: int64, initial: int64, expiry, precondition }),
  fc.record({ type: fc.constant("touch" as const), key, expiry, precondition }),
  fc.record({ type: fc.constant("check" as const), key, precondition }),
);
const transaction: fc.Arbitrary<Step> = fc.uniqueArray(fc.tuple(mutation, condition), {
  minLength: 1,
  maxLength: 4,
  selector: ([{ key: name }]) => name,
});

// What drivers do in one statement: without this weight it is rare that one such mutation meets what another has left.
const single: fc.Arbitrary<Step> = fc
  .tuple(
    mutation.map((one) => ("returnPrevious" in one ? { ...one, returnPrevious: false } : one)),
    fc.oneof({ weight: 3, arbitrary: fc.constant<Condition>("none") }, { weight: 1, arbitrary: condition }),
  )
  .map((one) => [one]);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 2, arbitrary: single },
  { weight: 1, arbitrary: transaction },
);

const call = () => createCall({ deadline: systemClock.monotonic() + 10_000 });

/** One of the two stores, with the versions that it has returned. */
class Side {
  readonly store: StateStore;
  readonly #root: string;
  readonly #versions = new Map<string, string[]>();

  constructor(store: StateStore, root: string) {
    this.store = store;
    this.#root = root;
  }

  async apply(steps: Step): Promise<TransactionResult> {
    const transaction: Transaction = { mutations: steps.map(([one, how]) => this.#own(one, how)) };
    const [result = []] = await this.store.commit([transaction], call());
    if (result instanceof StoreError) return result;
    result.forEach(({ version }, index) => {
      const name = steps[index]?.[0].key ?? "";
      if (version !== undefined) this.#versions.set(name, [version, ...(this.#versions.get(name) ?? [])]);
    });
    return result;
  }

  async records(): Promise<readonly (StateRecord | StoreError | undefined)[]> {
    const keys = names.map((name) => this.#root + name);
    return this.store.read(keys, { consistency: "strong", view: "full" }, call());
  }

  #own(one: Mutation, how: Condition): Mutation {
    const returned = [...new Set(this.#versions.get(one.key) ?? [])];
    const version = how === "current" ? returned[0] : how === "old" ? returned[1] : undefined;
    const isNamed = how === "none" || how === "absent" || how === "present";
    // Also combinations that the types exclude: both stores must treat them alike.
    return {
      ...one,
      key: this.#root + one.key,
      precondition: isNamed ? { type: how } : { type: "version", version: version ?? "bogus" },
    } as Mutation;
  }
}

function comparableRecord(record: StateRecord | StoreError | undefined): unknown {
  if (record === undefined || record instanceof StoreError) return record?.code;
  const { value: bytes, contentType, kind, expireTime } = record;
  return { bytes: Buffer.from(bytes).toString("hex"), contentType, kind, expireTime };
}

function comparableResult({ found, version, expireTime, value: sum, previous }: MutationResult): unknown {
  return { found, has: version !== undefined, expireTime, sum, previous: comparableRecord(previous) };
}

function comparable(result: TransactionResult): unknown {
  if (!(result instanceof StoreError)) return result.map(comparableResult);
  const { code, mutationIndex, outcome, violations } = result;
  return { code, mutationIndex, outcome, paths: violations.map(({ path }) => path) };
}

/** Opens the store that others are compared with. */
export function openMemory(): Promise<StateStore> {
  const context = { clock: systemClock, random: Math.random, log: () => {}, storeName: "memory" };
  return memoryDriver.open(memoryDriver.compile({}), context);
}

/** Compares a store with the memory store, by default in `runs` sequences of transactions. */
export async function expectAgreement(store: StateStore, memory: StateStore, runs: number): Promise<void> {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 30, size: "max" }), async (steps) => {
      const root = `model${randomUUID()}||`;
      const subject = new Side(store, root);
      const reference = new Side(memory, root);
      for (const one of steps) {
        const [actual, expected] = [await subject.apply(one), await reference.apply(one)];
        expect(comparable(actual)).toEqual(comparable(expected));
        expect((await subject.records()).map(comparableRecord)).toEqual(
          (await reference.records()).map(comparableRecord),
        );
      }
    }),
    { seed: modelSeed, numRuns: Number(process.env.MODEL_RUNS ?? runs) },
  );
}
