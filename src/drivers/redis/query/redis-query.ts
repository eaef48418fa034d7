// Queries documents by a search index for each app's prefix, created when it is
// first needed. The index yields candidates; each is read and compared here, so a
// result exists, has the prefix and satisfies the filter exactly. An index that
// others dropped is created again; none is dropped here, because another store may
// be using it. A search counts only if the index was completely built at that time.
import { setTimeout as sleep } from "node:timers/promises";
import type { Call } from "../../../model/call.ts";
import { asStoreError, StoreError, violationError } from "../../../model/errors.ts";
import { keySeparator } from "../../../model/key.ts";
import { endedCallError } from "../../../store/call-check.ts";
import type { DriverContext } from "../../../store/driver.ts";
import { jsonOf, matches } from "../../../store/query-match.ts";
import type { QueriedRecord, QueryPage, RecordQuery } from "../../../store/record-query.ts";
import { command } from "../connection/redis-command.ts";
import { RedisRequest } from "../connection/redis-request.ts";
import type { RedisTopology } from "../connection/redis-topology.ts";
import { indexProblemOf } from "../redis-errors.ts";
import type { RedisReader } from "../redis-reader.ts";
import { isRecordKey } from "../redis-scan.ts";
import type { QueryIndex, QueryIndexes } from "./redis-query-indexes.ts";
import { createCommand, searchCommand, serverName } from "./redis-query-text.ts";

/** Dependencies. */
export interface RedisQueryParts {
  readonly topology: RedisTopology;
  readonly reader: RedisReader;
  readonly indexes: QueryIndexes;
  readonly context: DriverContext;
  /** Longest time for one search, in ms. */
  readonly searchMsMax: number;
}

// Candidates that are read at once: whole records, of any size.
const readStep = 16;
// Candidates per search, and per page.
const searchStepMin = 16;
const searchStepMax = 1000;
const candidatesMax = 10_000;

const scopesMax = 64;
const builtPollMs = 20;
// Attempts of one search, each after its index was dropped or is being built again.
const attemptsMax = 4;

/** Finds documents. */
export class RedisQuery {
  readonly #parts: RedisQueryParts;
  /** Names of indexes that were found built on this connection. They may have been dropped since. */
  readonly #built = new Set<string>();
  #isSupported = false;

  constructor(parts: RedisQueryParts) {
    this.#parts = parts;
  }

  /** Whether the server has documents and search, when it was last checked. */
  get isSupported(): boolean {
    return this.#isSupported;
  }

  /** Checks what the server supports; called whenever a connection is ready. Rejects if the server cannot be reached. */
  async detect(call: Call): Promise<void> {
    // This may be another server than the one that had the indexes.
    this.#built.clear();
    const known = await this.#send(["COMMAND", "INFO", "FT.SEARCH", "JSON.SET"], call);
    this.#isSupported = Array.isArray(known) && known.length === 2 && known.every((entry) => entry !== null);
  }

  /** One page. */
  async page(query: RecordQuery, call: Call): Promise<QueryPage> {
    try {
      if (!this.#isSupported) await this.detect(call);
      if (!this.#isSupported) throw this.#unsupportedError();
      const index = indexOf(this.#parts.indexes, query.index);
      return await this.#collect(query, index, call);
    } catch (thrown) {
      throw asStoreError(thrown).with({ outcome: "not-applied" });
    }
  }

  async #collect(query: RecordQuery, index: QueryIndex, call: Call): Promise<QueryPage> {
    const page = new Page(query);
    let count = Math.min(searchStepMax, Math.max(searchStepMin, query.limit));
    while (page.examined < candidatesMax) {
      const candidates = await this.#search(query, index, page.position, count, call);
      for (let from = 0; from < candidates.length; from += readStep) {
        const error = endedCallError(call);
        if (error !== undefined) throw error;
        const keys = candidates.slice(from, from + readStep);
        const results = await this.#parts.reader.read(keys, "full", call);
        for (const [at, key] of keys.entries()) if (!page.add(key, results[at])) return page.end(false);
      }
      if (candidates.length < count) return page.end(true);
      count = Math.min(searchStepMax, count * 2);
    }
    return page.end(false);
  }

  async #search(
    query: RecordQuery,
    index: QueryIndex,
    position: number,
    count: number,
    call: Call,
  ): Promise<readonly string[]> {
    const scope = scopeOf(query.prefix);
    const name = serverName(scope, index);
    const words = searchCommand(name, index, query, position, count);
    for (let attempt = 1; attempt <= attemptsMax; attempt++) {
      await this.#build(scope, index, call);
      const keys = await this.#searchBuilt(name, words, call);
      if (keys !== undefined) return keys;
      this.#built.delete(name);
    }
    throw indexLostError();
  }

  // Undefined if the index was dropped or is being built. Both commands are sent in one write, so that the search sees the
  // index that FT.INFO described: after the search, an index built meanwhile would make an incomplete result look complete.
  async #searchBuilt(
    name: string,
    words: readonly string[],
    call: Call,
  ): Promise<readonly string[] | undefined> {
    try {
      const replies = [this.#isBuilding(name, call), this.#send(this.#timed(words, call), call)] as const;
      const [isBuilding, reply] = await Promise.all(replies);
      return isBuilding ? undefined : keysIn(reply);
    } catch (thrown) {
      if (indexProblemOf(thrown) === "index-missing") return undefined;
      throw searchError(thrown);
    }
  }

  // A search that reaches its own timeout returns a partial result without an indication, so the call must time out first.
  #timed(words: readonly string[], { clock, deadline }: Call): readonly string[] {
    const leftMs = Math.min(deadline - clock.monotonic(), this.#parts.searchMsMax);
    return [...words, "TIMEOUT", String(Math.max(1, Math.ceil(leftMs)) + 100)];
  }

  async #build(scope: string, index: QueryIndex, call: Call): Promise<void> {
    const name = serverName(scope, index);
    if (this.#built.has(name)) return;
    if (this.#built.size >= scopesMax)
      throw new StoreError(
        "overloaded",
        `this store already has search indexes for ${scopesMax} prefixes, which is the limit`,
      );
    await this.#send(createCommand(scope, index), call).catch(ignoreExisting);
    await this.#waitUntilBuilt(name, call);
    this.#built.add(name);
  }

  async #waitUntilBuilt(name: string, call: Call): Promise<void> {
    while (await this.#isBuilding(name, call).catch(throwIndexLost)) {
      await sleep(builtPollMs);
      if (endedCallError(call) === undefined) continue;
      throw new StoreError("unavailable", "the search index is being built", { retryDelayMs: 1000 });
    }
  }

  async #isBuilding(name: string, call: Call): Promise<boolean> {
    const info = await this.#send(["FT.INFO", name], call);
    const facts = Array.isArray(info) ? info : [];
    return Number(String(facts[facts.findIndex((word) => String(word) === "indexing") + 1])) !== 0;
  }

