// Sizes and durations as text: 4Mi, 512Ki, 1000000, 1m30s. Sizes are Kubernetes quantities, as in daprd's --max-body-size,
// and durations are those of Go.

const units: Readonly<Record<string, number>> = {
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
};

const quantityParts = /^\+?(\d+\.?\d*|\.\d+)([kMGT]|[KMGT]i|[eE][+-]?\d{1,3})?$/;

/** The bytes of a quantity such as `4Mi` or `4e6`, rounded up; undefined if the text is not a quantity. */
export function parseQuantity(text: string): number | undefined {
  const [, digits = "", suffix = ""] = quantityParts.exec(text) ?? [];
  if (digits === "") return undefined;
  const unit = units[suffix];
  const bytes = Math.ceil(unit === undefined ? Number(`${digits}${suffix}`) : Number(digits) * unit);
  return Number.isSafeInteger(bytes) ? bytes : undefined;
}

/** Bytes as text, in the largest binary unit that divides them: `4Mi`, `1000`. */
export function formatQuantity(bytes: number): string {
  for (const unit of ["Gi", "Mi", "Ki"]) {
    const size = units[unit] ?? 1;
    if (bytes >= size && bytes % size === 0) return `${bytes / size}${unit}`;
  }
  return String(bytes);
}

const durationUnits: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  "\u00b5s": 1e-3,
  "\u03bcs": 1e-3,
  ms: 1,
  s: 1e3,
  m: 60e3,
  h: 3600e3,
};

const durationPart = `(\\d+\\.?\\d*|\\.\\d+)(${Object.keys(durationUnits).join("|")})`;
const durationParts = new RegExp(durationPart, "g");
const wholeDuration = new RegExp(`^\\+?(${durationPart})+$`);

/** The ms of a duration as Go writes it, such as `1m30s`; undefined if the text is not a duration. `0` needs no unit. */
export function parseDurationMs(text: string): number | undefined {
  if (text === "0") return 0;
  if (!wholeDuration.test(text)) return undefined;
  let ms = 0;
  for (const [, count, unit] of text.matchAll(durationParts)) {
    ms += Number(count) * (durationUnits[unit ?? ""] ?? 0);
  }
  return Math.round(ms);
}
