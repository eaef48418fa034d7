// Reads records: one command per key, all of them in one round trip. A key that is
// not stored as this driver stores it (written by daprd, a plain string, a JSON
// document) is read again by a script, which sees value, version and expiry at the
// same moment. Where most keys are like that, the script is called at once.
import type { Call } from "../../model/call.ts";
import { StoreError } from "../../model/errors.ts";
import type { View } from "../../model/record.ts";
import type { ReadResult } from "../../store/state-store.ts";
import { scriptCall } from "./connection/redis-command.ts";
import { RedisRequest } from "./connection/redis-request.ts";
import { slotOf } from "./connection/redis-slot.ts";
import type { RedisTopology } from "./connection/redis-topology.ts";
import { decodeFields, decodeRead, readCall } from "./redis-codec.ts";
import { readScript } from "./scripts/redis-scripts.ts";

type ReadDone = (result: ReadResult) => void;

// The share of foreign records above which the script is called at once, and the weight of one record in it.
const foreignShareMax = 0.5;
const foreignWeight = 0.02;

/** Reads keys of a store's servers. */
export class RedisReader {
  readonly #topology: RedisTopology;
  #foreignShare = 0;

  constructor(topology: RedisTopology) {
    this.#topology = topology;
  }

  /** One result per key, in order: the record, undefined, or why it could not be read. */
  read(keys: readonly string[], view: View, call: Call): Promise<ReadResult[]> {
    return new Promise((resolve) => {
      const results: ReadResult[] = new Array(keys.length);
      let remaining = keys.length;
      if (remaining === 0) resolve(results);
      keys.forEach((key, index) => {
        this.#readOne(key, view, call, (result) => {
          results[index] = result;
          remaining -= 1;
          if (remaining === 0) resolve(results);
        });
      });
    });
  }

  #readOne(key: string, view: View, call: Call, done: ReadDone): void {
    const slot = this.#topology.isCluster ? slotOf(key) : 0;
    if (this.#foreignShare > foreignShareMax && view !== "keys")
      this.#readByScript(key, view, call, slot, done);
    else this.#readFields(key, view, call, slot, done);
  }

  #readFields(key: string, view: View, call: Call, slot: number, done: ReadDone): void {
    this.#topology.send(
      new RedisRequest(readCall(key, view), call, slot, (reply, error) => {
        if (error?.code === "corrupt") return this.#readByScript(key, view, call, slot, done);
        if (error !== undefined) return done(error);
        const decoded = decodeFields(key, Array.isArray(reply) ? reply : [], view);
        if (decoded === "read-by-script") return this.#readByScript(key, view, call, slot, done);
        if (decoded !== undefined) this.#noteForeign(false);
        done(decoded);
      }),
    );
  }

  #readByScript(key: string, view: View, call: Call, slot: number, done: ReadDone): void {
    const body = scriptCall(readScript, [key], []);
    this.#topology.send(
      new RedisRequest(body, call, slot, (reply, error) => {
        const result = error ?? decodeRead(key, reply, view);
        if (result !== undefined && !(result instanceof StoreError))
          this.#noteForeign(result.updateTime === undefined);
        done(result);
      }),
    );
  }

  #noteForeign(isForeign: boolean): void {
    this.#foreignShare += ((isForeign ? 1 : 0) - this.#foreignShare) * foreignWeight;
  }
}
