// Reads through a near cache over a Redis store, and checks how long a replaced value
// is still returned.
import { expect } from "vitest";
import { cache, createCall, isInvalidationSource, type StateStore } from "../../src/index.ts";
import { probeCache } from "../conformance/cache-hits.ts";
import { until } from "../servers/server-process.ts";

const call = createCall();

/** A cache over a store. */
export class CachedReader {
  readonly #store: StateStore;
  readonly #hits: boolean[];

  constructor(driver: StateStore) {
    if (!isInvalidationSource(driver)) throw new Error("a Redis store should report changes");
    const { store, hits } = probeCache(cache({ source: driver, prefix: "shop||" }), driver);
    this.#store = store;
    this.#hits = hits;
  }

  close(): Promise<void> {
    return this.#store.close();
  }

  /** The value; undefined if there is no record or it cannot be read now. */
  async read(key: string): Promise<string | undefined> {
    const options = { consistency: "eventual", view: "full" } as const;
    const [record] = await this.#store.read([key], options, call).catch(() => [undefined]);
    return record !== undefined && "value" in record ? Buffer.from(record.value).toString() : undefined;
  }

  /** Reads until a result comes from the cache. */
  async fill(key: string): Promise<string | undefined> {
    let last: string | undefined;
    await until(async () => {
      last = await this.read(key);
      return this.#hits.at(-1) === true;
    }, 20_000);
    return last;
  }

  /**
   * Reads until the value is `next`, and then until it comes from the cache. Fails if the old value is returned later than
   * `msMax` after this call, or after the new one. Returns how long the old one was returned, in ms.
   */
  async expectReplaced(key: string, old: string, next: string, msMax: number): Promise<number> {
    const start = performance.now();
    let oldMs = 0;
    let hasNext = false;
    await until(async () => {
      const value = await this.read(key);
      const afterMs = performance.now() - start;
      if (value === old) {
        expect(hasNext, "the old value after the new one").toBe(false);
        expect(afterMs, "ms for which the old value is returned").toBeLessThan(msMax);
        oldMs = afterMs;
      }
      hasNext ||= value === next;
      return hasNext && this.#hits.at(-1) === true;
    }, 20_000);
    return oldMs;
  }
}
