// Removes expired records and idempotency keys (clause E4), oldest first, a bounded
// number in one transaction, with other writes in between. Nothing depends on when
// it runs: readers do not see a record from the moment it expires.
import type { Clock } from "../../model/call.ts";
import { StoreError } from "../../model/errors.ts";
import type { DriverEvent } from "../../store/driver.ts";
import { decodeRecord, encodeKey } from "./embedded-codec.ts";
import type { EmbeddedEnvironment, Write } from "./embedded-environment.ts";
import { rememberedExpireTime } from "./embedded-idempotency-codec.ts";
import type { EmbeddedWriteQueue, WriteJob } from "./embedded-write-queue.ts";
import { decodeExpiryKey, type ExpiryEntry } from "./expiry-key.ts";

/** The dependencies of a sweeper. */
export interface SweeperDependencies {
  readonly environment: EmbeddedEnvironment;
  readonly writes: EmbeddedWriteQueue;
  readonly clock: Clock;
  readonly intervalMs: number;
  /** The maximum number of records and idempotency keys that one step removes. */
  readonly keysMax: number;
  readonly log: (event: DriverEvent) => void;
}

const indexStart = Buffer.of(0);

/** Sweeps one data file until it is stopped. Its timer does not keep the process alive. */
export class EmbeddedSweeper {
  readonly #dependencies: SweeperDependencies;
  #timer: NodeJS.Timeout | undefined;
  #isStopped = false;

  constructor(dependencies: SweeperDependencies) {
    this.#dependencies = dependencies;
    this.#wait();
  }

  /** Starts no further step; a step in flight ends by itself. */
  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#timer);
  }

  #wait(): void {
    if (this.#isStopped) return;
    this.#timer = setTimeout(() => this.#sweep(), this.#dependencies.intervalMs);
    this.#timer.unref();
  }

  #sweep(): void {
    const { writes, keysMax } = this.#dependencies;
    // A step that was scheduled before the sweeper was stopped must not read a file that is now closed.
    if (this.#isStopped || writes.isStopped) return;
    try {
      this.#dependencies.environment.releaseDeadReaders();
      if (this.#due(1).length === 0) this.#wait();
      else writes.add(this.#step(keysMax));
    } catch (cause) {
      this.#report(cause);
    }
  }

  // One transaction; if it was full the next step follows at once, so that a backlog is removed without pauses.
  #step(keysMax: number): WriteJob {
    let entries: readonly DueEntry[] = [];
    return {
      isEnded: false,
      plan: () => {
        entries = this.#isStopped ? [] : this.#due(keysMax);
        return entries.flatMap((entry) => this.#removals(entry));
      },
      done: () => {
        const detail = { entries: entries.length };
        this.#dependencies.log({ level: "debug", message: "removed expired records", detail });
        if (entries.length < keysMax) this.#wait();
        else if (!this.#isStopped) setImmediate(() => this.#sweep());
      },
      fail: (error) => this.#report(error),
    };
  }

  #due(entriesMax: number): readonly DueEntry[] {
    const { environment, clock } = this.#dependencies;
    const now = clock.now();
    const due: DueEntry[] = [];
    for (const indexKey of environment.keysFrom("expiry", indexStart)) {
      const entry = decodeExpiryKey(indexKey);
      if (entry !== undefined && entry.time > now) break;
      due.push({ indexKey, entry });
      if (due.length >= entriesMax) break;
    }
    return due;
  }

  #removals({ indexKey, entry }: DueEntry): readonly Write[] {
    const removals: Write[] = [{ table: "expiry", key: indexKey, value: undefined }];
    if (entry === undefined) return removals;
    const table = entry.subject === "record" ? "records" : "idempotency";
    const key = encodeKey(entry.key);
    if (this.#expireTime(entry, key) === entry.time) removals.push({ table, key, value: undefined });
    return removals;
  }

  // From the stored record itself: an entry that outlived its record must not remove the record that followed it.
  #expireTime({ subject, key }: ExpiryEntry, keyBytes: Buffer): number | undefined {
    const { environment } = this.#dependencies;
    if (subject === "idempotency") {
      return environment.lend("idempotency", keyBytes, (bytes) => rememberedExpireTime(bytes));
    }
    const record = environment.lend("records", keyBytes, (bytes, size) =>
      decodeRecord(key, bytes, "head", size, keyBytes),
    );
    return record instanceof StoreError ? undefined : record?.expireTime;
  }

  #report(cause: unknown): void {
    this.#dependencies.log({
      level: "warn",
      message: "expired records could not be removed; the next sweep tries again",
      cause,
    });
    this.#wait();
  }
}

interface DueEntry {
  readonly indexKey: Buffer;
  /** Undefined if the key in the index is malformed; it is then removed. */
  readonly entry: ExpiryEntry | undefined;
}
