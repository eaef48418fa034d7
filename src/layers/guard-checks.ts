// What the guard lets through: the limits of the model, judged before anything
// is sent anywhere. Pure. Each fault is a StoreError that names the field as
// the contract does, the limit and the size, and never the value.

import { duplicateKey } from "../driver-kit/apply-transaction.ts";
import { fitsCounter } from "../model/counter.ts";
import { StoreError } from "../model/errors.ts";
import { checkKey, checkPrefix, keySeparator, utf8Bytes } from "../model/key.ts";
import { contentTypeBytesMax, idempotencyKeyBytesMax, pageSizeMax, ttlMsMax } from "../model/limits.ts";
import {
  type Expiry,
  type Idempotency,
  type Mutation,
  mutationField,
  type Precondition,
  type Transaction,
} from "../model/mutation.ts";
import type { StoreLimits } from "../store/facts.ts";
import type { ScanQuery } from "../store/state-store.ts";

/** Makes the path of a field of one mutation. */
type FieldOf = (name: string) => string;

/** Why a transaction is refused, with its `mutationIndex` where one mutation is at fault; undefined if it is not. */
export function transactionFault(
  transaction: Transaction,
  { transactionMutationsMax, valueBytesMax }: StoreLimits,
  now: number,
): StoreError | undefined {
  const { mutations, idempotency } = transaction;
  if (mutations.length === 0) return fault("mutations", "is empty; a transaction has at least one");
  if (mutations.length > transactionMutationsMax) {
    return tooLarge(
      "mutations",
      `has ${mutations.length} mutations; the limit is ${transactionMutationsMax}`,
    );
  }
  let index = 0;
  try {
    if (idempotency !== undefined) checkIdempotency(idempotency);
    for (const mutation of mutations) {
      const at = index;
      checkMutation(mutation, (name) => mutationField(mutations.length, at, name), valueBytesMax, now);
      index += 1;
    }
  } catch (thrown) {
    if (!(thrown instanceof StoreError)) throw thrown;
    return thrown.field === "idempotency_key" ? thrown : thrown.with({ mutationIndex: index });
  }
  return duplicateKey(mutations);
}

/** Why a key cannot be asked; undefined if it can. */
export function keyFault(key: string, field: string): StoreError | undefined {
  try {
    checkKey(key, field);
    return undefined;
  } catch (thrown) {
    if (thrown instanceof StoreError) return thrown;
    throw thrown;
  }
}

/** Throws `invalid` or `too-large`, naming the field, unless a walk can be asked so. */
export function checkQuery({ prefix, limit }: ScanQuery): void {
  checkPrefix(prefix, "prefix");
  if (Number.isInteger(limit) && limit >= 1 && limit <= pageSizeMax) return;
  throw fault("page_size", `is ${limit}; it must be a whole number from 1 to ${pageSizeMax}`);
}

function checkMutation(mutation: Mutation, fieldOf: FieldOf, valueBytesMax: number, now: number): void {
  checkKey(mutation.key, fieldOf("key"));
  checkPrecondition(mutation.type, mutation.precondition, fieldOf);
  switch (mutation.type) {
    case "put":
      checkSize(fieldOf("value"), mutation.value.byteLength, valueBytesMax);
      checkText(fieldOf("content_type"), mutation.contentType, contentTypeBytesMax);
      checkExpiry(mutation.expiry, fieldOf, now);
      return;
    case "add":
      checkCounter(fieldOf("delta"), mutation.delta);
      checkCounter(fieldOf("initial"), mutation.initial);
      checkExpiry(mutation.expiry, fieldOf, now);
      return;
    case "touch":
      checkExpiry(mutation.expiry, fieldOf, now);
      return;
    case "remove":
    case "check":
      return;
  }
}

function checkPrecondition(type: Mutation["type"], precondition: Precondition, fieldOf: FieldOf): void {
  if (precondition.type === "version" && precondition.version === "") {
    throw fault(fieldOf("precondition.version"), "is empty; no record has such a version");
  }
  if (precondition.type === "none" && type === "check") {
    throw fault(fieldOf("precondition"), "is missing; a check needs one");
  }
  if (precondition.type === "absent" && (type === "remove" || type === "touch")) {
    const what = type === "remove" ? "delete" : "touch";
    throw fault(fieldOf("precondition.absent"), `contradicts ${what}, which needs a record that is there`);
  }
}

function checkExpiry(expiry: Expiry, fieldOf: FieldOf, now: number): void {
  if (expiry.type !== "at") return;
  const field = fieldOf("expiry.ttl");
  if (!Number.isSafeInteger(expiry.time)) throw fault(field, "must end at a whole number of ms");
  const ttlMs = expiry.time - now;
  if (ttlMs > ttlMsMax) throw fault(field, `is ${ttlMs} ms; the limit is ${ttlMsMax} ms, ten years`);
}

function checkIdempotency({ key, expireTime }: Idempotency): void {
  const field = "idempotency_key";
  if (key === "") throw fault(field, "is empty");
  checkText(field, key, idempotencyKeyBytesMax);
  if (key.includes(keySeparator)) throw fault(field, `must not hold "${keySeparator}"`);
  if (!Number.isSafeInteger(expireTime)) throw fault(field, "must be remembered until a whole number of ms");
}

function checkText(field: string, text: string, bytesMax: number): void {
  if (text.includes("\u0000")) throw fault(field, "must not hold NUL (U+0000)");
  if (text.includes("\uFFFD") || !text.isWellFormed()) {
    throw fault(field, "is not valid UTF-8 (U+FFFD or a lone surrogate)");
  }
  checkSize(field, utf8Bytes(text), bytesMax);
}

function checkSize(field: string, bytes: number, bytesMax: number): void {
  if (bytes > bytesMax) throw tooLarge(field, `is ${bytes} bytes long; the limit is ${bytesMax}`);
}

function checkCounter(field: string, value: bigint): void {
  if (!fitsCounter(value)) throw fault(field, "does not fit 64 signed bits");
}

function fault(field: string, what: string): StoreError {
  return new StoreError("invalid", `${field}: ${what}`, { field });
}

function tooLarge(field: string, what: string): StoreError {
  return new StoreError("too-large", `${field}: ${what}`, { field });
}
