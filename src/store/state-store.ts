// The one interface of every store, driver or layer. Its clauses are numbered and
// binding: the conformance suite tests each of them on every store. Where a driver
// cannot meet a clause, the suite names the exception and its reason. Keys here are
// stored keys; the namespace layer adds the app's prefix.
import type { Call } from "../model/call.ts";
import type { StoreError } from "../model/errors.ts";
import type { Consistency, MutationResult, Transaction } from "../model/mutation.ts";
import type { StateRecord, View } from "../model/record.ts";
import type { StoreFacts } from "./facts.ts";
import type { QueryRecords } from "./record-query.ts";

/** How to read. */
export interface ReadOptions {
  readonly consistency: Consistency;
  readonly view: View;
}

/** The result for one key: its record, undefined if there is none, or why it cannot be read (`corrupt`). */
export type ReadResult = StateRecord | undefined | StoreError;

/** The result of one transaction: a result per mutation, or why none was applied or may not have been. */
export type TransactionResult = readonly MutationResult[] | StoreError;

/** What to scan. */
export interface ScanQuery {
  /** What the stored keys begin with, byte for byte; no character in it is special. */
  readonly prefix: string;
  /** The cursor of the previous page; undefined for the first page. */
  readonly cursor: string | undefined;
  /** The maximum number of records of this page: 1 to 1000. */
  readonly limit: number;
  readonly view: View;
}

/** One page of a scan. */
export interface ScanPage {
  readonly records: readonly StateRecord[];
  /** The cursor for the next page; undefined if this was the last. */
  readonly cursor: string | undefined;
}

