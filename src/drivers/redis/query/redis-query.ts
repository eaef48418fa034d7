// Queries of documents by a search index of our own for each app's prefix, made
// when it is first asked for. The index names candidates; each is read as any
// other read and compared here, so that what is answered is what is there, of
// the prefix, and exactly what the filter says. An index that others dropped is
// made again; none is dropped here, since another store may be asking it. What a
// search finds counts only if the index had taken in all that was there by then.
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
import type { RedisReader } from "../redis-reader.ts";
import { isRecordKey } from "../redis-scan.ts";
import type { QueryIndex, QueryIndexes } from "./redis-query-indexes.ts";
import { createCommand, searchCommand, serverName } from "./redis-query-text.ts";

/** What queries are made with. */
export interface RedisQueryParts {
  readonly topology: RedisTopology;
  readonly reader: RedisReader;
  readonly indexes: QueryIndexes;
  readonly context: DriverContext;
  /** Longest time for one search, in ms. */
  readonly searchMsMax: number;
}

// Candidates that are read at once: whole records, of whatever size.
const readStep = 16;
// Candidates that one search names, and those that one page may look at.
const searchStepMin = 16;
const searchStepMax = 1000;
const candidatesMax = 10_000;

const scopesMax = 64;
const builtPollMs = 20;
// How often one search begins anew because its index has gone or is being filled again.
const attemptsMax = 4;
const gonePattern = /no such index|unknown index|index not found/i;

/** Finds documents. */
export class RedisQuery {
  readonly #parts: RedisQueryParts;
  /** Names of indexes that this connection has seen to be there and filled. They may have gone since. */
  readonly #built = new Set<string>();
  #isAble = false;

  constructor(parts: RedisQueryParts) {
    this.#parts = parts;
  }

  /** Whether the server knows documents and search, as far as it has been asked. */
  get isAble(): boolean {
    return this.#isAble;
  }

  /** Asks the server what it knows; to be called whenever a connection was opened anew. Rejects if it cannot be asked. */
  async learn(call: Call): Promise<void> {
    // Another server may have taken the place of the one that had them.
    this.#built.clear();
    const known = await this.#ask(["COMMAND", "INFO", "FT.SEARCH", "JSON.SET"], call);
    this.#isAble = Array.isArray(known) && known.length === 2 && known.every((entry) => entry !== null);
  }

  /** One page. */
  async page(query: RecordQuery, call: Call): Promise<QueryPage> {
    try {
      if (!this.#isAble) await this.learn(call);
      if (!this.#isAble) throw this.#unable();
      const index = indexOf(this.#parts.indexes, query.index);
      return await this.#collect(query, index, call);
    } catch (thrown) {
      throw asStoreError(thrown).with({ outcome: "not-applied" });
    }
  }

  async #collect(query: RecordQuery, index: QueryIndex, call: Call): Promise<QueryPage> {
    const page = new Page(query);
    let count = Math.min(searchStepMax, Math.max(searchStepMin, query.limit));
    while (page.looked < candidatesMax) {
      const candidates = await this.#search(query, index, page.position, count, call);
      for (let from = 0; from < candidates.length; from += readStep) {
        const fault = endedCallError(call);
        if (fault !== undefined) throw fault;
        const keys = candidates.slice(from, from + readStep);
        const results = await this.#parts.reader.read(keys, "full", call);
        for (const [at, key] of keys.entries()) if (!page.look(key, results[at])) return page.end(false);
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
      const keys = await this.#searchFilled(name, words, call);
      if (keys !== undefined) return keys;
      this.#built.delete(name);
    }
    throw unsteady();
  }

  // Undefined if the index has gone or is being filled. Both commands leave as one write, so that the search is of the
  // index as it was described: asked after the search, an index that was filled meanwhile would vouch for a half answer.
  async #searchFilled(
    name: string,
    words: readonly string[],
    call: Call,
  ): Promise<readonly string[] | undefined> {
    try {
      const asked = [this.#isFilling(name, call), this.#ask(this.#timed(words, call), call)] as const;
      const [isFilling, reply] = await Promise.all(asked);
      return isFilling ? undefined : keysIn(reply);
    } catch (thrown) {
      if (says(thrown, gonePattern)) return undefined;
      throw translated(thrown);
    }
  }

  // At the end of its own time a search answers what it has, as if that were all: ours has to be over before.
  #timed(words: readonly string[], { clock, deadline }: Call): readonly string[] {
    const leftMs = Math.min(deadline - clock.monotonic(), this.#parts.searchMsMax);
    return [...words, "TIMEOUT", String(Math.max(1, Math.ceil(leftMs)) + 100)];
  }

  async #build(scope: string, index: QueryIndex, call: Call): Promise<void> {
    const name = serverName(scope, index);
    if (this.#built.has(name)) return;
    if (this.#built.size >= scopesMax)
      throw new StoreError("overloaded", `this store has search indexes for ${scopesMax} prefixes already`);
    await this.#ask(createCommand(scope, index), call).catch(unlessThere);
    await this.#waitUntilBuilt(name, call);
    this.#built.add(name);
  }

  async #waitUntilBuilt(name: string, call: Call): Promise<void> {
    while (await this.#isFilling(name, call).catch(throwUnsteady)) {
      await new Promise((resolve) => setTimeout(resolve, builtPollMs));
      if (endedCallError(call) === undefined) continue;
      throw new StoreError("unavailable", "the search index is being built", { retryDelayMs: 1000 });
    }
  }

  async #isFilling(name: string, call: Call): Promise<boolean> {
    const info = await this.#ask(["FT.INFO", name], call);
    const facts = Array.isArray(info) ? info : [];
    return Number(String(facts[facts.findIndex((word) => String(word) === "indexing") + 1])) !== 0;
  }

  #ask(words: readonly string[], call: Call): Promise<unknown> {
    const [name = "", ...rest] = words;
    return new Promise((resolve, reject) => {
      const done = (reply: unknown, fault: StoreError | undefined) =>
        fault ? reject(fault) : resolve(reply);
      this.#parts.topology.send(new RedisRequest(command(name, ...rest), call, 0, done));
    });
  }

  #unable(): StoreError {
    const { storeName } = this.#parts.context;
    const message = `store ${storeName}: Redis does not know documents and search (the modules RedisJSON and RediSearch, or Redis 8)`;
    return new StoreError("unsupported", message);
  }
}

