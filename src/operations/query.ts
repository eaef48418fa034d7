// Query: one full page of the records that satisfy a filter. A store may return less than
// a page at a time; it is queried until the page is full or no records are left.
// Exceeding the bound in bytes is an error, because a client treats a page with fewer
// records than requested as the last one.
import type { Call } from "../model/call.ts";
import { StoreError, violationError } from "../model/errors.ts";
import { pageBytesMaxDefault, pageSizeMax } from "../model/limits.ts";
import type { QueriedRecord, QueryFilter, QuerySort } from "../store/record-query.ts";
import type { StateStore } from "../store/state-store.ts";
import { missingResultError } from "./store-calls.ts";

/** The arguments of a query. */
export interface QueryInput {
  /** Undefined: every record. */
  readonly filter: QueryFilter | undefined;
  readonly sort: readonly QuerySort[];
  /** Number of records found that are skipped. */
  readonly position: number;
  /** Most records, 1 to 1000. Undefined: all, of which there may be at most 1000. */
  readonly limit: number | undefined;
  /** Name of the search index to use. Undefined: the only one. */
  readonly index: string | undefined;
  /** Most bytes of keys, values and overhead of the page. Default: 3 MiB. */
  readonly pageBytesMax?: number;
}

/** One page. */
export interface QueryOutcome {
  readonly records: readonly QueriedRecord[];
  /** Position of the next page. */
  readonly nextPosition: number;
}

// Overhead of a record in a reply, besides key and value.
const bookkeepingBytes = 128;

/**
 * Returns the page. Throws `unsupported` if the store cannot query values, and `too-large` with the limit if the page exceeds
 * its bytes, or if no limit was given and more than 1000 records are found.
 */
export async function query(store: StateStore, input: QueryInput, call: Call): Promise<QueryOutcome> {
  const queryPage = store.query;
  if (queryPage === undefined) throw new StoreError("unsupported", "the store cannot query values");
  const { filter, sort, index, pageBytesMax = pageBytesMaxDefault } = input;
  const wanted = input.limit ?? pageSizeMax;
  const records: QueriedRecord[] = [];
  let bytes = 0;
  let position = input.position;
  for (;;) {
    const bytesMax = Math.max(1, pageBytesMax - bytes);
    const limit = wanted - records.length;
    const page = await queryPage({ prefix: "", filter, sort, position, limit, bytesMax, index }, call);
    if (page.records.length === 0 && !page.isLast && page.nextPosition <= position)
      throw missingResultError();
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
  const requested = limit === undefined ? "is not given" : `is ${limit}`;
  const description = `${requested}, and the records found are more than the limit of ${bytesMax} bytes for a page; request fewer`;
  return violationError([{ path: ["limit"], description }], "too-large");
}

function tooManyRecords(): StoreError {
  const description = `is not given, and more records are found than the limit of ${pageSizeMax}; give a limit, and request the next page with the token`;
  return violationError([{ path: ["limit"], description }], "too-large");
}
