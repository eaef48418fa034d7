// Pure mapping of the contract's small fields: enums, expiry, precondition,
// 64-bit numbers, times. Every rejection is `invalid` or `too-large` and states the
// field as the contract names it, the limit and the number or size, never a value.
import { statestore } from "@pillion/proto";
import {
  type Consistency,
  type Expiry,
  idempotencyKeyBytesMax,
  type Kind,
  noExpiry,
  noPrecondition,
  type Precondition,
  rejectionError,
  type StoreError,
  textRejection,
  ttlMsMax,
  ttlMsMin,
  type View,
  violationError,
} from "../../src/index.ts";

const v1 = statestore.v1;

/** A 64-bit number as the codecs decode it: two 32-bit halves, or a plain number. */
export type Int64 = number | { readonly low: number; readonly high: number };

/** Short names of the message types of this mapping. */
export type ExpiryMessage = statestore.v1.Expiry.$Properties | null | undefined;
type PreconditionMessage = statestore.v1.Precondition.$Properties | null | undefined;
type DurationMessage = { readonly seconds?: Int64 | null; readonly nanos?: number | null };

/** An `invalid` error about one field. */
export function invalid(field: string, description: string): StoreError {
  return violationError([{ path: [field], description }]);
}

/** The whole number, without loss. */
export function bigintOf(value: Int64 | null | undefined): bigint {
  if (value === null || value === undefined) return 0n;
  if (typeof value === "number") return BigInt(value);
  return (BigInt(value.high) << 32n) | BigInt(value.low >>> 0);
}

type Int64Property = NonNullable<statestore.v1.IncrementResponse.$Properties["value"]>;

/** The number as the codecs encode it, without loss. */
export function int64Of(value: bigint): Int64Property {
  const low = Number(BigInt.asIntN(32, value));
  const high = Number(BigInt.asIntN(32, value >> 32n));
  // The encoder reads only the two halves and the sign of a Long.
  return { low, high, unsigned: false } as unknown as Int64Property;
}

const consistencies: readonly Consistency[] = ["eventual", "eventual", "strong"];
const kinds: readonly Kind[] = ["persistent", "ephemeral", "persistent", "cached"];
const views: readonly (View | undefined)[] = [undefined, "keys", "metadata", "full"];

/** Consistency; unspecified means eventual. */
export function consistencyOf(value: number): Consistency {
  return consistencies[value] ?? unknownNumber("consistency", value, "Consistency", consistencies.length);
}

/** Kind; unspecified means persistent. */
export function kindOf(value: number | null | undefined, field: string): Kind {
  return kinds[value ?? 0] ?? unknownNumber(field, value ?? 0, "Kind", kinds.length);
}

/** View; unspecified means the call's default. */
export function viewOf(value: number, byDefault: View): View {
  if (value === 0) return byDefault;
  return views[value] ?? unknownNumber("view", value, "View", views.length);
}

function unknownNumber(field: string, value: number, type: string, count: number): never {
  throw invalid(field, `${value} is not a ${type}; it may be 0 to ${count - 1}`);
}

/** The kind's number. */
export const kindNumber = {
  ephemeral: v1.Kind.KIND_EPHEMERAL,
  persistent: v1.Kind.KIND_PERSISTENT,
  cached: v1.Kind.KIND_CACHED,
} as const satisfies Record<Kind, number>;

/** The idempotency key, within its limit, or undefined if there is none. */
export function idempotencyKeyOf(value: string): string | undefined {
  if (value === "") return undefined;
  const rejection = textRejection(value, idempotencyKeyBytesMax);
  if (rejection !== undefined) throw rejectionError(rejection, ["idempotency_key"]);
  return value;
}

/** A member of a oneof whose only valid value is `true`: true if set, false if not. Throws if it is set to false. */
function isSet(value: boolean | null | undefined, field: string): boolean {
  if (value === false) throw invalid(field, "is false; set it to true or leave it out");
  return value === true;
}

