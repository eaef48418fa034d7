// The least program that does what a store promises: a map, one mutation after
// another, no bounds, no sharing with the engine's own code. Versions it cannot
// know; it says where a new one is due and is told afterwards what it was.
import type { ErrorCode } from "../../src/model/errors.ts";
import type { Expiry, Mutation, Precondition, Transaction } from "../../src/model/mutation.ts";

/** A record as the model knows it. Its version is undefined until it is learned. */
export interface ModelRecord {
  text: string;
  contentType: string;
  kind: string;
  version: string | undefined;
  createTime: number;
  updateTime: number;
  expireTime: number | undefined;
}

/** What the model says one mutation answers. */
export interface Foretold {
  readonly key: string;
  readonly found: boolean;
  readonly expireTime: number | undefined;
  readonly value: bigint | undefined;
  readonly previous: ModelRecord | undefined;
  /** The record whose version the answer tells: a new one if it is not known yet. */
  readonly record: ModelRecord | undefined;
}

/** What the model says one transaction answers. */
export type Prophecy =
  | readonly Foretold[]
  | { readonly code: ErrorCode; readonly mutationIndex: number | undefined };

const int64Max = 2n ** 63n - 1n;

/** The whole store. */
export class StoreModel {
  now: number;
  readonly #records = new Map<string, ModelRecord>();
  readonly #remembered = new Map<
    string,
    { fingerprint: string; expireTime: number; answer: readonly Foretold[] }
  >();

  constructor(now: number) {
    this.now = now;
  }

  /** What is there under a key. */
  get(key: string): ModelRecord | undefined {
    const record = this.#records.get(key);
    return record?.expireTime !== undefined && record.expireTime <= this.now ? undefined : record;
  }

  /** Every key that is there and begins so, in the order of UTF-8 bytes. */
  keys(prefix: string): string[] {
    const there = [...this.#records.keys()].filter((key) => key.startsWith(prefix) && this.get(key));
    return there.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  }

  /** Applies a transaction and foretells its answer. */
  apply({ mutations, idempotency }: Transaction): Prophecy {
    const known = idempotency && this.#remembered.get(idempotency.key);
    if (idempotency && known && known.expireTime > this.now) {
      if (known.fingerprint === idempotency.fingerprint) return known.answer;
      return { code: "invalid", mutationIndex: undefined };
    }
    const repeated = mutations.findIndex(
      (one, index) => mutations.findIndex((other) => other.key === one.key) < index,
    );
    if (repeated >= 0) return { code: "invalid", mutationIndex: repeated };
    const refused = this.#firstRefusal(mutations);
    if (refused !== undefined) return refused;
    const answer = mutations.map((mutation) => this.#do(mutation));
    if (idempotency) this.#remembered.set(idempotency.key, { ...idempotency, answer });
    return answer;
  }

  #firstRefusal(mutations: readonly Mutation[]): Prophecy | undefined {
    for (const [mutationIndex, mutation] of mutations.entries()) {
      const there = this.get(mutation.key);
      const code =
        refusal(mutation.precondition, there) ?? (mutation.type === "add" ? this.#sum(mutation) : undefined);
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

  #do(mutation: Mutation): Foretold {
    const before = this.get(mutation.key);
    const previous =
      "returnPrevious" in mutation && mutation.returnPrevious && before ? { ...before } : undefined;
    const said = { key: mutation.key, found: before !== undefined, previous, value: undefined };
    switch (mutation.type) {
      case "check":
        return { ...said, expireTime: before?.expireTime, record: before };
      case "remove":
        this.#records.delete(mutation.key);
        return { ...said, expireTime: undefined, record: undefined };
      case "touch":
        if (before !== undefined) before.expireTime = until(mutation.expiry, before);
        return { ...said, expireTime: before?.expireTime, record: before };
      case "put":
      case "add": {
        const value = mutation.type === "add" ? this.#sum(mutation) : undefined;
        const record = this.#written(mutation, before, value);
        this.#records.set(mutation.key, record);
        return {
          ...said,
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
      expireTime: until(mutation.expiry, before),
    };
  }
}

function until(expiry: Expiry, before: ModelRecord | undefined): number | undefined {
  if (expiry.type === "keep") return before?.expireTime;
  return expiry.type === "at" ? expiry.time : undefined;
}

function refusal(precondition: Precondition, there: ModelRecord | undefined): ErrorCode | undefined {
  if (precondition.type === "absent" && there !== undefined) return "already-exists";
  if (precondition.type === "present" && there === undefined) return "missing";
  if (precondition.type === "version" && there?.version !== precondition.version) return "conflict";
  return undefined;
}
