// The limits of one server, checked against the limit table. Unknown names and
// values out of range are rejected.
import { type Limit, limitTable } from "./limit-table.ts";

/** The name of a limit. */
export type LimitName = keyof typeof limitTable;

/** The limits of one server: each the given value or its default. */
export type Limits = Readonly<Record<LimitName, number>>;

/** The name of a counter. */
export type CounterName = (typeof limitTable)[LimitName]["counter"];

/** How often each limit was exceeded. */
export type Counters = Record<CounterName, number>;

const maxByUnit: Readonly<Record<Limit["unit"], number>> = {
  bytes: 0x7fffffff,
  count: Number.MAX_SAFE_INTEGER,
  ms: Number.POSITIVE_INFINITY,
  "per second": Number.POSITIVE_INFINITY,
  ratio: 1,
};

/**
 * Checks the given limits and fills in the defaults. Throws RangeError, naming
 * the limit, if one is unknown or out of range; times and rates may be Infinity.
 */
export function compileLimits(given: Partial<Limits>): Limits {
  const limits: Partial<Record<LimitName, number>> = {};
  for (const name of Object.keys(limitTable) as LimitName[]) {
    const limit: Limit = limitTable[name];
    const value = given[name] ?? limit.default;
    const min = limit.min ?? 1;
    const mayBeInfinite = limit.unit === "ms" || limit.unit === "per second";
    const max = maxByUnit[limit.unit];
    const isWhole = limit.unit === "ratio" || Number.isSafeInteger(value) || (mayBeInfinite && value > 0);
    if (!isWhole || !(value >= min) || value > max) {
      throw new RangeError(
        `the limit ${name} must be a number from ${min} to ${max} (${limit.unit}), not ${value}`,
      );
    }
    limits[name] = value;
  }
  for (const name of Object.keys(given)) {
    if (!(name in limitTable)) throw new RangeError(`unknown limit ${JSON.stringify(name)}`);
  }
  return limits as Limits;
}

/** One counter for each limit, all 0. */
export function makeCounters(): Counters {
  const counters: Partial<Counters> = {};
  for (const limit of Object.values(limitTable)) counters[limit.counter] = 0;
  return counters as Counters;
}
