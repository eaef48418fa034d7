// Reading records: one command per key, all of them in one round trip. A key
// that is not as this driver writes it (written by daprd, a plain string, a
// JSON document) is looked at again by a script, which sees value, version and
// expiry at one moment. Where such keys are the rule, the script is asked at once.
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

// The share above which keys are asked by script at once, and the weight of one key in it.
const foreignShareMax = 0.5;
const foreignWeight = 0.02;

/** Reads keys of a store's servers. */
export class RedisReader {
  readonly #topology: RedisTopology;
  #foreignShare = 0;

  constructor(topology: RedisTopology) {
    this.#topology = topology;
  }

  /** One result per key, in order: the record, nothing, or why it could not be read. */
  read(keys: readonly string[], view: View, call: Call): Promise<ReadResult[]> {
    return new Promise((resolve) => {
      const results: ReadResult[] = new Array(keys.length);
      let open = keys.length;
      if (open === 0) resolve(results);
      keys.forEach((key, index) => {
        this.#readOne(key, view, call, (result) => {
          results[index] = result;
          open -= 1;
          if (open === 0) resolve(results);
        });
      });
    });
  }

  #readOne(key: string, view: View, call: Call, done: ReadDone): void {
    const slot = this.#topology.isCluster ? slotOf(key) : 0;
    if (this.#foreignShare > foreignShareMax && view !== "keys")
      this.#lookCloser(key, view, call, slot, done);
    else this.#readFields(key, view, call, slot, done);
  }

  #readFields(key: string, view: View, call: Call, slot: number, done: ReadDone): void {
    this.#topology.send(
      new RedisRequest(readCall(key, view), call, slot, (reply, fault) => {
        if (fault?.code === "corrupt") return this.#lookCloser(key, view, call, slot, done);
        if (fault !== undefined) return done(fault);
        const decoded = decodeFields(key, Array.isArray(reply) ? reply : [], view);
        if (decoded === "look-closer") return this.#lookCloser(key, view, call, slot, done);
        if (decoded !== undefined) this.#note(false);
        done(decoded);
      }),
    );
  }

  #lookCloser(key: string, view: View, call: Call, slot: number, done: ReadDone): void {
    const body = scriptCall(readScript, [key], []);
    this.#topology.send(
      new RedisRequest(body, call, slot, (reply, fault) => {
        const result = fault ?? decodeRead(key, reply, view);
        if (result !== undefined && !(result instanceof StoreError))
          this.#note(result.updateTime === undefined);
        done(result);
      }),
    );
  }

  #note(isForeign: boolean): void {
    this.#foreignShare += ((isForeign ? 1 : 0) - this.#foreignShare) * foreignWeight;
  }
}
