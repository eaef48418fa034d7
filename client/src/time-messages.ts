// Converts times and durations between the contract's messages and Date or ms.
// The contract keeps times to the millisecond.
import type { google } from "@pillion/proto";
import { type Int64Halves, int64Of } from "./int64.ts";

interface SecondsAndNanos {
  readonly seconds?: number | Int64Halves | null;
  readonly nanos?: number | null;
}

/** The google.protobuf.Duration of a whole number of ms. */
export function durationMessage(ms: number): google.protobuf.Duration.$Properties {
  const seconds = Math.trunc(ms / 1000);
  return { seconds, nanos: (ms - seconds * 1000) * 1_000_000 };
}

/** Ms of a Duration or a Timestamp (since the Unix epoch), rounded down. */
export function msOf(message: SecondsAndNanos): number {
  return Number(int64Of(message.seconds)) * 1000 + Math.floor((message.nanos ?? 0) / 1_000_000);
}

/** The Date of a Timestamp; undefined if it is unset. */
export function dateOf(message: SecondsAndNanos | null | undefined): Date | undefined {
  return message ? new Date(msOf(message)) : undefined;
}
