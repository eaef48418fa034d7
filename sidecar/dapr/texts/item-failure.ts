// Why one item of a request failed, in daprd's texts. The failure of one item
// does not affect the others, except in a transaction.
import type { ErrorCode, Mutation, PathStep, StoreError } from "../../../src/index.ts";
import type { DaprQuirks } from "../quirks/dapr-quirks.ts";
import type { FailureKind } from "./error-table.ts";
import { failureKind } from "./state-errors.ts";
import { storeErrorText } from "./store-error-text.ts";

const mismatchText = "possible etag mismatch. error from state store";
const malformedText = "invalid etag value";
const etagDiffers = "the etag is not that of the record";

/** The failure of one item. Returned, not thrown, because other items may still be applied. */
export class ItemFailure {
  readonly kind: FailureKind;
  readonly message: string;
  readonly cause: StoreError | undefined;
  readonly code: ErrorCode;

  /** `code`: default that of the cause; without a cause, by the kind. */
  constructor(kind: FailureKind, message: string, cause?: StoreError, code?: ErrorCode) {
    this.kind = kind;
    this.message = message;
    this.cause = cause;
    this.code = code ?? cause?.code ?? (kind === "mismatch" ? "conflict" : "invalid");
  }
}

/** The failure of an item whose etag does not match. */
export function mismatch(reason: string, cause?: StoreError): ItemFailure {
  return new ItemFailure("mismatch", `${mismatchText}: ${reason}`, cause);
}

/** The failure of an item whose etag does not have the form that the component requires. */
export function malformedEtag(formName: string): ItemFailure {
  return new ItemFailure("invalid", `${malformedText}: it is not ${formName}`);
}

/**
 * The failure that a store's error means for the item of this mutation. `hasEtag`: the item has an etag, which the mutation
 * need not check. `place`: see `storeErrorText`.
 */
export function storeFailure(
  error: StoreError,
  mutation: Mutation,
  quirks: DaprQuirks,
  hasEtag = false,
  place: readonly PathStep[] = [],
): ItemFailure {
  const { code } = error;
  const checksEtag = hasEtag || mutation.precondition.type !== "none";
  if (code === "conflict" && checksEtag) return mismatch(etagDiffers, error);
  if (code === "already-exists") {
    const { firstWriteRejection } = quirks;
    if (firstWriteRejection === "mismatch")
      return mismatch("item already exists and no etag was passed", error);
    return new ItemFailure("failure", firstWriteRejection.failure, error);
  }
  return new ItemFailure(failureKind(error), storeErrorText(error, place), error);
}
