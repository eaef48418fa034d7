// The options of a memory store: their defaults and bounds, checked once.

import { OptionReader } from "../../driver-kit/option-reader.ts";
import type { RawOptions } from "../../store/driver.ts";

/** The options of a memory store. */
export interface MemoryOptions {
  /** How often expired records are removed, in ms. Default: 1000. */
  readonly sweepIntervalMs: number;
  /** The maximum number of expired records and idempotency keys that one step of a sweep removes before other work can run. Default: 1000. */
  readonly sweepKeysMax: number;
  /** The maximum number of idempotency keys that are kept; a transaction with one more is `overloaded`. Default: 1 000 000. */
  readonly idempotencyKeysMax: number;
}

/** Checked options from raw ones. Throws `invalid` with every violation. */
export function compileMemoryOptions(raw: RawOptions): MemoryOptions {
  const reader = new OptionReader(raw);
  const options: MemoryOptions = {
    sweepIntervalMs: reader.integer("sweepIntervalMs", 1000, { min: 1, max: 3_600_000 }),
    sweepKeysMax: reader.integer("sweepKeysMax", 1000, { min: 1, max: 1_000_000 }),
    idempotencyKeysMax: reader.integer("idempotencyKeysMax", 1_000_000, { min: 1, max: 100_000_000 }),
  };
  reader.finish();
  return options;
}
