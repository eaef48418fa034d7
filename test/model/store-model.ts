// The simplest program that behaves as a store must: a map, one mutation after
// another, no bounds, and no code of the engine. It cannot predict versions: it marks
// where a new one is expected, and the test fills in the version that the store returned.
import type { ErrorCode } from "../../src/model/errors.ts";
import type { Expiry, Mutation, Precondition, Transaction } from "../../src/model/mutation.ts";

/** A record of the model. Its version is undefined until the store has returned it. */
export interface ModelRecord {
  text: string;
  contentType: string;
  kind: string;
  version: string | undefined;
  createTime: number;
  updateTime: number;
  expireTime: number | undefined;
}

/** The expected result of one mutation. */
export interface ExpectedResult {
  readonly key: string;
  readonly found: boolean;
  readonly expireTime: number | undefined;
  readonly value: bigint | undefined;
  readonly previous: ModelRecord | undefined;
  /** The record whose version the result contains: a new version if it is not known yet. */
  readonly record: ModelRecord | undefined;
}

/** The expected outcome of one transaction: its results, or its error. */
export type ExpectedOutcome =
  | readonly ExpectedResult[]
  | { readonly code: ErrorCode; readonly mutationIndex: number | undefined };

const int64Max = 2n ** 63n - 1n;

/** The model of a store. */
export class StoreModel {
  now: number;
  readonly #records = new Map<string, ModelRecord>();
  readonly #remembered = new Map<
    string,
    { fingerprint: string; expireTime: number; results: readonly ExpectedResult[] }
  >();

  constructor(now: number) {
    this.now = now;
  }

  /** The record of a key; undefined if there is none or it has expired. */
  get(key: string): ModelRecord | undefined {
    const record = this.#records.get(key);
    return record?.expireTime !== undefined && record.expireTime <= this.now ? undefined : record;
  }

  /** Every existing key with this prefix, in the order of UTF-8 bytes. */
  keys(prefix: string): string[] {
    const keys = [...this.#records.keys()].filter((key) => key.startsWith(prefix) && this.get(key));
    return keys.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  }

  /** Applies a transaction and returns its expected outcome. Its keys are distinct. */
  apply({ mutations, idempotency }: Transaction): ExpectedOutcome {
    const known = idempotency && this.#remembered.get(idempotency.key);
    if (idempotency && known && known.expireTime > this.now) {
      if (known.fingerprint === idempotency.fingerprint) return known.results;
      return { code: "invalid", mutationIndex: undefined };
    }
    const failure = this.#firstFailure(mutations);
    if (failure !== undefined) return failure;
    const results = mutations.map((mutation) => this.#do(mutation));
    if (idempotency) this.#remembered.set(idempotency.key, { ...idempotency, results });
    return results;
  }

  #firstFailure(mutations: readonly Mutation[]): ExpectedOutcome | undefined {
    for (const [mutationIndex, mutation] of mutations.entries()) {
      const present = this.get(mutation.key);
      const code =
        preconditionFailure(mutation.precondition, present) ??
        (mutation.type === "add" ? this.#sum(mutation) : undefined);
      if (typeof code === "string") return { code, mutationIndex };
    }
    return undefined;
  }

  #sum({ key, delta, initial }: Mutation & { type: "add" }): bigint | ErrorCode {
    const text = this.get(key)?.text;
    const before = text === undefined ? initial : /^(0|-?[1-9]\d*)$/.test(text) ? BigInt(text) : undefined;
    if (before === undefined || before > int64Max || before < -int64Max - 1n) return "wrong-type";
    const sum = before + delta;
    return sum > int64Max || sum < -int64Max - 1n ? "invalid" : sum;
  }

  #do(mutation: Mutation): ExpectedResult {
    const before = this.get(mutation.key);
    const previous =
      "returnPrevious" in mutation && mutation.returnPrevious && before ? { ...before } : undefined;
    const common = { key: mutation.key, found: before !== undefined, previous, value: undefined };
    switch (mutation.type) {
      case "check":
        return { ...common, expireTime: before?.expireTime, record: before };
      case "remove":
        this.#records.delete(mutation.key);
        return { ...common, expireTime: undefined, record: undefined };
      case "touch":
        if (before !== undefined) before.expireTime = until(mutation.expiry, before, this.now);
        return { ...common, expireTime: before?.expireTime, record: before };
      case "put":
      case "add": {
        const value = mutation.type === "add" ? this.#sum(mutation) : undefined;
        const record = this.#written(mutation, before, value);
        this.#records.set(mutation.key, record);
        return {
          ...common,
          value: typeof value === "bigint" ? value : undefined,
          expireTime: record.expireTime,
          record,
        };
      }
    }
  }

  #written(
    mutation: Mutation & { type: "put" | "add" },
    before: ModelRecord | undefined,
    sum: bigint | ErrorCode | undefined,
  ): ModelRecord {
    const isPut = mutation.type === "put";
    return {
      text: isPut ? Buffer.from(mutation.value).toString("latin1") : String(sum),
      contentType: isPut ? mutation.contentType : (before?.contentType ?? ""),
      kind: isPut ? mutation.kind : (before?.kind ?? "persistent"),
      version: undefined,
      createTime: before?.createTime ?? this.now,
      updateTime: this.now,
      expireTime: until(mutation.expiry, before, this.now),
    };
  }
}

function until(expiry: Expiry, before: ModelRecord | undefined, now: number): number | undefined {
  if (expiry.type === "keep") return before?.expireTime;
  if (expiry.type === "after") return now + expiry.ttlMs;
  return expiry.type === "at" ? expiry.time : undefined;
}

function preconditionFailure(
  precondition: Precondition,
  present: ModelRecord | undefined,
): ErrorCode | undefined {
  if (precondition.type === "absent" && present !== undefined) return "already-exists";
  if (precondition.type === "present" && present === undefined) return "missing";
  if (precondition.type === "version" && present?.version !== precondition.version) return "conflict";
  return undefined;
}
