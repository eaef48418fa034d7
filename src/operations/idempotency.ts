// How a repeated request is known again: a key that the caller chose and a
// fingerprint of what it asked. Fingerprints are of the request as it was
// sent, not of the mutations made from it, because a time to live becomes
// another moment each time it is received.
import { hash } from "node:crypto";
import type { Call } from "../model/call.ts";
import { idempotencyMs } from "../model/limits.ts";
import type { Idempotency } from "../model/mutation.ts";

/** What a caller says so that its request is applied once. */
export interface RequestIdentity {
  /** Chosen by the caller. */
  readonly key: string;
  /** From `fingerprintOf`. */
  readonly fingerprint: string;
}

/** The same, for a list of which each item is applied by itself. */
export interface ItemIdentities {
  readonly key: string;
  /** One per item, in order. */
  readonly fingerprints: readonly string[];
}

// A Hash object would live until a full collection, as everything does that is bound to an object of Node's own; with one
// or two for each call, full collections would be most of what a write costs.
function sha256(data: string | Buffer): string {
  return hash("sha256", data, "base64url");
}

/** Stands for a request: equal exactly if the verb and the bytes are. The bytes must be the request in a canonical form. */
export function fingerprintOf(verb: string, request: Uint8Array): string {
  return sha256(Buffer.concat([Buffer.from(`${verb}\0`), request]));
}

// What is stored is a hash, so that a key for a whole request and one for an
// item can never be the same, whatever characters callers choose.
function storedKey(scope: string, key: string): string {
  return sha256(`${scope}\0${key}`);
}

/** What a store is to remember of a whole request. */
export function requestIdempotency(identity: RequestIdentity, call: Call): Idempotency {
  return {
    key: storedKey("request", identity.key),
    fingerprint: identity.fingerprint,
    expireTime: call.clock.now() + idempotencyMs,
  };
}

/** What a store is to remember of the item at this place of a list. */
export function itemIdempotency(identities: ItemIdentities, index: number, call: Call): Idempotency {
  return {
    key: storedKey(`item ${index}`, identities.key),
    fingerprint: identities.fingerprints[index] ?? "",
    expireTime: call.clock.now() + idempotencyMs,
  };
}
