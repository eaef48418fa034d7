// Pure mapping of the contract's small fields: enums, expiry, precondition,
// 64-bit numbers, times. It rejects only what the engine's types cannot express: an
// unknown enum value, a oneof without a valid member, a ttl that is not a time to live.
// Every rejection is `invalid` with the path of the field in the model and the number,
// never a value; limits are the guard's.
import { statestore } from "@pillion/proto";
import {
  type CheckPrecondition,
  type Consistency,
  type ExistingPrecondition,
  type Expiry,
  type Kind,
  noExpiry,
  noPrecondition,
  type PathStep,
  type Precondition,
  type StoreError,
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

/** The path of a message in the request: a mutation of a list, or the root for a request with one mutation. */
export type MessagePath = readonly PathStep[];

/** The path of the fields of a request itself. */
export const requestRoot: MessagePath = [];

/** An `invalid` error about one field, by its path in the model. */
export function invalid(path: MessagePath, description: string): StoreError {
  return violationError([{ path, description }]);
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
  return consistencies[value] ?? unknownNumber(["consistency"], value, "Consistency", consistencies.length);
}

/** Kind; unspecified means persistent. */
export function kindOf(value: number | null | undefined, at: MessagePath): Kind {
  return kinds[value ?? 0] ?? unknownNumber([...at, "kind"], value ?? 0, "Kind", kinds.length);
}

/** View; unspecified means the call's default. */
export function viewOf(value: number, byDefault: View): View {
  if (value === 0) return byDefault;
  return views[value] ?? unknownNumber(["view"], value, "View", views.length);
}

function unknownNumber(path: MessagePath, value: number, type: string, count: number): never {
  throw invalid(path, `${value} is not a ${type}; it may be 0 to ${count - 1}`);
}

/** The kind's number. */
export const kindNumber = {
  ephemeral: v1.Kind.KIND_EPHEMERAL,
  persistent: v1.Kind.KIND_PERSISTENT,
  cached: v1.Kind.KIND_CACHED,
} as const satisfies Record<Kind, number>;

/** A member of a oneof whose only valid value is `true`: true if set, false if not. Throws if it is set to false. */
function isSet(value: boolean | null | undefined, at: MessagePath, field: string): boolean {
  if (value === false) throw invalid([...at, field], "is false; set it to true or leave it out");
  return value === true;
}

/** The precondition; none if the message is missing. `at`: the path of the message that has it. */
export function preconditionOf(message: PreconditionMessage, at: MessagePath): Precondition {
  if (message === null || message === undefined) return noPrecondition;
  const { absent, present, version } = message;
  if (isSet(absent, at, "precondition")) return { type: "absent" };
  if (isSet(present, at, "precondition")) return { type: "present" };
  if (version !== null && version !== undefined) return { type: "version", version };
  throw invalid([...at, "precondition"], "has no condition; set absent, present or version, or leave it out");
}

/** The precondition of a mutation that requires an existing key. */
export function existingPreconditionOf(
  message: PreconditionMessage,
  at: MessagePath,
  verb: string,
): ExistingPrecondition {
  const precondition = preconditionOf(message, at);
  if (precondition.type !== "absent") return precondition;
  throw invalid([...at, "precondition"], `${verb} requires an existing key; use present or version`);
}

/** The precondition of a check, which is required. */
export function checkPreconditionOf(message: PreconditionMessage, at: MessagePath): CheckPrecondition {
  const precondition = preconditionOf(message, at);
  if (precondition.type !== "none") return precondition;
  throw invalid([...at, "precondition"], "is missing; a check requires absent, present or version");
}

/** The expiry; `byDefault` if the message sets none. `at`: the path of the message that has it. */
export function expiryOf(message: ExpiryMessage, at: MessagePath, byDefault: Expiry): Expiry {
  if (message === null || message === undefined) return byDefault;
  if (isSet(message.keep, at, "expiry")) return { type: "keep" };
  if (isSet(message.none, at, "expiry")) return noExpiry;
  if (message.ttl === null || message.ttl === undefined) return byDefault;
  return { type: "after", ttlMs: ttlMsOf(message.ttl, at) };
}

/** The new expiry of a touch: it is required, and cannot be `keep`. */
export function touchExpiryOf(message: ExpiryMessage, at: MessagePath): Expiry {
  const missing: Expiry = { type: "keep" };
  const expiry = expiryOf(message, at, missing);
  if (expiry === missing) throw invalid([...at, "expiry"], "is missing; a touch requires ttl or none");
  if (expiry.type === "keep")
    throw invalid([...at, "expiry"], "would change nothing; a touch requires ttl or none");
  return expiry;
}

const nanosPerMs = 1_000_000n;
const nanosPerSecond = 1_000_000_000;

function ttlMsOf(ttl: DurationMessage, at: MessagePath): number {
  const seconds = bigintOf(ttl.seconds);
  const nanos = ttl.nanos ?? 0;
  if (Math.abs(nanos) >= nanosPerSecond) {
    throw invalid([...at, "expiry"], `its nanos are ${nanos}; they may be -999999999 to 999999999`);
  }
  if ((seconds > 0n && nanos < 0) || (seconds < 0n && nanos > 0)) {
    throw invalid([...at, "expiry"], `its seconds (${seconds}) and nanos (${nanos}) differ in sign`);
  }
  const total = seconds * BigInt(nanosPerSecond) + BigInt(nanos);
  if (total < BigInt(ttlMsMin) * nanosPerMs)
    throw invalid([...at, "expiry"], `is ${seconds} s and ${nanos} ns; the minimum is ${ttlMsMin} ms`);
  // Rounded up to a millisecond, so that no record expires earlier than requested.
  return Number((total + nanosPerMs - 1n) / nanosPerMs);
}

/** A time in ms since the Unix epoch as a Timestamp of the contract. */
export function timestampOf(ms: number): { seconds: number; nanos: number } {
  const seconds = Math.floor(ms / 1000);
  return { seconds, nanos: Math.round((ms - seconds * 1000) * 1e6) };
}