/** The precondition; none if the message is missing. */
export function preconditionOf(message: PreconditionMessage, field: string): Precondition {
  if (message === null || message === undefined) return noPrecondition;
  const { absent, present, version } = message;
  if (isSet(absent, `${field}.absent`)) return { type: "absent" };
  if (isSet(present, `${field}.present`)) return { type: "present" };
  if (version === null || version === undefined) {
    throw invalid(field, "has no condition; set absent, present or version, or leave it out");
  }
  if (version === "") throw invalid(`${field}.version`, "is empty; no record has an empty version");
  if (version.includes("\0")) throw invalid(`${field}.version`, "must not contain NUL (U+0000)");
  return { type: "version", version };
}

/** The precondition of a mutation that requires an existing key. */
export function presenceOf(message: PreconditionMessage, field: string, verb: string): Precondition {
  const precondition = preconditionOf(message, field);
  if (precondition.type !== "absent") return precondition;
  throw invalid(`${field}.absent`, `${verb} requires an existing key; use present or version`);
}

/** A precondition that is required. */
export function requiredPreconditionOf(message: PreconditionMessage, field: string): Precondition {
  const precondition = preconditionOf(message, field);
  if (precondition.type !== "none") return precondition;
  throw invalid(field, "is missing; a check requires absent, present or version");
}

/** The expiry; `byDefault` if the message sets none. */
export function expiryOf(message: ExpiryMessage, field: string, byDefault: Expiry): Expiry {
  if (message === null || message === undefined) return byDefault;
  if (isSet(message.keep, `${field}.keep`)) return { type: "keep" };
  if (isSet(message.none, `${field}.none`)) return noExpiry;
  if (message.ttl === null || message.ttl === undefined) return byDefault;
  return { type: "after", ttlMs: ttlMsOf(message.ttl, `${field}.ttl`) };
}

/** The new expiry of a touch: it is required, and cannot be `keep`. */
export function touchExpiryOf(message: ExpiryMessage, field: string): Expiry {
  const missing: Expiry = { type: "keep" };
  const expiry = expiryOf(message, field, missing);
  if (expiry === missing) throw invalid(field, "is missing; a touch requires ttl or none");
  if (expiry.type === "keep")
    throw invalid(`${field}.keep`, "would change nothing; a touch requires ttl or none");
  return expiry;
}

const nanosPerMs = 1_000_000n;
const nanosPerSecond = 1_000_000_000;

function ttlMsOf(ttl: DurationMessage, field: string): number {
  const seconds = bigintOf(ttl.seconds);
  const nanos = ttl.nanos ?? 0;
  if (Math.abs(nanos) >= nanosPerSecond) {
    throw invalid(field, `its nanos are ${nanos}; they may be -999999999 to 999999999`);
  }
  if ((seconds > 0n && nanos < 0) || (seconds < 0n && nanos > 0)) {
    throw invalid(field, `its seconds (${seconds}) and nanos (${nanos}) differ in sign`);
  }
  const total = seconds * BigInt(nanosPerSecond) + BigInt(nanos);
  const size = `is ${seconds} s and ${nanos} ns`;
  if (total < BigInt(ttlMsMin) * nanosPerMs) throw invalid(field, `${size}; the minimum is ${ttlMsMin} ms`);
  if (total > BigInt(ttlMsMax) * nanosPerMs) {
    throw invalid(field, `${size}; the limit is ten years (${ttlMsMax / 1000} s)`);
  }
  // Rounded up to a millisecond, so that no record expires earlier than requested.
  return Number((total + nanosPerMs - 1n) / nanosPerMs);
}

/** A time in ms since the Unix epoch as a Timestamp of the contract. */
export function timestampOf(ms: number): { seconds: number; nanos: number } {
  const seconds = Math.floor(ms / 1000);
  return { seconds, nanos: Math.round((ms - seconds * 1000) * 1e6) };
}
