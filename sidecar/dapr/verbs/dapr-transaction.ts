// The operations of a transaction as one batch. Dapr lets a transaction name a
// key more than once, each operation seeing what the one before it did; a batch
// names a key once. So operations of one key are folded, in order, into what
// they do together. Pure.
import type { Expiry, Mutation, Precondition, PutMutation } from "../../../src/index.ts";
import type { DaprQuirks } from "../quirks/dapr-quirks.ts";
import { type ItemFault, mismatch } from "./dapr-item.ts";

/** What is known of a key after the operations so far. */
interface Folded {
  /** Does what all of them do. */
  readonly mutation: Mutation;
  /** Where the first of them stands. */
  readonly index: number;
}

/** One mutation per key, in the order in which keys are first named; or why no order of them can be applied. */
export function foldOperations(
  operations: readonly Mutation[],
  quirks: DaprQuirks,
): readonly Mutation[] | ItemFault {
  const folded = new Map<string, Folded>();
  for (const [index, next] of operations.entries()) {
    const before = folded.get(next.key);
    if (before === undefined) {
      folded.set(next.key, { mutation: next, index });
      continue;
    }
    const joined = join(before.mutation, next, quirks);
    if ("kind" in joined && !("type" in joined)) return joined;
    folded.set(next.key, { mutation: joined, index: before.index });
  }
  return [...folded.values()].map(({ mutation }) => mutation);
}

// After the first, the key is there exactly if it was a put.
function join(first: Mutation, next: Mutation, quirks: DaprQuirks): Mutation | ItemFault {
  const isThere = first.type === "put";
  const fault = judge(isThere, next.precondition, quirks);
  if (fault !== undefined) return fault;
  const { precondition } = first;
  // A check that holds changes nothing.
  if (next.type === "check") return first;
  if (next.type === "put") {
    return {
      ...next,
      precondition,
      expiry: keptExpiry(first, next),
      ...(clears(first) && { clearsFirstWrite: true }),
    };
  }
  const { key } = next;
  if (precondition.type === "absent") return { type: "check", key, precondition };
  return { type: "remove", key, precondition, returnPrevious: false };
}

// A removal takes the first-write mark with it. Whether the mark refuses a put before that removal is not asked: daprd, whose
// transactions go on after a failure, applies the removal all the same.
function clears(first: Mutation): boolean {
  return first.type === "remove" || (first.type === "put" && first.clearsFirstWrite === true);
}

function judge(isThere: boolean, asked: Precondition, quirks: DaprQuirks): ItemFault | undefined {
  switch (asked.type) {
    case "none":
      return undefined;
    case "present":
      return isThere ? undefined : mismatch("an operation before it removes the key");
    case "absent":
      if (!isThere) return undefined;
      return quirks.firstWriteRefusal === "mismatch"
        ? mismatch("an operation before it writes the key")
        : { kind: "failure", message: quirks.firstWriteRefusal.failure };
    case "version":
      if (!isThere && quirks.etagHoldsWhereMissing) return undefined;
      return mismatch("an operation before it changes the record");
  }
}

// A write that keeps the expiry keeps the one that the write before it gave, or none after a removal.
function keptExpiry(first: Mutation, next: PutMutation): Expiry {
  if (next.expiry.type !== "keep") return next.expiry;
  return first.type === "put" ? first.expiry : { type: "none" };
}
