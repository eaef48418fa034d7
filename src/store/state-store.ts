// The one interface of every store, driver or layer. Its clauses are law: each
// is numbered, and the conformance suite has a test for each number on every
// store. Where a driver cannot meet a clause, the suite names the exception and
// its reason. Keys here are stored keys; a namespace layer puts the app before them.
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

/** One key's answer: its record, nothing, or why it cannot be read (`corrupt`). */
export type ReadResult = StateRecord | undefined | StoreError;

/** One transaction's answer: a result per mutation, or why none was applied (or is not known to be). */
export type TransactionResult = readonly MutationResult[] | StoreError;

/** What to walk. */
export interface ScanQuery {
  /** What the stored keys begin with, byte for byte; no character in it is special. */
  readonly prefix: string;
  /** The cursor of the page before; undefined for the first. */
  readonly cursor: string | undefined;
  /** Most records of this page: 1 to 1000. */
  readonly limit: number;
  readonly view: View;
}

/** One page of a walk. */
export interface ScanPage {
  readonly records: readonly StateRecord[];
  /** Asks for the next page; undefined if this was the last. */
  readonly cursor: string | undefined;
}

/**
 * Keys.
 * - K1 Two keys are one only if their bytes in UTF-8 are equal: case, accents, normal forms and trailing spaces differ.
 * - K2 A key of 1024 bytes with the prefix of the longest app id works as any other.
 * - K3 No character of a key is special in any call: `%`, `_`, `*`, `?`, `[`, `{`, quotes, backslash, newline.
 *
 * Values.
 * - V1 A value comes back byte for byte: empty, every byte, and of the largest size.
 * - V2 Content type, kind and times come back as they were written, to the millisecond.
 * - V3 An empty value is a record; a missing key is not.
 *
 * Read.
 * - R1 One result per key, in the order asked, the same key as often as it is asked.
 * - R2 A key that is not there, or whose expiry is due, is undefined.
 * - R3 A record that cannot be understood is a `corrupt` error in its own place; the other keys are answered.
 * - R4 After a write was acknowledged, every later read with `strong` sees it or a later one.
 * - R5 View `metadata` answers all but the value; view `keys` the key.
 *
 * Commit.
 * - C1 One result per transaction, in the order given; transactions are independent of each other.
 * - C2 A transaction is applied whole or not at all, for every reader and after every crash.
 * - C3 A precondition is judged against what is there at the moment the transaction is applied: absent, present, version;
 *   a due record is absent. The first that fails decides, and the error names its index in `mutationIndex`.
 * - C4 absent fails with `already-exists`, present with `missing`, version with `conflict`, also when nothing is there.
 * - C5 put and add give the record a new version; a version is never used again for a key, even after the key was
 *   removed, expired or the store was reopened. touch and check leave it as it is.
 * - C6 put replaces value, content type, kind and expiry, sets the update time, and keeps the create time of a record that is there.
 * - C7 remove of a key that is not there is no error; `found` says which it was.
 * - C8 add on a missing key starts from `initial`; on a value that is no decimal 64-bit integer it is `wrong-type`;
 *   a sum that does not fit 64 signed bits is `invalid`. Nothing is written then. Additions by many callers all count.
 * - C9 touch changes the expiry only; of a key that is not there it does nothing and says `found: false`.
 * - C10 check writes nothing.
 * - C11 returnPrevious gives the record as it was before, or nothing.
 * - C12 Transactions of one commit that name the same key are applied in the order given. A transaction names each key
 *   at most once: the guard rejects any other as `invalid` with its `mutationIndex`; a store below a guard may assume it.
 * - C13 A transaction with an idempotency key that was applied before is answered with the results of then and applied no
 *   second time; with another fingerprint it is `invalid`. A transaction that failed is not remembered.
 * - C14 An acknowledged transaction survives what `facts.durability` says.
 * - C15 Of many concurrent transactions with the same version or absent precondition on one key, exactly one is applied.
 * - C16 A store may ignore the hints of a put; apart from the following, the put has the same effect and result as without
 *   them. After `firstWrite`, a put of the key without a version may be a `conflict` until the record is removed or put with
 *   `clearsFirstWrite`, which the mark never makes a `conflict`. After `asJson`, the value may be read back as another text
 *   of the same JSON, with content type `application/json`, kind persistent and without the record's own times; JSON that
 *   the store cannot keep in this way is `invalid`.
 *
 * Expiry.
 * - E1 A record is gone for every call at the moment it is due, by the call's clock or, where `facts.nativeExpiry`, the store's.
 * - E2 put: `at` sets, `none` clears, `keep` keeps. add and touch alike.
 * - E3 An expiry in the past makes the record gone at once; the write itself succeeds.
 * - E4 Due records are removed from the store in bounded steps without being read again.
 *
 * Scan.
 * - S1 Every record that begins with the prefix and is there for the whole walk is answered at least once, and exactly
 *   once where `facts.orderedScan`; no other prefix's record ever.
 * - S2 Where `facts.orderedScan`, keys come in the order of their UTF-8 bytes.
 * - S3 A page holds at most `limit` records; it may hold fewer, even none, while its cursor goes on.
 * - S4 Due records are not in it.
 * - S5 A cursor that is not one of this store's is `invalid`.
 *
 * Calls.
 * - L1 A call that is cancelled, or whose deadline has passed, before it leaves for the store is not applied:
 *   `cancelled` or `deadline` with outcome `not-applied`.
 * - L2 Every call ends by its deadline, whatever the store does; a write that had left is then `unknown`.
 * - L3 ping succeeds only if the store can be read now.
 * - L4 After close, every call is rejected with `closed`, outcome `not-applied`; close itself can be called again and lets
 *   what is under way end.
 * - L5 Every failure is a StoreError; no message holds a value or a secret.
 */
export interface StateStore {
  /** What this store can do and promises. */
  readonly facts: StoreFacts;
  /** Reads up to 1000 keys. Rejects only if none can be answered. */
  read(keys: readonly string[], options: ReadOptions, call: Call): Promise<readonly ReadResult[]>;
  /** Applies transactions. A transaction's failure is in its own place; rejects only if the whole call fails alike. */
  commit(transactions: readonly Transaction[], call: Call): Promise<readonly TransactionResult[]>;
  /** One page of the keys that begin with a prefix. */
  scan(query: ScanQuery, call: Call): Promise<ScanPage>;
  /** One page of the records that satisfy a filter; see QueryRecords. Undefined where the store cannot look into values. Called without `this`. */
  readonly query?: QueryRecords | undefined;
  /** Resolves if the store can be read now. */
  ping(call: Call): Promise<void>;
  /** Lets what is under way end, flushes, and lets everything go. */
  close(): Promise<void>;
}
