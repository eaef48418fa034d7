// Query: one whole page of the records that satisfy a filter. A store may
// answer less than a page at a time; it is asked until the page is full, nothing
// is left, or its bound in bytes is reached, which is said and not hidden: a
// caller that is given fewer records than it asked for takes them for the last.
import type { Call } from "../model/call.ts";
import { StoreError, violationError } from "../model/errors.ts";
import { pageBytesMaxDefault, pageSizeMax } from "../model/limits.ts";
import type { QueriedRecord, QueryFilter, QuerySort } from "../store/record-query.ts";
import type { StateStore } from "../store/state-store.ts";
import { unanswered } from "./answer.ts";

/** What to find. */
export interface QueryInput {
  /** Undefined: every record. */
  readonly filter: QueryFilter | undefined;
  readonly sort: readonly QuerySort[];
  /** Records found that are passed over. */
  readonly position: number;
  /** Most records, 1 to 1000; undefined: all there are, of which there may be 1000. */
  readonly limit: number | undefined;
  /** Name of the search index to ask; undefined: the only one. */
  readonly index: string | undefined;
  /** Most bytes of keys, values and bookkeeping of the page. Default: 3 MiB. */
  readonly pageBytesMax?: number;
}

/** One page. */
export interface QueryOutcome {
  readonly records: readonly QueriedRecord[];
  /** Where the next page begins. */
  readonly nextPosition: number;
}

// What an answer holds of a record besides key and value.
const bookkeepingBytes = 128;

/**
 * The page. Throws `unsupported` if the store cannot look into values; `too-large`, naming the limit, if the page has more
 * bytes than it may, or if no limit was given and more than 1000 records are found.
 */
export async function query(store: StateStore, input: QueryInput, call: Call): Promise<QueryOutcome> {
  const ask = store.query;
  if (ask === undefined) throw new StoreError("unsupported", "the store cannot look into values");
  const { filter, sort, index, pageBytesMax = pageBytesMaxDefault } = input;
  const wanted = input.limit ?? pageSizeMax;
  const records: QueriedRecord[] = [];
  let bytes = 0;
  let position = input.position;
  for (;;) {
    const bytesMax = Math.max(1, pageBytesMax - bytes);
    const limit = wanted - records.length;
    const page = await ask({ prefix: "", filter, sort, position, limit, bytesMax, index }, call);
    if (page.records.length === 0 && !page.isLast && page.nextPosition <= position) throw unanswered();
    records.push(...page.records);
    bytes += page.records.reduce((sum, found) => sum + bytesOf(found), 0);
    position = page.nextPosition;
    if (bytes > pageBytesMax && records.length > 1) throw tooManyBytes(input.limit, pageBytesMax);
    if (page.isLast) return { records, nextPosition: position };
    if (records.length < wanted) continue;
    if (input.limit === undefined) throw tooManyRecords();
    return { records, nextPosition: position };
  }
}

function bytesOf({ key, result }: QueriedRecord): number {
  const valueBytes = result instanceof StoreError ? 0 : result.value.byteLength;
  return key.length + valueBytes + bookkeepingBytes;
}

function tooManyBytes(limit: number | undefined, bytesMax: number): StoreError {
  const asked = limit === undefined ? "is not given" : `is ${limit}`;
  const description = `${asked}, and the records found are more than the limit of ${bytesMax} bytes for a page; ask for fewer`;
  return violationError([{ path: ["limit"], description }], "too-large");
}

function tooManyRecords(): StoreError {
  const description = `is not given, and more records are found than the limit of ${pageSizeMax}; give a limit, and request the next page with the token`;
  return violationError([{ path: ["limit"], description }], "too-large");
}
