// What a key may be. A stored key is the app's prefix and the user's key; the
// two cannot be confused because neither may hold the separator.
import { StoreError } from "./errors.ts";
import { keyBytesMax } from "./limits.ts";

/** Stands between the app id and the key of a stored key. */
export const keySeparator = "||";

/** Bytes of a text in UTF-8; a lone surrogate counts as the 3 bytes of U+FFFD. */
export function utf8Bytes(text: string): number {
  return Buffer.byteLength(text, "utf8");
}

function faultOf(text: string): string | undefined {
  if (text.includes("\u0000")) return "must not hold NUL (U+0000)";
  if (text.includes(keySeparator)) return `must not hold "${keySeparator}"`;
  if (text.includes("\uFFFD")) return "holds U+FFFD, which stands for bytes that are no UTF-8";
  if (!text.isWellFormed()) return "is not valid UTF-8 (it holds a lone surrogate)";
  const bytes = utf8Bytes(text);
  if (bytes > keyBytesMax) return `is ${bytes} bytes long; the limit is ${keyBytesMax}`;
  return undefined;
}

function refuse(text: string, field: string): void {
  const fault = faultOf(text);
  if (fault === undefined) return;
  const code = fault.includes("the limit is") ? "too-large" : "invalid";
  throw new StoreError(code, `${field}: ${fault}`, { field });
}

/** Throws `invalid` or `too-large`, naming the field, unless this can be a key. */
export function checkKey(key: string, field: string): void {
  if (key === "") throw new StoreError("invalid", `${field}: is missing`, { field });
  refuse(key, field);
}

/** Throws `invalid` or `too-large`, naming the field, unless a key can begin with this. Empty is allowed. */
export function checkPrefix(prefix: string, field: string): void {
  if (prefix !== "") refuse(prefix, field);
}

/** Compares two texts by their bytes in UTF-8 (which is by code point), as ordered scans do. */
export function compareKeys(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index++) {
    const left = a.charCodeAt(index);
    const right = b.charCodeAt(index);
    if (left !== right) return rank(left) - rank(right);
  }
  return a.length - b.length;
}

// UTF-16 puts surrogates (astral code points) before U+E000..U+FFFF; UTF-8 after.
function rank(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit >= 0xe000 ? unit - 0x800 : unit + 0x2000;
}
