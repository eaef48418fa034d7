// Counters: records whose value is a decimal 64-bit signed integer in ASCII, as
// Redis writes them: no plus sign, no leading zero, no "-0", no space. Pure.
import { StoreError, violationError } from "./errors.ts";

const decimal = /^(?:0|-?[1-9][0-9]{0,18})$/;
const textBytesMax = 20;
const encoder = new TextEncoder();

/** Whether a number fits 64 signed bits. */
export function fitsCounter(value: bigint): boolean {
  return BigInt.asIntN(64, value) === value;
}

/** The number in a value; undefined if the value is not a counter. */
function parseCounter(value: Uint8Array): bigint | undefined {
  // A longer value is not decoded: it may have many megabytes.
  if (value.byteLength > textBytesMax) return undefined;
  const text = Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("latin1");
  if (!decimal.test(text)) return undefined;
  const number = BigInt(text);
  return fitsCounter(number) ? number : undefined;
}

/** The stored value of a number. */
export function formatCounter(value: bigint): Uint8Array {
  return encoder.encode(String(value));
}

/** The error of an addition whose sum does not fit 64 signed bits (clause C8). */
export function sumOverflowError(mutationIndex: number): StoreError {
  const path = ["mutations", mutationIndex, "delta"];
  return violationError([{ path, description: "the sum does not fit 64 signed bits" }], "invalid", {
    mutationIndex,
  });
}

/**
 * The counter after an addition (clause C8): `wrong-type` if the value is not a counter, `invalid` with a violation of
 * `delta` if the sum does not fit 64 signed bits. An undefined value means that the key does not exist.
 */
export function addToCounter(
  value: Uint8Array | undefined,
  addend: { readonly delta: bigint; readonly initial: bigint },
  mutationIndex: number,
): bigint | StoreError {
  const before = value === undefined ? addend.initial : parseCounter(value);
  if (before === undefined) {
    return new StoreError("wrong-type", "the value is not a decimal 64-bit integer", { mutationIndex });
  }
  const sum = before + addend.delta;
  if (fitsCounter(sum)) return sum;
  return sumOverflowError(mutationIndex);
}
