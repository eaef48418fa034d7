// 64-bit integers: bigint in the API, two halves in protobufjs messages.
// protobufjs decodes to an object with two halves (or to a number, where its
// package `long` is missing) and encodes any object of that shape.
import { invalidArgument, StateError } from "./state-error.ts";
import { typeText } from "./value-checks.ts";

/** The two halves of a 64-bit integer. */
export interface Int64Halves {
  readonly low: number;
  readonly high: number;
}

const int64Min = -(2n ** 63n);
const int64Max = 2n ** 63n - 1n;

/** The value to encode. Throws `invalid` for a number that is not a safe integer, or a bigint outside 64 signed bits. */
export function int64Field(value: bigint | number, field: string): number {
  if (typeof value === "number") {
    if (Number.isSafeInteger(value)) return value;
    throw invalidArgument(field, `must be a bigint or a safe integer, not ${value}`);
  }
  if (typeof value !== "bigint")
    throw invalidArgument(field, `must be a bigint or a safe integer, not ${typeText(value)}`);
  if (value < int64Min || value > int64Max) throw invalidArgument(field, "does not fit 64 signed bits");
  const halves = { low: Number(BigInt.asIntN(32, value)), high: Number(value >> 32n), unsigned: false };
  // The generated types require the class `Long`; the encoder reads only these two halves.
  return halves as unknown as number;
}

/** The integer of a decoded field. Throws `internal` if it was decoded as a number too large to be exact. */
export function int64Of(value: number | Int64Halves | null | undefined): bigint {
  if (value === null || value === undefined) return 0n;
  if (typeof value !== "number") return (BigInt(value.high) << 32n) | BigInt(value.low >>> 0);
  if (Number.isSafeInteger(value)) return BigInt(value);
  throw new StateError(
    "internal",
    "a 64-bit integer was decoded inexactly because the package `long` is not installed",
  );
}
