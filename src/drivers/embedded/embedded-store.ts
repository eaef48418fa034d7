// The embedded store: records in one file on this machine, which this process
// owns. A read of one key completes within this event-loop turn, from the mapped
// file; a long read yields to others. Writes go through one queue and succeed
// after they are flushed.

import { decodeKeyCursor, encodeKeyCursor } from "../../driver-kit/key-cursor.ts";
import { VersionSource } from "../../driver-kit/version-source.ts";
import type { Call, Clock } from "../../model/call.ts";
import { StoreError } from "../../model/errors.ts";
import { utf8Bytes } from "../../model/key.ts";
import type { Transaction } from "../../model/mutation.ts";
import { isExpired, type StateRecord, type View } from "../../model/record.ts";
import { closedError, endedCallError } from "../../store/call-check.ts";
import { DeadlineTimer } from "../../store/deadline-timer.ts";
import type { DriverContext } from "../../store/driver.ts";
import { type StoreFacts, unlimited } from "../../store/facts.ts";
import { viewRecord } from "../../store/record-view.ts";
import type {
  ReadOptions,
  ReadResult,
  ScanPage,
  ScanQuery,
  StateStore,
  TransactionResult,
} from "../../store/state-store.ts";
import { decodeRecord, encodeKey } from "./embedded-codec.ts";
import { decodeVersion, EmbeddedCommit, storedKeyBytesMax, versionKey } from "./embedded-commit.ts";
import type { EmbeddedEnvironment, Snapshot } from "./embedded-environment.ts";
import { readError } from "./embedded-errors.ts";
import type { EmbeddedOptions } from "./embedded-options.ts";
import type { EmbeddedOwner } from "./embedded-owner.ts";
import { EmbeddedSweeper } from "./embedded-sweeper.ts";
import { EmbeddedWriteQueue } from "./embedded-write-queue.ts";

const embeddedFacts: StoreFacts = Object.freeze({
  driver: "embedded",
  atomicity: "any-keys",
  durability: "power-loss",
  durabilityPromise:
    "An acknowledged write was flushed to disk: it survives a crash of the process or the system, and a power failure if the disk honours flushes; it does not survive the loss of the disk.",
  nativeExpiry: false,
  orderedScan: true,
  changeFeed: false,
  replicas: false,
  queries: false,
  limits: unlimited,
  // Reads use memory that is mapped into this process; joined writes share a flush.
  gathering: Object.freeze({ reads: 0, commits: 1 }),
} satisfies StoreFacts);

// The most that is read in one event-loop turn before other work can run.
const turnKeysMax = 256;
const turnBytesMax = 4 * 2 ** 20;
// A page ends when it has this many bytes, or has skipped this many expired records.
const pageBytesMax = 4 * 2 ** 20;
const skippedMax = 1000;
const firstKey = Buffer.of(0);

/** The parts of an open store. */
export interface EmbeddedParts {
  readonly environment: EmbeddedEnvironment;
  readonly owner: EmbeddedOwner;
  /** The data directory, absolute. */
  readonly directory: string;
}

/** A store in a data directory. Opened by `embeddedDriver`. */
export class EmbeddedStore implements StateStore {
  readonly facts = embeddedFacts;
  readonly #environment: EmbeddedEnvironment;
  readonly #owner: EmbeddedOwner;
  readonly #writes: EmbeddedWriteQueue;
  readonly #sweeper: EmbeddedSweeper;
  readonly #versions = new VersionSource();
  readonly #deadlines = new DeadlineTimer();
  readonly #reads = new Set<Promise<unknown>>();
  #closing: Promise<void> | undefined;