  #send(words: readonly string[], call: Call): Promise<unknown> {
    const [name = "", ...rest] = words;
    return new Promise((resolve, reject) => {
      const done = (reply: unknown, error: StoreError | undefined) =>
        error ? reject(error) : resolve(reply);
      this.#parts.topology.send(new RedisRequest(command(name, ...rest), call, 0, done));
    });
  }

  #unsupportedError(): StoreError {
    const { storeName } = this.#parts.context;
    const message = `store ${storeName}: this Redis server has no JSON documents and search; queries need Redis 8 or the modules RedisJSON and RediSearch`;
    return new StoreError("unsupported", message);
  }
}

/** Collects the records of a page. */
class Page {
  readonly #query: RecordQuery;
  readonly #records: QueriedRecord[] = [];
  #bytes = 0;
  /** Candidates examined so far. */
  examined = 0;

  constructor(query: RecordQuery) {
    this.#query = query;
  }

  get position(): number {
    return this.#query.position + this.examined;
  }

  /** Adds a candidate if it satisfies the query. Returns false if it does not fit: the page is complete. */
  add(key: string, result: QueriedRecord["result"] | undefined): boolean {
    const { limit, bytesMax } = this.#query;
    if (this.#records.length === limit) return false;
    if (result !== undefined && this.#satisfies(key, result)) {
      const bytes = result instanceof StoreError ? 0 : result.value.byteLength;
      if (this.#records.length > 0 && this.#bytes + bytes > bytesMax) return false;
      this.#bytes += bytes;
      this.#records.push({ key, result });
    }
    this.examined += 1;
    return true;
  }

  end(isLast: boolean): QueryPage {
    return { records: this.#records, nextPosition: this.position, isLast };
  }

  // Throws a failure of the whole call; a record that cannot be read satisfies no filter.
  #satisfies(key: string, result: QueriedRecord["result"]): boolean {
    const { prefix, filter } = this.#query;
    if (result instanceof StoreError && result.code !== "corrupt") throw result;
    if (!key.startsWith(prefix) || key.includes(keySeparator, prefix.length) || !isRecordKey(key))
      return false;
    if (filter === undefined) return true;
    const value = result instanceof StoreError ? undefined : jsonOf(result.value);
    return value !== undefined && matches(filter, value);
  }
}

/** The prefix of all keys of an app: up to and including the first separator. Empty if there is none. */
function scopeOf(prefix: string): string {
  const at = prefix.indexOf(keySeparator);
  return at === -1 ? "" : prefix.slice(0, at + keySeparator.length);
}

function indexOf(indexes: QueryIndexes, name: string | undefined): QueryIndex {
  const found =
    name === undefined && indexes.length === 1 ? indexes[0] : indexes.find((each) => each.name === name);
  if (found !== undefined) return found;
  const names = indexes.map((each) => each.name).join(", ");
  const what = name === undefined ? "is missing" : "is not an index of this store";
  throw violationError([{ path: ["index"], description: `${what}; the indexes are ${names}` }]);
}

// A reply is the total number of results, then the keys of this page of them.
function keysIn(reply: unknown): readonly string[] {
  return Array.isArray(reply) ? reply.slice(1).map(String) : [];
}

function ignoreExisting(thrown: unknown): void {
  if (indexProblemOf(thrown) !== "index-exists") throw thrown;
}

function indexLostError(cause?: unknown): StoreError {
  const message = "another client dropped or recreated the search index during the query";
  return new StoreError("unavailable", message, { retryDelayMs: 1000, cause });
}

// Another client dropped the index during the wait; the next call creates it again.
function throwIndexLost(thrown: unknown): never {
  throw indexProblemOf(thrown) === "index-missing" ? indexLostError(asStoreError(thrown).cause) : thrown;
}

function searchError(thrown: unknown): StoreError {
  if (indexProblemOf(thrown) !== "offset-too-large") return asStoreError(thrown);
  const description = "is greater than the number of records that this Redis server allows a search to skip";
  return violationError([{ path: ["position"], description }], "invalid", { cause: thrown });
}
