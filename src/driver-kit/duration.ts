// Durations as operators write them: a bare whole number, in the unit of the
// option, or Go's notation (`1h30m`, `1.5s`, `250ms`), as in Dapr's files. Pure.

const unitsMs: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  // The Greek letter; the line above has the micro sign.
  μs: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
};

const part = /([0-9]+(?:\.[0-9]*)?|\.[0-9]+)(ns|us|µs|μs|ms|s|m|h)/gy;

/** A whole number as Go reads it with any base: 16, +16, 0x10, 0b1_0000, 020; undefined if it is none or too large. */
export function parseGoInteger(raw: unknown): number | undefined {
  if (typeof raw === "number") return Number.isSafeInteger(raw) ? raw : undefined;
  const match = /^([+-]?)(0[xX][0-9a-fA-F_]+|0[bB][01_]+|0[oO]?[0-7_]*|[1-9][0-9_]*)$/.exec(String(raw));
  if (match === null || /__|_$/.test(String(raw))) return undefined;
  const digits = (match[2] ?? "").replaceAll("_", "").replace(/^0([0-7]+)$/, "0o$1");
  const value = Number(digits) * (match[1] === "-" ? -1 : 1);
  return Number.isSafeInteger(value) ? value : undefined;
}

/** A duration in ms, including fractions; undefined if it is not a duration. `bareUnitMs` is the unit of a number without one. */
export function parseDuration(raw: unknown, bareUnitMs: number): number | undefined {
  if (typeof raw === "number") return Number.isSafeInteger(raw) ? raw * bareUnitMs : undefined;
  if (typeof raw !== "string") return undefined;
  if (/^[+-]?[0-9]+$/.test(raw)) return Number(raw) * bareUnitMs;
  const sign = raw.startsWith("-") ? -1 : 1;
  const text = raw.replace(/^[+-]/, "");
  let sum = 0;
  let end = 0;
  for (const [whole, amount, unit] of text.matchAll(part)) {
    sum += Number(amount) * (unitsMs[unit ?? ""] ?? Number.NaN);
    end += whole.length;
  }
  return text !== "" && end === text.length ? sign * sum : undefined;
}
