// The ordered index: one sorted set with the keys of all records, all with the same
// score, so that Redis orders them by their bytes. The write scripts keep it up to
// date; keys that others wrote or that expired are repaired in the background, in
// small steps, by one process at a time. Scans wait for the first repair.

import { setTimeout as sleep } from "node:timers/promises";
import { decodeKeyCursor, encodeKeyCursor } from "../../driver-kit/key-cursor.ts";
import { type Call, createCall } from "../../model/call.ts";
import { StoreError } from "../../model/errors.ts";
import type { DriverContext } from "../../store/driver.ts";
import type { ScanPage, ScanQuery } from "../../store/state-store.ts";
import {
  argument,
  asBytes,
  bodyOf,
  command,
  type RequestBody,
  scriptCall,
} from "./connection/redis-command.ts";
import { RedisRequest } from "./connection/redis-request.ts";
import type { RedisServer } from "./connection/redis-topology.ts";
import { sideKeyPrefix } from "./redis-codec.ts";
import type { RedisOptions } from "./redis-options.ts";
import type { RedisReader } from "./redis-reader.ts";
import { isRecordKey, readRecords, scanStep } from "./redis-scan.ts";
import { repairIndexScript } from "./scripts/redis-scripts.ts";

/** The sorted set. */
export const indexKey = `${sideKeyPrefix}index`;

const builtKey = `${sideKeyPrefix}index-built`;
// The lock of a repair; the key keeps its old name, which other versions of this driver use.
const lockKey = `${sideKeyPrefix}index-walk`;
const stepKeys = 500;
const pauseMs = 2;
const lockMs = 30_000;
const builtPollMs = 50;
const stepMsMax = 5000;

/** The index of one server's records. */
export class RedisIndex {
  readonly #server: RedisServer;
  readonly #reader: RedisReader;
  readonly #options: RedisOptions;
  readonly #context: DriverContext;
  readonly #timer: NodeJS.Timeout;
  #isBuilt = false;
  #isClosed = false;
  #repairing: Promise<void> | undefined;

  constructor(server: RedisServer, reader: RedisReader, options: RedisOptions, context: DriverContext) {
    this.#server = server;
    this.#reader = reader;
    this.#options = options;
    this.#context = context;
    this.#timer = setInterval(() => this.repair(), options.indexRepairIntervalMs);
    this.#timer.unref();
  }

  /** Starts a repair, unless one is running in this process. */
  repair(): void {
    if (this.#isClosed || this.#repairing !== undefined) return;
    this.#repairing = this.#repairOnce()
      .catch((cause: unknown) => {
        this.#context.log({
          level: "warn",
          message: "the repair of the ordered index failed and will be retried later",
          cause,
        });
      })
      .finally(() => {
        this.#repairing = undefined;
      });
  }

  /** One page, in order. */
  async page({ prefix, cursor, limit, view }: ScanQuery, call: Call): Promise<ScanPage> {
    const after = cursor === undefined ? undefined : decodeKeyCursor(cursor, prefix);
    await this.#waitUntilBuilt(call);
    const from = after === undefined ? (prefix === "" ? "-" : `[${prefix}`) : `(${after}`;
    const keys = await this.#range(from, upperBound(prefix), limit, call);
    const records = await readRecords(this.#reader, keys, view, call);
    if (records.length < keys.length) {
      const existing = new Set(records.map(({ key }) => key));
      this.#repairKeys(keys.filter((key) => !existing.has(key))).catch(() => {
        // The next repair removes them.
      });
    }
    const last = keys.at(-1);
    return { records, cursor: last === undefined || keys.length < limit ? undefined : encodeKeyCursor(last) };
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearInterval(this.#timer);
    await this.#repairing;
  }

  #send(body: RequestBody, call: Call): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const done = (reply: unknown, error: StoreError | undefined) =>
        error ? reject(error) : resolve(reply);
      this.#server.main.send(new RedisRequest(body, call, 0, done));
    });
  }

  #command(call: Call, name: string, ...args: readonly string[]): Promise<unknown> {
    return this.#send(command(name, ...args), call);
  }

  #ownCall(): Call {
    const { clock } = this.#context;
    return createCall({ clock, deadline: clock.monotonic() + stepMsMax });
  }

  async #range(from: string, to: string, limit: number, call: Call): Promise<readonly string[]> {
    const words = ["zrangebylex", asBytes(indexKey), asBytes(from), to, "LIMIT", "0", String(limit)];
    const text = `*${words.length}\r\n${words.map(argument).join("")}`;
    const reply = await this.#send(bodyOf(undefined, 0, text), call);
    return Array.isArray(reply) ? reply.map(String) : [];
  }

  async #waitUntilBuilt(call: Call): Promise<void> {
    while (!this.#isBuilt) {
      this.#isBuilt = Number(await this.#command(call, "exists", builtKey)) === 1;
      if (this.#isBuilt) return;
      this.repair();
      await sleep(builtPollMs);
      if (call.cancelled || call.deadline <= call.clock.monotonic()) {
        throw new StoreError("unavailable", "the ordered index is being built", {
          outcome: "not-applied",
          retryDelayMs: 1000,
        });
      }
    }
  }

  // The lock outlives the repair by nearly the interval, so that of many processes one repairs, once per interval.
  async #repairOnce(): Promise<void> {
    const isBuilt = Number(await this.#command(this.#ownCall(), "exists", builtKey)) === 1;
    const taken = await this.#command(this.#ownCall(), "set", lockKey, "1", "NX", "PX", String(lockMs));
    if (taken === null && isBuilt) return;
    if (taken === null) {
      await sleep(builtPollMs);
      return;
    }
    await this.#repairRecords();
    await this.#repairEntries();
    await this.#command(this.#ownCall(), "set", builtKey, "1");
    // A little less than the interval, or this process would find its own lock at the next repair.
    const remainingMs = Math.floor(this.#options.indexRepairIntervalMs * 0.9);
    await this.#command(this.#ownCall(), "pexpire", lockKey, String(remainingMs));
  }

  async #repairRecords(): Promise<void> {
    let at = "0";
    do {
      const step = await scanStep(this.#server, at, "*", stepKeys, this.#ownCall());
      at = step.at;
      await this.#repairStep(step.keys);
    } while (at !== "0" && !this.#isClosed);
  }

  // Removes entries whose records are gone.
  async #repairEntries(): Promise<void> {
    let after = "-";
    for (;;) {
      const keys = await this.#range(after, "+", stepKeys, this.#ownCall());
      await this.#repairStep(keys);
      const last = keys.at(-1);
      if (last === undefined || this.#isClosed) return;
      after = `(${last}`;
    }
  }

  async #repairStep(keys: readonly string[]): Promise<void> {
    await this.#repairKeys(keys);
    await this.#command(this.#ownCall(), "pexpire", lockKey, String(lockMs));
    await sleep(pauseMs);
  }

  async #repairKeys(keys: readonly string[]): Promise<void> {
    const args = keys.filter(isRecordKey);
    const body = scriptCall(repairIndexScript, [indexKey], args.map(asBytes));
    if (args.length > 0) await this.#send(body, this.#ownCall());
  }
}

// Bytes as latin1: no byte of UTF-8 is 0xff, so this sorts after every key with the prefix.
function upperBound(prefix: string): string {
  return prefix === "" ? "+" : `(${asBytes(prefix)}\xff`;
}
