// One commit as a write: planned as a whole when it reaches the head of the queue,
// written in one LMDB transaction, and finished once that is flushed. A transaction that
// fails writes nothing, and a transaction sees the changes of those before it in the same
// commit.

import { applyTransaction, type Change } from "../../driver-kit/apply-transaction.ts";
import { type RememberedTransaction, recall } from "../../driver-kit/idempotency.ts";
import type { VersionSource } from "../../driver-kit/version-source.ts";
import type { Call } from "../../model/call.ts";
import { asStoreError, StoreError, violationError } from "../../model/errors.ts";
import { utf8Bytes } from "../../model/key.ts";
import type { Idempotency, Mutation, MutationResult, Transaction } from "../../model/mutation.ts";
import type { StateRecord } from "../../model/record.ts";
import { endedCallError } from "../../store/call-check.ts";
import { type Expirable, noSlot } from "../../store/deadline-timer.ts";
import type { ReadResult, TransactionResult } from "../../store/state-store.ts";
import { decodeRecord, encodeKey, encodeRecord } from "./embedded-codec.ts";
import { type Snapshot, tableKeyBytesMax, type Write } from "./embedded-environment.ts";
import { fullError } from "./embedded-errors.ts";
import { decodeRemembered, encodeRemembered, rememberedExpireTime } from "./embedded-idempotency-codec.ts";
import type { WriteJob } from "./embedded-write-queue.ts";
import { encodeExpiryKey, expiryHeadBytes } from "./expiry-key.ts";

/** The key of the greatest version that was ever assigned. */
export const versionKey = Buffer.from("version");

/** Longest stored key, in bytes of UTF-8: its entry in the expiry index must fit too. */
export const storedKeyBytesMax = tableKeyBytesMax - expiryHeadBytes;

// The space of an entry besides its key and value: its slot in the page, and half-empty pages.
const entryBytes = 256;
const present = Buffer.of(1);

/** The dependencies of a commit. */
export interface CommitDependencies {
  readonly snapshot: Snapshot;
  readonly versions: VersionSource;
}

/** A commit, from the queue to its results. */
export class EmbeddedCommit implements WriteJob, Expirable {
  slot = noSlot;
  readonly call: Call;
  readonly results: Promise<readonly TransactionResult[]>;
  readonly #transactions: readonly Transaction[];
  readonly #dependencies: CommitDependencies;
  #resolve: (results: readonly TransactionResult[]) => void = () => undefined;
  #reject: (error: StoreError) => void = () => undefined;
  #plan: CommitPlan | undefined;
  #isEnded = false;

  constructor(transactions: readonly Transaction[], call: Call, dependencies: CommitDependencies) {
    this.call = call;
    this.#transactions = transactions;
    this.#dependencies = dependencies;
    this.results = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  get isEnded(): boolean {
    return this.#isEnded;
  }

  plan(freeBytes: number): readonly Write[] {
    const ended = this.#plan === undefined ? endedCallError(this.call) : undefined;
    if (ended !== undefined) throw ended;
    this.#plan = new CommitPlan(this.#transactions, this.call.clock.now(), freeBytes, this.#dependencies);
    return this.#plan.writes;
  }

  done(): void {
    this.#isEnded = true;
    this.#resolve(this.#plan?.results ?? []);
  }

  fail(error: StoreError): void {
    this.#isEnded = true;
    this.#reject(error);
  }

  expire(): void {
    const [message, outcome] =
      this.#plan === undefined
        ? (["the deadline passed before the call was sent", "not-applied"] as const)
        : (["the deadline passed before the write was on disk", "unknown"] as const);
    this.fail(new StoreError("deadline", message, { outcome }));
  }
}

// The record before the transaction, and the bytes of its key.
interface Previous {
  readonly keyBytes: Buffer;
  readonly record: ReadResult;
}

interface PlannedWrite extends Write {
  /** The key, if a record is written. */
  readonly recordKey?: string;
}

class CommitPlan {
  readonly writes: Write[] = [];
  readonly results: readonly TransactionResult[];
  readonly #dependencies: CommitDependencies;
  readonly #now: number;
  // The changes of the commit, which are not in the snapshot yet.
  readonly #records = new Map<string, PlannedWrite>();
  readonly #remembered = new Map<string, RememberedTransaction>();
  readonly #nextVersion: () => string;
  #freeBytes: number;

  constructor(
    transactions: readonly Transaction[],
    now: number,
    freeBytes: number,
    dependencies: CommitDependencies,
  ) {
    this.#dependencies = dependencies;
    this.#now = now;
    this.#freeBytes = freeBytes;
    const { versions } = dependencies;
    this.#nextVersion = () => versions.next();
    const versionBefore = versions.last;
    this.results = transactions.map((transaction) => this.#apply(transaction));
    if (this.writes.length > 0 && versions.last > versionBefore) {
      this.writes.push({ table: "meta", key: versionKey, value: encodeVersion(versions.last) });
    }
  }

  #apply(transaction: Transaction): TransactionResult {
    try {
      checkKeys(transaction.mutations);
      const { idempotency } = transaction;
      const before = idempotency && this.#recall(idempotency);
      if (before !== undefined) return before;
      const previous = new Map<string, Previous>();
      const applied = applyTransaction(
        transaction,
        (key) => this.#stored(key, transaction.mutations, previous),
        {
          now: this.#now,
          nextVersion: this.#nextVersion,
        },
      );
      if (applied instanceof StoreError) return applied;
      const writes: PlannedWrite[] = [];
      for (const change of applied.changes) addWrites(writes, change, previous.get(change.key));
      if (idempotency === undefined) this.#takeSpace(writes);
      else this.#remember(idempotency, applied.results, writes);
      for (const write of writes) this.#add(write);
      return applied.results;
    } catch (thrown) {
      return asStoreError(thrown).with({ outcome: "not-applied" });
    }
  }

