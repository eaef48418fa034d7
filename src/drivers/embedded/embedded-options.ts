// The options of an embedded store: their defaults and bounds, checked once.
// There is no option to acknowledge before the flush: `durable` may be written
// down for the reader's sake, but only as true.

import { OptionReader } from "../../driver-kit/option-reader.ts";
import type { RawOptions } from "../../store/driver.ts";

/** The options of an embedded store. */
export interface EmbeddedOptions {
  /** The data directory; made if it is not there. Default: `./data`. */
  readonly path: string;
  /**
   * Most bytes of data, in pages, before writes that need more are `overloaded`; removing goes on. The file itself may be
   * a little larger. Default: 64 GiB.
   */
  readonly mapBytesMax: number;
  /** How often due records are looked for, in ms. Default: 1000. */
  readonly sweepIntervalMs: number;
  /** Most due records and idempotency keys that one step of a sweep removes before others get their turn. Default: 500. */
  readonly sweepBatchMax: number;
  /** Most writes that wait for the one under way; one more is `overloaded`. Default: 10 000. */
  readonly waitingWritesMax: number;
}

const gibibyte = 2 ** 30;
const mapBytesMin = 2 ** 20;

/** Checked options from raw ones. Throws `invalid` with every fault. */
export function compileEmbeddedOptions(raw: RawOptions): EmbeddedOptions {
  const reader = new OptionReader(raw);
  const path = reader.text("path", "./data");
  if (path.includes("\0")) reader.fault("path", "must not hold NUL");
  if (!reader.flag("durable", true)) reader.fault("durable", "can only be true: every write is flushed");
  const options: EmbeddedOptions = {
    path,
    mapBytesMax: reader.integer("mapBytesMax", 64 * gibibyte, { min: mapBytesMin, max: 16_384 * gibibyte }),
    sweepIntervalMs: reader.integer("sweepIntervalMs", 1000, { min: 1, max: 3_600_000 }),
    sweepBatchMax: reader.integer("sweepBatchMax", 500, { min: 1, max: 100_000 }),
    waitingWritesMax: reader.integer("waitingWritesMax", 10_000, { min: 1, max: 1_000_000 }),
  };
  reader.finish();
  return options;
}
