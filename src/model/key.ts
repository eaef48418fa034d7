// What a key may be, and how texts and sizes are checked. A stored key is the
// app's prefix and the client's key; the two cannot be confused because neither
// may contain the separator. Checks do not throw unless their name begins with
// "check".
import { type PathStep, type Rejection, rejectionError } from "./errors.ts";
import { keyBytesMax } from "./limits.ts";

/** Separates the app id from the client's key in a stored key. */
export const keySeparator = "||";

/** Size of a text in UTF-8, in bytes; a lone surrogate counts as the 3 bytes of U+FFFD. */
export function utf8Bytes(text: string): number {
  return Buffer.byteLength(text, "utf8");
}

/** Why a text cannot be a key; undefined if it can. */
export function keyRejection(key: string): Rejection | undefined {
  return key === "" ? { code: "invalid", description: "is missing" } : prefixRejection(key);
}

/** Why a text cannot be a prefix of keys; undefined if it can. Empty is allowed. */
export function prefixRejection(text: string): Rejection | undefined {
  const description = contentViolation(text);
  if (description !== undefined) return { code: "invalid", description };
  return sizeRejection(utf8Bytes(text), keyBytesMax);
}

function contentViolation(text: string): string | undefined {
  if (text.includes("\u0000")) return "must not contain NUL (U+0000)";
  if (text.includes(keySeparator)) return `must not contain "${keySeparator}"`;
  if (text.includes("\uFFFD")) return "contains U+FFFD, which stands for bytes that are not valid UTF-8";
  if (!text.isWellFormed()) return "is not valid UTF-8 (it contains a lone surrogate)";
  return undefined;
}

/** Why a value of this size is rejected; undefined if it is within the limit. */
export function sizeRejection(bytes: number, bytesMax: number): Rejection | undefined {
  if (bytes <= bytesMax) return undefined;
  return { code: "too-large", description: `is ${bytes} bytes long; the limit is ${bytesMax}` };
}

/** Why a text other than a key is rejected; undefined if it is valid UTF-8 without NUL and within its limit in bytes. */
export function textRejection(text: string, bytesMax: number): Rejection | undefined {
  if (text.includes("\u0000")) return { code: "invalid", description: "must not contain NUL (U+0000)" };
  if (text.includes("\uFFFD") || !text.isWellFormed()) {
    return { code: "invalid", description: "is not valid UTF-8 (U+FFFD or a lone surrogate)" };
  }
  return sizeRejection(utf8Bytes(text), bytesMax);
}

/** Throws `invalid` or `too-large` with a violation at this path, unless the text can be a key. */
export function checkKey(key: string, path: readonly PathStep[]): void {
  const rejection = keyRejection(key);
  if (rejection !== undefined) throw rejectionError(rejection, path);
}

/** Throws `invalid` or `too-large` with a violation at this path, unless the text can be a prefix of keys. Empty is allowed. */
export function checkPrefix(prefix: string, path: readonly PathStep[]): void {
  const rejection = prefixRejection(prefix);
  if (rejection !== undefined) throw rejectionError(rejection, path);
}

/** Compares two texts by their UTF-8 bytes, which is the order of code points and of ordered scans. */
export function compareKeys(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index++) {
    const left = a.charCodeAt(index);
    const right = b.charCodeAt(index);
    if (left !== right) return rank(left) - rank(right);
  }
  return a.length - b.length;
}

// UTF-16 orders surrogates (code points above U+FFFF) before U+E000..U+FFFF; UTF-8 orders them after.
function rank(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit >= 0xe000 ? unit - 0x800 : unit + 0x2000;
}