/** A page that is being filled. */
class Page {
  readonly #query: RecordQuery;
  readonly #records: QueriedRecord[] = [];
  #bytes = 0;
  /** Candidates looked at. */
  looked = 0;

  constructor(query: RecordQuery) {
    this.#query = query;
  }

  get position(): number {
    return this.#query.position + this.looked;
  }

  /** Takes a candidate, or passes over it; false if it does not fit any more and the page is at its end. */
  look(key: string, result: QueriedRecord["result"] | undefined): boolean {
    const { limit, bytesMax } = this.#query;
    if (this.#records.length === limit) return false;
    if (result !== undefined && this.#isFound(key, result)) {
      const bytes = result instanceof StoreError ? 0 : result.value.byteLength;
      if (this.#records.length > 0 && this.#bytes + bytes > bytesMax) return false;
      this.#bytes += bytes;
      this.#records.push({ key, result });
    }
    this.looked += 1;
    return true;
  }

  end(isLast: boolean): QueryPage {
    return { records: this.#records, nextPosition: this.position, isLast };
  }

  // A failure of the whole call is thrown; what cannot be read satisfies no filter.
  #isFound(key: string, result: QueriedRecord["result"]): boolean {
    const { prefix, filter } = this.#query;
    if (result instanceof StoreError && result.code !== "corrupt") throw result;
    if (!key.startsWith(prefix) || key.includes(keySeparator, prefix.length) || !isRecordKey(key))
      return false;
    if (filter === undefined) return true;
    const value = result instanceof StoreError ? undefined : jsonOf(result.value);
    return value !== undefined && matches(filter, value);
  }
}

/** What all keys of an app begin with: the prefix up to its first separator. Keys without one are of no app. */
function scopeOf(prefix: string): string {
  const at = prefix.indexOf(keySeparator);
  return at === -1 ? "" : prefix.slice(0, at + keySeparator.length);
}

function indexOf(indexes: QueryIndexes, name: string | undefined): QueryIndex {
  const found =
    name === undefined && indexes.length === 1 ? indexes[0] : indexes.find((each) => each.name === name);
  if (found !== undefined) return found;
  const there = indexes.map((each) => each.name).join(", ");
  const what = name === undefined ? "is missing" : "names no index of this store";
  throw violationError([{ path: ["index"], description: `${what}; there are ${there}` }]);
}

// The number of all that was found, and the keys of this part of it.
function keysIn(reply: unknown): readonly string[] {
  return Array.isArray(reply) ? reply.slice(1).map(String) : [];
}

function says(thrown: unknown, pattern: RegExp): boolean {
  const { cause } = asStoreError(thrown);
  return cause instanceof Error && pattern.test(cause.message);
}

function unlessThere(thrown: unknown): void {
  if (!says(thrown, /index already exists/i)) throw thrown;
}

function unsteady(cause?: unknown): StoreError {
  const message = "the search index was dropped or made anew by others while it was asked";
  return new StoreError("unavailable", message, { retryDelayMs: 1000, cause });
}

// An index that vanishes while it is waited for is somebody's doing, and is made again by the next call.
function throwUnsteady(thrown: unknown): never {
  throw says(thrown, gonePattern) ? unsteady(asStoreError(thrown).cause) : thrown;
}

function translated(thrown: unknown): StoreError {
  if (!says(thrown, /offset exceeds/i)) return asStoreError(thrown);
  const description = "lies beyond the records that this Redis lets a search pass over";
  return violationError([{ path: ["position"], description }], "invalid", { cause: thrown });
}
