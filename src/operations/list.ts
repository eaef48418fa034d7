// List: the records of a prefix, page by page. A page is bounded in count by the request
// and in bytes by this file, so that a page of large values can still be sent; records
// that do not fit are on the next page.
import type { Call } from "../model/call.ts";
import { violationError } from "../model/errors.ts";
import { pageBytesMaxDefault, pageSizeDefault, pageSizeMax } from "../model/limits.ts";
import type { StateRecord, View } from "../model/record.ts";
import type { ScanPage, StateStore } from "../store/state-store.ts";
import { decodeListCursor, encodeListCursor } from "./list-cursor.ts";
import { ReadingStep, recordBytes } from "./reading-step.ts";

/** What to list. */
export interface ListInput {
  /** The store's configured name: a cursor belongs to it. */
  readonly storeName: string;
  /** What the keys begin with. Empty: every key. */
  readonly prefix: string;
  readonly view: View;
  /** The maximum number of records of the page; 0 means 100, more than 1000 means 1000. */
  readonly limit: number;
  /** The cursor of the previous page; undefined for the first. */
  readonly cursor: string | undefined;
  /** Approximate limit of a page of whole records, keys and times included, in bytes; one record always fits. Default: 3 MiB. */
  readonly pageBytesMax?: number;
}

/** One page. */
export interface ListPage {
  readonly records: readonly StateRecord[];
  /** The cursor for the next page; undefined if this was the last. */
  readonly cursor: string | undefined;
}

/** One page. Throws `invalid` for a negative limit or a cursor of another query. */
export async function list(store: StateStore, input: ListInput, call: Call): Promise<ListPage> {
  const { storeName, prefix, view } = input;
  const scope = { app: call.app, storeName, prefix, view };
  const first = input.cursor === undefined ? undefined : decodeListCursor(scope, input.cursor);
  const { records, cursor } = await pageFrom(store, input, first, call);
  return { records, cursor: cursor === undefined ? undefined : encodeListCursor(scope, cursor) };
}

function pageLimit(limit: number): number {
  if (limit < 0) {
    const description = `is ${limit}; it must be from 0 to ${pageSizeMax}`;
    throw violationError([{ path: ["limit"], description }]);
  }
  return limit === 0 ? pageSizeDefault : Math.min(limit, pageSizeMax);
}

// Values are read in steps, because their sizes are known only after reading.
async function pageFrom(
  store: StateStore,
  input: ListInput,
  first: string | undefined,
  call: Call,
): Promise<ScanPage> {
  const limit = pageLimit(input.limit);
  if (input.view !== "full") return scanPage(store, input, first, limit, call);
  const bytesMax = input.pageBytesMax ?? pageBytesMaxDefault;
  const records: StateRecord[] = [];
  const step = new ReadingStep();
  let bytesLeft = bytesMax;
  let cursor = first;
  while (records.length < limit && (records.length === 0 || step.meanBytes <= bytesLeft)) {
    const stepLimit = Math.min(step.recordsFor(bytesLeft), limit - records.length);
    const page = await scanPage(store, input, cursor, stepLimit, call);
    const stepBytes = page.records.reduce((sum, record) => sum + recordBytes(record), 0);
    const isAlone = records.length === 0 && page.records.length === 1;
    step.fetched(page.records.length, stepBytes);
    if (stepBytes > bytesLeft && !isAlone) {
      // A cursor points after the last record of its step, so a step is used completely or read again.
      if (records.length > 0) break;
      step.shrink(page.records.length);
      continue;
    }
    records.push(...page.records);
    bytesLeft -= stepBytes;
    cursor = page.cursor;
    if (cursor === undefined || page.records.length === 0) break;
  }
  return { records, cursor };
}

function scanPage(
  store: StateStore,
  { prefix, view }: ListInput,
  cursor: string | undefined,
  limit: number,
  call: Call,
): Promise<ScanPage> {
  return store.scan({ prefix, cursor, limit, view }, call);
}
