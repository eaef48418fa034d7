// The checks of the guard: the limits of the model, checked before anything is sent.
// Pure. A rejection names the field by its path in the model, the limit and the size, and
// never the value. A request within its limits allocates nothing.
import { fitsCounter } from "../model/counter.ts";
import { type Rejection, rejectionError, type StoreError } from "../model/errors.ts";
import { keyRejection, keySeparator, prefixRejection, sizeRejection, textRejection } from "../model/key.ts";
import {
  contentTypeBytesMax,
  idempotencyKeyBytesMax,
  pageSizeMax,
  ttlMsMax,
  ttlMsMin,
} from "../model/limits.ts";
import type { Expiry, Idempotency, Mutation, Precondition, Transaction } from "../model/mutation.ts";
import type { StoreLimits } from "../store/facts.ts";
import type { ScanQuery } from "../store/state-store.ts";

/** Why a transaction is rejected, with its `mutationIndex` where one mutation is faulty; undefined if it is not. */
export function transactionError(
  transaction: Transaction,
  { transactionMutationsMax, valueBytesMax }: StoreLimits,
  now: number,
): StoreError | undefined {
  const { mutations, idempotency } = transaction;
  const rejection =
    countRejection(mutations.length, transactionMutationsMax) ??
    (idempotency && idempotencyRejection(idempotency));
  if (rejection !== undefined) return rejectionError(rejection, []);
  for (let index = 0; index < mutations.length; index++) {
    const mutation = mutations[index];
    const faulty = mutation && mutationRejection(mutation, valueBytesMax, now);
    if (faulty !== undefined) return rejectionError(faulty, ["mutations", index], { mutationIndex: index });
  }
  return mutations.length < 2 ? undefined : duplicateKeyError(mutations);
}

/** Throws `invalid` or `too-large` with the faulty field unless a scan is within the limits. */
export function checkScan({ prefix, limit }: ScanQuery): void {
  const rejection = prefixRejection(prefix);
  if (rejection !== undefined) throw rejectionError(rejection, ["prefix"]);
  if (Number.isInteger(limit) && limit >= 1 && limit <= pageSizeMax) return;
  const description = `is ${limit}; it must be a whole number from 1 to ${pageSizeMax}`;
  throw rejectionError({ code: "invalid", description }, ["limit"]);
}

function countRejection(count: number, mutationsMax: number): Rejection | undefined {
  if (count === 0) return invalid(`is empty; it needs 1 to ${mutationsMax} items`, "mutations");
  if (count <= mutationsMax) return undefined;
  const description = `has ${count} items; the limit is ${mutationsMax}`;
  return { code: "too-large", path: ["mutations"], description };
}

function mutationRejection(mutation: Mutation, valueBytesMax: number, now: number): Rejection | undefined {
  return (
    at("key", keyRejection(mutation.key)) ??
    preconditionRejection(mutation.precondition) ??
    contentRejection(mutation, valueBytesMax, now)
  );
}

function contentRejection(mutation: Mutation, valueBytesMax: number, now: number): Rejection | undefined {
  switch (mutation.type) {
    case "put":
      return (
        at("value", sizeRejection(mutation.value.byteLength, valueBytesMax)) ??
        at("contentType", textRejection(mutation.contentType, contentTypeBytesMax)) ??
        expiryRejection(mutation.expiry, now)
      );
    case "add":
      return (
        counterRejection("delta", mutation.delta) ??
        counterRejection("initial", mutation.initial) ??
        expiryRejection(mutation.expiry, now)
      );
    case "touch":
      return expiryRejection(mutation.expiry, now);
    case "remove":
    case "check":
      return undefined;
  }
}

function preconditionRejection(precondition: Precondition): Rejection | undefined {
  if (precondition.type !== "version") return undefined;
  if (precondition.version === "") {
    return invalid("is empty; no record has an empty version", "precondition", "version");
  }
  if (precondition.version.includes("\0")) {
    return invalid("must not contain NUL (U+0000)", "precondition", "version");
  }
  return undefined;
}

function expiryRejection(expiry: Expiry, now: number): Rejection | undefined {
  if (expiry.type === "after") return ttlRejection(expiry.ttlMs);
  if (expiry.type !== "at") return undefined;
  if (!Number.isSafeInteger(expiry.time)) return invalid("must end at a whole number of ms", "expiry");
  const ttlMs = expiry.time - now;
  if (ttlMs <= ttlMsMax) return undefined;
  return invalid(`is ${ttlMs} ms from now; the limit is ${ttlMsMax} ms, ten years`, "expiry");
}

function ttlRejection(ttlMs: number): Rejection | undefined {
  const isInteger = Number.isSafeInteger(ttlMs);
  if (isInteger && ttlMs >= ttlMsMin && ttlMs <= ttlMsMax) return undefined;
  // Beyond the limit a number may no longer be exact.
  if (!isInteger && !(ttlMs > ttlMsMax)) return invalid("must be a whole number of ms", "expiry");
  return invalid(`is ${ttlMs} ms; it must be from ${ttlMsMin} ms to ${ttlMsMax} ms, ten years`, "expiry");
}

function idempotencyRejection({ key, expireTime }: Idempotency): Rejection | undefined {
  const path = ["idempotency", "key"] as const;
  if (key === "") return invalid("is empty", ...path);
  const rejection = textRejection(key, idempotencyKeyBytesMax);
  if (rejection !== undefined) return { ...rejection, path };
  if (key.includes(keySeparator)) return invalid(`must not contain "${keySeparator}"`, ...path);
  if (Number.isSafeInteger(expireTime)) return undefined;
  return invalid("must be a whole number of ms", "idempotency", "expireTime");
}

function counterRejection(field: "delta" | "initial", value: bigint): Rejection | undefined {
  return fitsCounter(value) ? undefined : invalid("does not fit 64 signed bits", field);
}

function duplicateKeyError(mutations: readonly Mutation[]): StoreError | undefined {
  const indexes = new Map<string, number>();
  for (const [index, { key }] of mutations.entries()) {
    const first = indexes.get(key);
    if (first !== undefined) {
      const description = `is also the key of mutations[${first}]; a transaction may contain each key only once`;
      return rejectionError({ code: "invalid", path: ["key"], description }, ["mutations", index], {
        mutationIndex: index,
      });
    }
    indexes.set(key, index);
  }
  return undefined;
}

function at(field: string, rejection: Rejection | undefined): Rejection | undefined {
  return rejection && { ...rejection, path: [field] };
}

function invalid(description: string, ...path: readonly string[]): Rejection {
  return { code: "invalid", path, description };
}
