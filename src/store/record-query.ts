// Queries: finding records by their values, an optional capability of a store, which
// `facts.queries` states. Its clauses are binding like those of the other calls, and
// `test/query` tests each. Only values that are JSON are queried; no condition holds
// for any other value.
import type { Call } from "../model/call.ts";
import type { StoreError } from "../model/errors.ts";
import type { StateRecord } from "../model/record.ts";

/** What a condition compares with: a JSON value that is neither an object nor a list. */
export type QueryScalar = string | number | boolean | null;

/** Names of members, from the outermost inwards; at least one. Lists are not entered. */
export type QueryPath = readonly string[];

/** Holds if a value is equal, or unequal, to a scalar: of the same JSON type, numbers as numbers, texts byte for byte. */
export interface EqualityCondition {
  readonly type: "equal" | "unequal";
  readonly path: QueryPath;
  readonly value: QueryScalar;
}

/** Holds if a value is a number with this relation to another. */
export interface OrderCondition {
  readonly type: "greater" | "greater-or-equal" | "less" | "less-or-equal";
  readonly path: QueryPath;
  readonly value: number;
}

/** Holds if a value is equal to one of some scalars. */
export interface MembershipCondition {
  readonly type: "in";
  readonly path: QueryPath;
  readonly values: readonly QueryScalar[];
}

/** Holds if all (`and`) or any (`or`) of its filters hold. */
export interface JoinedFilter {
  readonly type: "and" | "or";
  readonly filters: readonly QueryFilter[];
}

/** The condition that a record must satisfy. A condition on a path that does not exist does not hold, not even `unequal`. */
export type QueryFilter = EqualityCondition | OrderCondition | MembershipCondition | JoinedFilter;

/** A sort key; each key after the first orders the records that are equal by the keys before it. */
export interface QuerySort {
  readonly path: QueryPath;
  readonly descending: boolean;
}

/** What to find. */
export interface RecordQuery {
  /**
   * What the stored keys begin with, byte for byte; no character in it is special. Keys with a separator after the prefix
   * (such as those of Dapr's actors) are not included.
   */
  readonly prefix: string;
  /** Undefined: every record. */
  readonly filter: QueryFilter | undefined;
  readonly sort: readonly QuerySort[];
  /** How many of the matching records are skipped: 0, or the `nextPosition` of the previous page. */
  readonly position: number;
  /** The maximum number of records of this page: 1 to 1000. */
  readonly limit: number;
  /** The maximum number of bytes of values of this page; one record is always returned, whatever its size. */
  readonly bytesMax: number;
  /** Name of the configured search index to use, where the store has several. Undefined: the only one. */
  readonly index: string | undefined;
}

/** One record found, or why it cannot be read (`corrupt`). */
export interface QueriedRecord {
  readonly key: string;
  readonly result: StateRecord | StoreError;
}

/** One page of the records found. */
export interface QueryPage {
  readonly records: readonly QueriedRecord[];
  /** Position of the next page. */
  readonly nextPosition: number;
  /** Whether this is the last page. */
  readonly isLast: boolean;
}

/**
 * One page of the records that satisfy a filter.
 * - Q1 Exactly the records are returned whose keys begin with the prefix, contain no separator after it, and satisfy the
 *   filter, complete and as a read returns them; a record with another prefix is never returned.
 * - Q2 Without a filter, every record of the prefix is returned whose value the store can query, and possibly others; one
 *   that cannot be decoded is a `corrupt` error in its own place. With a filter, values that are not JSON are skipped.
 * - Q3 A page has at most `limit` records and, if it has more than one, at most `bytesMax` bytes of values. It may have
 *   fewer, even none, while `isLast` is false. By `nextPosition`, pages follow each other without a gap while nothing is
 *   written.
 * - Q4 Records are in the order of the sort, numbers as numbers. Those without the member, or where it is null, come after
 *   all others, ascending and descending. A store that supports fewer sorts rejects the others as `invalid`.
 * - Q5 Expired records are not returned.
 * - Q6 A query that the store does not support is `invalid` with its field; paths, names and texts are treated as data only.
 * - Q7 A query ends by its deadline and is not sent after it; it writes no record.
 * - Q8 `query` is undefined where a store can never query, and `facts.queries` is then false. Where its server decides,
 *   `facts.queries` tells what is known of the server, and a query that the server does not support is `unsupported`.
 */
export type QueryRecords = (query: RecordQuery, call: Call) => Promise<QueryPage>;