  #stored(key: string, mutations: readonly Mutation[], previous: Map<string, Previous>): ReadResult {
    const mutation = mutations.length === 1 ? mutations[0] : mutations.find((each) => each.key === key);
    const decoded = mutation === undefined || needsValue(mutation) ? "whole" : "head";
    const keyBytes = encodeKey(key);
    const record = this.#read(key, keyBytes, decoded);
    previous.set(key, { keyBytes, record });
    return record;
  }

  #read(key: string, keyBytes: Buffer, decoded: "head" | "whole"): ReadResult {
    const pending = this.#records.get(key);
    if (pending !== undefined) {
      return pending.value && decodeRecord(key, pending.value, decoded, pending.value.length, keyBytes);
    }
    const { snapshot } = this.#dependencies;
    if (decoded === "head") {
      return snapshot.lend("records", keyBytes, (bytes, size) =>
        decodeRecord(key, bytes, decoded, size, keyBytes),
      );
    }
    const bytes = snapshot.get("records", keyBytes);
    return bytes && decodeRecord(key, bytes, decoded, bytes.length, keyBytes);
  }

  #recall(idempotency: Idempotency): TransactionResult | undefined {
    const pending = this.#remembered.get(idempotency.key);
    if (pending !== undefined) return recall(pending, idempotency, this.#now);
    const bytes = this.#dependencies.snapshot.get("idempotency", encodeKey(idempotency.key));
    const remembered = bytes && decodeRemembered(idempotency.key, bytes);
    return remembered instanceof StoreError ? remembered : recall(remembered, idempotency, this.#now);
  }

  #remember(
    { key, fingerprint, expireTime }: Idempotency,
    results: readonly MutationResult[],
    writes: PlannedWrite[],
  ): void {
    const keyBytes = encodeKey(key);
    const remembered = { fingerprint, expireTime, results };
    const before = this.#dependencies.snapshot.get("idempotency", keyBytes);
    const dueBefore = before && rememberedExpireTime(before);
    writes.push({ table: "idempotency", key: keyBytes, value: encodeRemembered(key, remembered) });
    if (dueBefore !== undefined) writes.push(expiryWrite("idempotency", key, dueBefore, undefined));
    writes.push(expiryWrite("idempotency", key, expireTime, present));
    this.#takeSpace(writes);
    this.#remembered.set(key, remembered);
  }

  #takeSpace(writes: readonly Write[]): void {
    let bytes = 0;
    for (const { key, value } of writes) {
      if (value !== undefined) bytes += key.length + value.length + entryBytes;
    }
    if (bytes > this.#freeBytes) throw fullError(undefined, "the store has reached its limit mapBytesMax");
    this.#freeBytes -= bytes;
  }

  #add(write: PlannedWrite): void {
    this.writes.push(write);
    if (write.recordKey !== undefined) this.#records.set(write.recordKey, write);
  }
}

/** A version as it is stored. */
function encodeVersion(version: number): Buffer {
  const bytes = Buffer.allocUnsafe(8);
  bytes.writeDoubleBE(version);
  return bytes;
}

/** The version in the bytes; 0 if they are undefined. Throws `corrupt` if it is not a whole number. */
export function decodeVersion(bytes: Buffer | undefined): number {
  if (bytes === undefined) return 0;
  const version = bytes.length === 8 ? bytes.readDoubleBE() : Number.NaN;
  if (Number.isSafeInteger(version) && version >= 0) return version;
  throw new StoreError("corrupt", "the greatest version of the store cannot be read");
}

function addWrites(writes: PlannedWrite[], { key, record }: Change, previous: Previous | undefined): void {
  const keyBytes = previous?.keyBytes ?? encodeKey(key);
  const value = record === undefined ? undefined : encodeRecord(record, keyBytes);
  writes.push({ table: "records", key: keyBytes, value, recordKey: key });
  const dueBefore = expireTimeOf(previous?.record);
  const due = record?.expireTime;
  if (dueBefore === due) return;
  if (dueBefore !== undefined) writes.push(expiryWrite("record", key, dueBefore, undefined));
  if (due !== undefined) writes.push(expiryWrite("record", key, due, present));
}

function expiryWrite(
  subject: "record" | "idempotency",
  key: string,
  time: number,
  value: Buffer | undefined,
): Write {
  return { table: "expiry", key: encodeExpiryKey({ time, subject, key }), value };
}

// Unknown for a corrupt record; the sweep removes its index entry.
function expireTimeOf(record: StateRecord | StoreError | undefined): number | undefined {
  return record instanceof StoreError ? undefined : record?.expireTime;
}

function needsValue(mutation: Mutation): boolean {
  switch (mutation.type) {
    case "put":
    case "remove":
      return mutation.returnPrevious;
    case "add":
    case "touch":
      return true;
    case "check":
      return false;
  }
}

function checkKeys(mutations: readonly Mutation[]): void {
  for (const [mutationIndex, { key }] of mutations.entries()) {
    const bytes = key.length * 3 > storedKeyBytesMax ? utf8Bytes(key) : key.length;
    if (bytes <= storedKeyBytesMax) continue;
    const path = ["mutations", mutationIndex, "key"];
    const description = `is ${bytes} bytes long with its prefix; the limit is ${storedKeyBytesMax}`;
    throw violationError([{ path, description }], "too-large", { mutationIndex });
  }
}
