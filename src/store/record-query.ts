// Finding records by what is in them: an optional ability of a store, which
// `facts.queries` states. Its clauses are law as those of the other calls are,
// and `test/query` has a test for each. A value is looked into if it is JSON;
// whatever else it is, no condition holds for it.
import type { Call } from "../model/call.ts";
import type { StoreError } from "../model/errors.ts";
import type { StateRecord } from "../model/record.ts";

/** What a condition compares with: a JSON value that is neither object nor list. */
export type QueryScalar = string | number | boolean | null;

/** Names of members, from the outermost in. A list is not entered. At least one. */
export type QueryPath = readonly string[];

/** Whether a value is, or is not, equal to a scalar: of the same JSON type, numbers as numbers, texts byte for byte. */
export interface EqualityCondition {
  readonly type: "equal" | "unequal";
  readonly path: QueryPath;
  readonly value: QueryScalar;
}

/** Whether a value is a number that stands so to another. */
export interface OrderCondition {
  readonly type: "greater" | "greater-or-equal" | "less" | "less-or-equal";
  readonly path: QueryPath;
  readonly value: number;
}

/** Whether a value is equal to one of some scalars. */
export interface MembershipCondition {
  readonly type: "in";
  readonly path: QueryPath;
  readonly values: readonly QueryScalar[];
}

/** Whether all, or any, of some filters hold. */
export interface JoinedFilter {
  readonly type: "and" | "or";
  readonly filters: readonly QueryFilter[];
}

/** What has to hold for a record. A condition on a path that is not there does not hold, `unequal` neither. */
export type QueryFilter = EqualityCondition | OrderCondition | MembershipCondition | JoinedFilter;

/** By what records are ordered; each but the first orders those that are equal by the ones before it. */
export interface QuerySort {
  readonly path: QueryPath;
  readonly descending: boolean;
}

/** What to find. */
export interface RecordQuery {
  /**
   * What the stored keys begin with, byte for byte; no character in it is special. What holds the separator after it lies
   * deeper (as what Dapr's actors keep) and is not meant.
   */
  readonly prefix: string;
  /** Undefined: every record. */
  readonly filter: QueryFilter | undefined;
  readonly sort: readonly QuerySort[];
  /** How many of the records found are passed over: 0, or the `nextPosition` of the page before. */
  readonly position: number;
  /** Most records of this page: 1 to 1000. */
  readonly limit: number;
  /** Most bytes of values of this page; one record is answered however large it is. */
  readonly bytesMax: number;
  /** The configured search index to ask, where the store has such; undefined: the only one. */
  readonly index: string | undefined;
}

/** One record found, or why it cannot be shown (`corrupt`). */
export interface QueriedRecord {
  readonly key: string;
  readonly result: StateRecord | StoreError;
}

/** One page of what was found. */
export interface QueryPage {
  readonly records: readonly QueriedRecord[];
  /** Where the next page begins. */
  readonly nextPosition: number;
  /** Whether nothing comes after this page. */
  readonly isLast: boolean;
}

/**
 * One page of the records that satisfy a filter.
 * - Q1 Exactly the records whose keys begin with the prefix, hold no separator after it, and satisfy the filter are answered,
 *   whole and as a read answers them; no other prefix's record ever.
 * - Q2 Without a filter every record of the prefix is answered that the store can look into, and maybe others; one that
 *   cannot be read is a `corrupt` error in its own place. With a filter, what is no JSON is passed over.
 * - Q3 A page holds at most `limit` records and, if it holds more than one, at most `bytesMax` bytes of values; it may hold
 *   fewer, even none, while `isLast` is false. Pages follow each other by `nextPosition` without a gap while nobody writes.
 * - Q4 Records come in the order of the sort: numbers as numbers, and those that have no such member, or null, after all
 *   others either way. A store that can sort by less refuses the rest as `invalid`.
 * - Q5 Due records are not answered.
 * - Q6 What a store cannot be asked is `invalid`, naming the field; a path, a name or a text is never more than data.
 * - Q7 A query ends by its deadline and is not begun after it; it writes no record.
 * - Q8 Where `facts.queries` is false, a query is refused as `unsupported`, or there is none to call.
 */
export type QueryRecords = (query: RecordQuery, call: Call) => Promise<QueryPage>;
