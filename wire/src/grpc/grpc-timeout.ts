// The `grpc-timeout` field: a positive number of at most eight digits and a unit
// (grpc/grpc doc/PROTOCOL-HTTP2.md, "Timeout"). The largest valid value is
// 11 000 years, so the decoded value is capped to what a timer supports.
import { RpcError } from "./rpc-error.ts";
import { statusCode } from "./status.ts";

/** The longest timeout in ms, just under 25 days: a longer one would overflow Node's timers and fire at once. */
export const timeoutMsMax = 2 ** 31 - 1;

const digitsMax = 8;
const valueMax = 10 ** digitsMax - 1;

const msByUnit: Readonly<Record<string, number>> = {
  H: 3_600_000,
  M: 60_000,
  S: 1000,
  m: 1,
  u: 0.001,
  n: 0.000_001,
};

/** Returns the field's value in ms, capped to `timeoutMsMax`. Throws RpcError INTERNAL if it is not a timeout. */
export function readTimeoutMs(text: string): number {
  const unitMs = msByUnit[text.at(-1) ?? ""];
  const digits = text.length - 1;
  if (unitMs === undefined || digits < 1 || digits > digitsMax) throw malformed(text);
  let value = 0;
  for (let index = 0; index < digits; index += 1) {
    const digit = text.charCodeAt(index) - 48;
    if (digit < 0 || digit > 9) throw malformed(text);
    value = value * 10 + digit;
  }
  return Math.min(value * unitMs, timeoutMsMax);
}

function malformed(text: string): RpcError {
  return new RpcError(
    statusCode.internal,
    `grpc-timeout must be 1 to ${digitsMax} digits and one of H, M, S, m, u, n, not ${JSON.stringify(text.slice(0, 40))}`,
  );
}

/**
 * The remaining timeout that a call sends after it has waited: rounded up by less than one part in 32, and never above
 * the timeout that the caller gave. Calls that have waited so send few different values, and thus repeat the same bytes.
 */
export function leftTimeoutMs(leftMs: number, timeoutMs: number): number {
  if (!(leftMs >= 1) || leftMs === Number.POSITIVE_INFINITY) return leftMs;
  const stepMs = Math.max(1, 2 ** (Math.floor(Math.log2(leftMs)) - 5));
  return Math.min(timeoutMs, Math.ceil(leftMs / stepMs) * stepMs);
}

/** Encodes a timeout in ms, rounded up to whole ms, in the finest of the units ms, s and h that fits eight digits. */
export function writeTimeout(timeoutMs: number): string {
  const ms = Math.max(0, Math.ceil(timeoutMs));
  if (ms <= valueMax) return `${ms}m`;
  const seconds = Math.ceil(ms / 1000);
  if (seconds <= valueMax) return `${seconds}S`;
  return `${Math.min(Math.ceil(ms / 3_600_000), valueMax)}H`;
}
