// The options of an embedded store: their defaults and bounds, checked once.
// Writes are always flushed before they are acknowledged: `durable` can be given
// to make that visible, but only as true.

import { OptionReader } from "../../driver-kit/option-reader.ts";
import type { RawOptions } from "../../store/driver.ts";

/** The options of an embedded store. */
export interface EmbeddedOptions {
  /** The data directory; created if it does not exist. Default: `./data`. */
  readonly path: string;
  /**
   * The maximum number of bytes of pages in use. Beyond it writes that need space are `overloaded`; removing always succeeds. The file can be
   * a little larger. Default: 64 GiB.
   */
  readonly mapBytesMax: number;
  /** How often expired records are removed, in ms. Default: 1000. */
  readonly sweepIntervalMs: number;
  /** The maximum number of expired records and idempotency keys that one step of a sweep removes before other work can run. Default: 500. */
  readonly sweepKeysMax: number;
  /** The maximum number of writes in the queue; one more is `overloaded`. Default: 10 000. */
  readonly waitingWritesMax: number;
}

const gibibyte = 2 ** 30;
const mapBytesMin = 2 ** 20;

/** Checked options from raw ones. Throws `invalid` with every violation. */
export function compileEmbeddedOptions(raw: RawOptions): EmbeddedOptions {
  const reader = new OptionReader(raw);
  const path = reader.text("path", "./data");
  if (path.includes("\0")) reader.violation("path", "must not contain NUL (U+0000)");
  if (!reader.flag("durable", true))
    reader.violation("durable", "must be true: every write is flushed before it is acknowledged");
  const options: EmbeddedOptions = {
    path,
    mapBytesMax: reader.integer("mapBytesMax", 64 * gibibyte, { min: mapBytesMin, max: 16_384 * gibibyte }),
    sweepIntervalMs: reader.integer("sweepIntervalMs", 1000, { min: 1, max: 3_600_000 }),
    sweepKeysMax: reader.integer("sweepKeysMax", 500, { min: 1, max: 100_000 }),
    waitingWritesMax: reader.integer("waitingWritesMax", 10_000, { min: 1, max: 1_000_000 }),
  };
  reader.finish();
  return options;
}
