// Takes away what is due (clause E4): records whose time has come and
// idempotency keys that may be forgotten, oldest first, a bounded number in one
// transaction, with others' writes in between. Nothing depends on when it runs:
// what is due is hidden from the moment it is due.
import type { Clock } from "../../model/call.ts";
import { StoreError } from "../../model/errors.ts";
import type { DriverEvent } from "../../store/driver.ts";
import { decodeRecord, encodeKey } from "./embedded-codec.ts";
import type { EmbeddedEnvironment, Write } from "./embedded-environment.ts";
import { rememberedExpireTime } from "./embedded-idempotency-codec.ts";
import type { EmbeddedLane, LaneJob } from "./embedded-lane.ts";
import { decodeExpiryKey, type ExpiryEntry } from "./expiry-key.ts";

/** What a sweeper works with. */
export interface SweeperContext {
  readonly environment: EmbeddedEnvironment;
  readonly lane: EmbeddedLane;
  readonly clock: Clock;
  readonly intervalMs: number;
  readonly batchMax: number;
  readonly log: (event: DriverEvent) => void;
}

const indexStart = Buffer.of(0);

/** Sweeps one data file until it is stopped. Its timer does not hold the process open. */
export class EmbeddedSweeper {
  readonly #context: SweeperContext;
  #timer: NodeJS.Timeout | undefined;
  #isStopped = false;

  constructor(context: SweeperContext) {
    this.#context = context;
    this.#wait();
  }

  /** Starts no further step; one under way ends by itself. */
  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#timer);
  }

  #wait(): void {
    if (this.#isStopped) return;
    this.#timer = setTimeout(() => this.#look(), this.#context.intervalMs);
    this.#timer.unref();
  }

  #look(): void {
    const { lane, batchMax } = this.#context;
    if (lane.isStopped) return;
    try {
      if (this.#due(1).length === 0) this.#wait();
      else lane.enter(this.#step(batchMax));
    } catch (cause) {
      this.#report(cause);
    }
  }

  // One transaction; the next at once if it was full, so that a pile goes away without a pause between its steps.
  #step(batchMax: number): LaneJob {
    let entries: readonly DueEntry[] = [];
    return {
      isOver: false,
      plan: () => {
        entries = this.#isStopped ? [] : this.#due(batchMax);
        return entries.flatMap((entry) => this.#removals(entry));
      },
      done: () => {
        const detail = { entries: entries.length };
        this.#context.log({ level: "debug", message: "removed what was due", detail });
        if (entries.length < batchMax) this.#wait();
        else if (!this.#isStopped) setImmediate(() => this.#look());
      },
      fail: (error) => this.#report(error),
    };
  }

  #due(entriesMax: number): readonly DueEntry[] {
    const { environment, clock } = this.#context;
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

  // By what is stored itself: an entry that outlived its record must not take away the one that came after it.
  #expireTime({ subject, key }: ExpiryEntry, keyBytes: Buffer): number | undefined {
    const { environment } = this.#context;
    if (subject === "idempotency") {
      return environment.lend("idempotency", keyBytes, (bytes) => rememberedExpireTime(bytes));
    }
    const record = environment.lend("records", keyBytes, (bytes, size) =>
      decodeRecord(key, bytes, "head", size, keyBytes),
    );
    return record instanceof StoreError ? undefined : record?.expireTime;
  }

  #report(cause: unknown): void {
    this.#context.log({ level: "warn", message: "what is due could not be removed now", cause });
    this.#wait();
  }
}

interface DueEntry {
  readonly indexKey: Buffer;
  /** Undefined if the index holds what is no entry; it is then dropped. */
  readonly entry: ExpiryEntry | undefined;
}
