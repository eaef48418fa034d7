// Folds the operations of a transaction into one mutation per key. In Dapr a
// transaction may name a key more than once, and each operation sees the effect
// of the one before it; in the engine a transaction names a key once. Pure.
import type { Expiry, Mutation, Precondition, PutMutation } from "../../../src/index.ts";
import type { DaprQuirks } from "../quirks/dapr-quirks.ts";
import { ItemFailure, mismatch } from "../texts/item-failure.ts";

/** One mutation per key, in the order in which the keys are first named; or why the operations cannot be applied in order. */
export function foldOperations(
  operations: readonly Mutation[],
  quirks: DaprQuirks,
): readonly Mutation[] | ItemFailure {
  const folded = new Map<string, Mutation>();
  for (const next of operations) {
    const before = folded.get(next.key);
    const joined = before === undefined ? next : join(before, next, quirks);
    if (joined instanceof ItemFailure) return joined;
    folded.set(next.key, joined);
  }
  return [...folded.values()];
}

function join(first: Mutation, next: Mutation, quirks: DaprQuirks): Mutation | ItemFailure {
  // After the first mutation the key exists exactly if it was a put.
  const exists = first.type === "put";
  const failure = checkAfter(exists, next.precondition, quirks);
  if (failure !== undefined) return failure;
  const { precondition } = first;
  // A check whose precondition holds changes nothing.
  if (next.type === "check") return first;
  if (next.type === "put") {
    return {
      ...next,
      precondition,
      expiry: foldedExpiry(first, next),
      ...(clearsMark(first) && { hints: { ...next.hints, clearsFirstWrite: true } }),
    };
  }
  const { key } = next;
  if (precondition.type === "absent") return { type: "check", key, precondition };
  return { type: "remove", key, precondition, returnPrevious: false };
}

// A removal also removes the first-write mark. Whether the mark would reject a put before that removal is not checked:
// daprd, whose transactions continue after a failed operation, applies the removal in any case.
function clearsMark(first: Mutation): boolean {
  return first.type === "remove" || (first.type === "put" && first.hints?.clearsFirstWrite === true);
}

function checkAfter(
  exists: boolean,
  precondition: Precondition,
  quirks: DaprQuirks,
): ItemFailure | undefined {
  switch (precondition.type) {
    case "none":
      return undefined;
    case "present":
      return exists ? undefined : mismatch("an earlier operation of the transaction removes the key");
    case "absent":
      if (!exists) return undefined;
      return quirks.firstWriteRejection === "mismatch"
        ? mismatch("an earlier operation of the transaction writes the key")
        : new ItemFailure("failure", quirks.firstWriteRejection.failure, undefined, "already-exists");
    case "version":
      if (!exists && quirks.etagHoldsWhereMissing) return undefined;
      return mismatch("an earlier operation of the transaction changes the record");
  }
}

// A write that keeps the expiry keeps the expiry of the write before it, or none after a removal.
function foldedExpiry(first: Mutation, next: PutMutation): Expiry {
  if (next.expiry.type !== "keep") return next.expiry;
  return first.type === "put" ? first.expiry : { type: "none" };
}