/**
 * Keys.
 * - K1 Two keys are the same only if their UTF-8 bytes are equal: case, accents, normal forms and trailing spaces count.
 * - K2 A key of 1024 bytes after the prefix of the longest app id works like any other.
 * - K3 No character of a key is special in any call: `%`, `_`, `*`, `?`, `[`, `{`, quotes, backslash, newline.
 *
 * Values.
 * - V1 A value is read back byte for byte: empty values, all byte values, and the largest size.
 * - V2 Content type, kind and times are read back as they were written, to the millisecond.
 * - V3 An empty value is a record; a missing key is not.
 *
 * Read.
 * - R1 One result per key, in the order of the request; a key that occurs several times has several results.
 * - R2 A key that does not exist or has expired is undefined.
 * - R3 A record that cannot be decoded is a `corrupt` error in its own place; the other keys have their results.
 * - R4 After a write was acknowledged, every later `strong` read returns it or a later write.
 * - R5 View `metadata` returns everything except the value; view `keys` only the key.
 *
 * Commit.
 * - C1 One result per transaction, in the order of the request; transactions are independent of each other.
 * - C2 A transaction is applied completely or not at all, for every reader and after every crash.
 * - C3 A precondition (absent, present, version) is checked against the record at the moment the transaction is applied; an
 *   expired record is absent. The first precondition that fails decides the error, which gives its index in `mutationIndex`.
 * - C4 absent fails with `already-exists`, present with `missing`, version with `conflict`, also if there is no record.
 * - C5 put and add give the record a new version. A version is never reused for a key, even after the key was removed or
 *   expired, or the store was reopened. touch and check do not change the version.
 * - C6 put replaces value, content type, kind and expiry, sets the update time, and keeps the create time of an existing record.
 * - C7 remove of a key that does not exist is not an error; `found` tells whether it existed.
 * - C8 add on a missing key starts from `initial`. On a value that is not a decimal 64-bit integer it fails with
 *   `wrong-type`; a sum that does not fit 64 signed bits is `invalid`; in both cases nothing is written. Concurrent additions
 *   all count.
 * - C9 touch changes only the expiry; on a key that does not exist it does nothing and returns `found: false`.
 * - C10 check writes nothing.
 * - C11 returnPrevious returns the record as it was before the mutation, or nothing.
 * - C12 Transactions of one commit that name the same key are applied in the order given. A transaction names each key
 *   at most once: the guard rejects any other as `invalid` with its `mutationIndex`; a store below a guard may assume it.
 * - C13 A transaction whose idempotency key was used by an applied transaction returns the results of that transaction and
 *   is not applied again; with another fingerprint it is `invalid`. A failed transaction is not remembered.
 * - C14 An acknowledged transaction survives what `facts.durability` states.
 * - C15 Of concurrent transactions with the same version or absent precondition on one key, exactly one is applied.
 * - C16 A store may ignore the hints of a put; apart from the following, the put has the same effect and result as without
 *   them. After `firstWrite`, a put of the key without a version may be a `conflict` until the record is removed or put with
 *   `clearsFirstWrite`, which the mark never makes a `conflict`. After `asJson`, the value may be read back as another text
 *   of the same JSON, with content type `application/json`, kind persistent and without the record's own times; JSON that
 *   the store cannot keep in this way is `invalid`.
 *
 * Expiry.
 * - E1 A record no longer exists for any call from its expire time on, by the call's clock or, where `facts.nativeExpiry`, by
 *   the store's. Exception: where the store's clock decides and the call's is behind it by more than the shorter of 30 s and
 *   the cache's ttl, an `eventual` read may return a cached copy late: by at most the excess, and by at most that ttl.
 * - E2 In put, add and touch, `at` sets the expire time, `none` clears it and `keep` keeps it.
 * - E3 With an expire time in the past the record expires at once; the write itself succeeds.
 * - E4 Expired records are removed from the store in bounded steps, without being read again.
 * - E5 In put, add and touch, `after` sets the expire time to that many ms after the mutation is applied, by the clock of E1.
 *   Where that is the store's clock, the call's does not matter.
 *
 * Scan.
 * - S1 Every record whose key has the prefix and that exists during the whole scan is returned at least once, and exactly
 *   once where `facts.orderedScan`; a record with another prefix is never returned.
 * - S2 Where `facts.orderedScan`, keys are in the order of their UTF-8 bytes.
 * - S3 A page has at most `limit` records. It may have fewer, even none, and still have a cursor for the next page.
 * - S4 Expired records are not returned.
 * - S5 A cursor that this store did not return is `invalid`.
 *
 * Calls.
 * - L1 A call that is cancelled, or whose deadline passes, before it is sent to the store is not applied: it fails with
 *   `cancelled` or `deadline`, outcome `not-applied`.
 * - L2 Every call ends by its deadline, whatever the store does; the outcome of a write that had been sent is then `unknown`.
 * - L3 ping succeeds only if the store can be read now.
 * - L4 After close, every call is rejected with `closed`, outcome `not-applied`. close waits for the calls in flight and can
 *   be called again.
 * - L5 Every failure is a StoreError; no message contains a value or a secret.
 */
export interface StateStore {
  /** What this store can do and what it guarantees. */
  readonly facts: StoreFacts;
  /** Reads up to 1000 keys. Rejects only if the whole read fails. */
  read(keys: readonly string[], options: ReadOptions, call: Call): Promise<readonly ReadResult[]>;
  /** Applies transactions. The error of a transaction is in its own place; rejects only if all of them fail for one reason. */
  commit(transactions: readonly Transaction[], call: Call): Promise<readonly TransactionResult[]>;
  /** Returns one page of the records whose keys have a prefix. */
  scan(query: ScanQuery, call: Call): Promise<ScanPage>;
  /** Returns one page of the records that satisfy a filter; see QueryRecords. Undefined where the store can never query values; see clause Q8. Called without `this`. */
  readonly query?: QueryRecords | undefined;
  /** Resolves if the store can be read now. */
  ping(call: Call): Promise<void>;
  /** Waits for the calls in flight, flushes, and releases all resources. */
  close(): Promise<void>;
}
