// The form of an etag in each Dapr component, and the store's version that it corresponds
// to. Pure.

/** The form of an etag: anything, a signed or an unsigned whole number, or a UUID. */
export type EtagForm = "any" | "integer" | "uint32" | "uuid";

/** The forms as error texts name them. */
export const etagFormNames: Readonly<Record<EtagForm, string>> = {
  any: "an etag",
  integer: "a whole number",
  uint32: "a whole number of 32 bits",
  uuid: "a uuid",
};

const uint32Max = 0xffff_ffffn;
const int64Max = 2n ** 63n - 1n;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * The version that an etag corresponds to, as the stores write it: numbers without sign and leading zeros, UUIDs in
 * lower case. Undefined if the etag does not have this form.
 */
export function etagVersion(etag: string, form: EtagForm): string | undefined {
  switch (form) {
    case "any":
      return etag.includes("\u0000") ? undefined : etag;
    case "uuid":
      return uuid.test(etag) ? etag.toLowerCase() : undefined;
    case "uint32":
      return /^\d{1,20}$/.test(etag) && BigInt(etag) <= uint32Max ? String(BigInt(etag)) : undefined;
    case "integer":
      return parseInt64(etag)?.toString();
  }
}

/** A decimal number of 64 signed bits, or undefined. */
export function parseInt64(text: string): bigint | undefined {
  if (!/^[+-]?\d{1,30}$/.test(text)) return undefined;
  const value = BigInt(text.replace("+", ""));
  return value <= int64Max && value >= -int64Max - 1n ? value : undefined;
}
