// How a repeated request is recognized: by a key that the client chose and a fingerprint
// of the request. A fingerprint is computed from the request as it was sent, not from its
// mutations, because a time to live becomes a different absolute time each time the
// request arrives.
import { hash } from "node:crypto";
import type { Call } from "../model/call.ts";
import { rejectionError } from "../model/errors.ts";
import { textRejection } from "../model/key.ts";
import { idempotencyKeyBytesMax, idempotencyMs } from "../model/limits.ts";
import type { Idempotency } from "../model/mutation.ts";

/** The identity of a request that must be applied only once. */
export interface RequestIdentity {
  /** Chosen by the client. */
  readonly key: string;
  /** From `fingerprintOf`. */
  readonly fingerprint: string;
}

/** The identities of a list of independent items. */
export interface ItemIdentities {
  readonly key: string;
  /** One per item, in order. */
  readonly fingerprints: readonly string[];
}

// The one-shot `hash` creates no Hash object. Those live until a full garbage collection, and with one or two per call,
// full collections would be most of the cost of a write.
function sha256(data: string | Buffer): string {
  return hash("sha256", data, "base64url");
}

/** The fingerprint of a request: equal exactly if the verb and the bytes are equal. The bytes must be the canonical form of the request. */
export function fingerprintOf(verb: string, request: Uint8Array): string {
  return sha256(Buffer.concat([Buffer.from(`${verb}\0`), request]));
}

/** Throws `invalid` or `too-large` unless the client's key is within the limits. Checked here, because the guard sees only its hash. */
export function checkIdempotencyKey(key: string): void {
  const rejection = textRejection(key, idempotencyKeyBytesMax);
  if (rejection !== undefined) throw rejectionError(rejection, ["idempotency", "key"]);
}

// A hash is stored, so that the key of a whole request and that of an item are never
// the same, whatever characters clients choose.
function storedKey(scope: string, key: string): string {
  return sha256(`${scope}\0${key}`);
}

/** The idempotency of a whole request. */
export function requestIdempotency(identity: RequestIdentity, call: Call): Idempotency {
  return {
    key: storedKey("request", identity.key),
    fingerprint: identity.fingerprint,
    expireTime: call.clock.now() + idempotencyMs,
  };
}

/** The idempotency of the item at this index of a list. */
export function itemIdempotency(identities: ItemIdentities, index: number, call: Call): Idempotency {
  return {
    key: storedKey(`item ${index}`, identities.key),
    fingerprint: identities.fingerprints[index] ?? "",
    expireTime: call.clock.now() + idempotencyMs,
  };
}