  /** Throws `corrupt` if the greatest version cannot be read from the data file. */
  constructor(parts: EmbeddedParts, options: EmbeddedOptions, context: DriverContext) {
    const { environment, owner, directory } = parts;
    const { log, clock } = context;
    this.#environment = environment;
    this.#owner = owner;
    this.#versions.startAbove(clock, decodeVersion(environment.get("meta", versionKey)));
    this.#writes = new EmbeddedWriteQueue({
      environment,
      directory,
      mapBytesMax: options.mapBytesMax,
      waitingMax: options.waitingWritesMax,
      log,
    });
    this.#sweeper = new EmbeddedSweeper({
      environment,
      writes: this.#writes,
      clock,
      intervalMs: options.sweepIntervalMs,
      keysMax: options.sweepKeysMax,
      log,
    });
  }

  async read(keys: readonly string[], options: ReadOptions, call: Call): Promise<readonly ReadResult[]> {
    this.#check(call);
    const now = call.clock.now();
    if (keys.length > 1) return this.#track(this.#readMany(keys, options.view, now, call));
    return keys.map((key) => readOne(this.#environment, key, options.view, now));
  }

  async commit(transactions: readonly Transaction[], call: Call): Promise<readonly TransactionResult[]> {
    this.#check(call);
    const commit = new EmbeddedCommit(transactions, call, {
      snapshot: this.#environment,
      versions: this.#versions,
    });
    this.#writes.add(commit);
    this.#deadlines.add(commit, call);
    try {
      return await commit.results;
    } finally {
      this.#deadlines.remove(commit);
    }
  }

  async scan(query: ScanQuery, call: Call): Promise<ScanPage> {
    this.#check(call);
    const { prefix, cursor } = query;
    const start = cursor === undefined ? startOf(prefix) : after(decodeKeyCursor(cursor, prefix));
    try {
      return this.#page(start, query, call.clock);
    } catch (thrown) {
      throw readError(thrown);
    }
  }

  async ping(call: Call): Promise<void> {
    this.#check(call);
    try {
      this.#environment.probe();
    } catch (thrown) {
      throw readError(thrown);
    }
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  #check(call: Call): void {
    if (this.#closing !== undefined) throw closedError();
    const error = endedCallError(call);
    if (error !== undefined) throw error;
  }

  async #close(): Promise<void> {
    this.#sweeper.stop();
    await this.#writes.idle();
    await Promise.allSettled(this.#reads);
    this.#deadlines.close();
    await this.#environment.close();
    await this.#owner.release();
  }

  // The file must not be closed during a read that spans several event-loop turns.
  async #track<T>(read: Promise<T>): Promise<T> {
    this.#reads.add(read);
    try {
      return await read;
    } finally {
      this.#reads.delete(read);
    }
  }

  // All keys are read from one snapshot, so that no transaction is seen partially.
  async #readMany(keys: readonly string[], view: View, now: number, call: Call): Promise<ReadResult[]> {
    const snapshot = this.#hold();
    try {
      const results: ReadResult[] = [];
      let turnKeys = 0;
      let turnBytes = 0;
      for (const key of keys) {
        if (turnKeys >= turnKeysMax || turnBytes >= turnBytesMax) {
          await new Promise((resolve) => setImmediate(resolve));
          const error = endedCallError(call);
          if (error !== undefined) throw error;
          turnKeys = 0;
          turnBytes = 0;
        }
        const result = readOne(snapshot, key, view, now);
        results.push(result);
        turnKeys += 1;
        turnBytes += valueBytes(result);
      }
      return results;
    } finally {
      snapshot.release();
    }
  }

  #hold(): ReturnType<EmbeddedEnvironment["hold"]> {
    try {
      return this.#environment.hold();
    } catch (thrown) {
      throw readError(thrown);
    }
  }

  // A corrupt record fails the scan: skipping it would hide it.
  #page(start: Buffer, { prefix, limit, view }: ScanQuery, clock: Clock): ScanPage {
    const now = clock.now();
    const records: StateRecord[] = [];
    let last: string | undefined;
    let bytes = 0;
    let skipped = 0;
    for (const keyBytes of this.#environment.keysFrom("records", start)) {
      const key = keyBytes.toString("utf8");
      if (!key.startsWith(prefix)) break;
      const isFull = records.length >= limit || bytes >= pageBytesMax || skipped >= skippedMax;
      if (last !== undefined && isFull) return { records, cursor: encodeKeyCursor(last) };
      last = key;
      const result = readOne(this.#environment, key, view, now);
      if (result instanceof StoreError) throw result;
      if (result === undefined) skipped += 1;
      else records.push(result);
      bytes += valueBytes(result);
    }
    return { records, cursor: undefined };
  }
}

function readOne(snapshot: Snapshot, key: string, view: View, now: number): ReadResult {
  if (key === "" || utf8Bytes(key) > storedKeyBytesMax) return undefined;
  try {
    const found = readStored(snapshot, key, view);
    if (found === undefined || found instanceof StoreError) return found;
    return isExpired(found.expireTime, now) ? undefined : viewRecord(found, view);
  } catch (thrown) {
    throw readError(thrown);
  }
}

function readStored(snapshot: Snapshot, key: string, view: View): ReadResult {
  const keyBytes = encodeKey(key);
  if (view !== "full") {
    return snapshot.lend("records", keyBytes, (bytes, size) =>
      decodeRecord(key, bytes, "head", size, keyBytes),
    );
  }
  const bytes = snapshot.get("records", keyBytes);
  return bytes && decodeRecord(key, bytes, "whole", bytes.length, keyBytes);
}

function valueBytes(result: ReadResult): number {
  return result === undefined || result instanceof StoreError ? 0 : result.value.byteLength;
}

function startOf(prefix: string): Buffer {
  return prefix === "" ? firstKey : encodeKey(prefix);
}

// The first key after a key is that key followed by a zero byte, which no key contains.
function after(key: string): Buffer {
  return Buffer.concat([encodeKey(key), firstKey]);
}
