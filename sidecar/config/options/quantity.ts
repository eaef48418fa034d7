// Sizes and durations as text: 4Mi, 512Ki, 1000000, 1m30s. The suffixes of sizes are those of Kubernetes quantities, as in
// daprd's --max-body-size.

const units: Readonly<Record<string, number>> = {
  "": 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
};

/** The bytes of a quantity such as `4Mi`, rounded up; undefined if the text is not a quantity. */
export function parseQuantity(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)(k|M|G|Ki|Mi|Gi)?$/.exec(text);
  const unit = units[match?.[2] ?? ""];
  if (match === null || unit === undefined) return undefined;
  const bytes = Math.ceil(Number(match[1]) * unit);
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

const durationUnits: Readonly<Record<string, number>> = { ms: 1, s: 1e3, m: 60e3, h: 3600e3 };

/** The ms of a duration as Go writes it, such as `1m30s`; undefined if the text is not a duration. `0` needs no unit. */
export function parseDurationMs(text: string): number | undefined {
  if (text === "0") return 0;
  if (!/^(\d+(\.\d+)?(ms|s|m|h))+$/.test(text)) return undefined;
  let ms = 0;
  for (const [, count, unit] of text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g)) {
    ms += Number(count) * (durationUnits[unit ?? ""] ?? 0);
  }
  return Math.round(ms);
}
