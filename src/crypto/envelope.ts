// How a value is stored encrypted, bit for bit as Dapr's state encryption does
// it: AES-GCM without associated data, and of that the text
// base64(nonce, ciphertext, tag) || key name. What holds: what does not open
// with the key that it names is refused whole, never guessed at; no fault shows
// a byte of what is stored.
import { createCipheriv, createDecipheriv } from "node:crypto";
import { type EncryptionKey, findKey, type KeyRing, keyNameSeparator, keyNames } from "./key-ring.ts";

/** Bytes of a nonce (NIST SP 800-38D, 5.2.1.1: 96 bits). */
export const nonceBytes = 12;

const tagBytes = 16;

/** Gives that many bytes that nobody can foresee and that do not come twice, as node:crypto's `randomBytes`. */
export type RandomBytes = (count: number) => Uint8Array;

/** What is stored for a value. */
export function seal(value: Uint8Array, key: EncryptionKey, randomBytes: RandomBytes): Uint8Array {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv(key.algorithm, key.secret, nonce);
  const parts = [nonce, cipher.update(value), cipher.final(), cipher.getAuthTag()];
  return Buffer.from(`${Buffer.concat(parts).toString("base64")}${keyNameSeparator}${key.name}`);
}

/** The value of what is stored, or the end of a sentence that says why it cannot be had. Nothing stored is an empty value. */
export function open(stored: Uint8Array, ring: KeyRing): Uint8Array | string {
  if (stored.byteLength === 0) return stored;
  const bytes = Buffer.from(stored.buffer, stored.byteOffset, stored.byteLength);
  const end = bytes.lastIndexOf(keyNameSeparator);
  if (end === -1) return `is not encrypted; the store's key is ${keyNames(ring)}`;
  // The name in the store may be anything, also a part of somebody's value, so only known names are said.
  const key = findKey(ring, bytes.toString("utf8", end + keyNameSeparator.length));
  if (key === undefined) return `was encrypted with a key that is not configured; there is ${keyNames(ring)}`;
  const sealed = decodeBase64(bytes.toString("latin1", 0, end));
  if (sealed === undefined) return `is not whole base64 before the name of its key "${key.name}"`;
  if (sealed.length < nonceBytes + tagBytes) {
    return `is cut short: ${sealed.length} bytes cannot be a value encrypted with key "${key.name}"`;
  }
  return (
    unseal(sealed, key) ?? `does not open with key "${key.name}": the key is another, or bytes were changed`
  );
}

// Node passes over what is no base64; a text of which it took only a part is none.
function decodeBase64(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, "base64");
  const padding = text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0;
  return text.length % 4 === 0 && bytes.length === (text.length / 4) * 3 - padding ? bytes : undefined;
}

function unseal(sealed: Buffer, key: EncryptionKey): Buffer | undefined {
  const decipher = createDecipheriv(key.algorithm, key.secret, sealed.subarray(0, nonceBytes));
  decipher.setAuthTag(sealed.subarray(-tagBytes));
  const value = decipher.update(sealed.subarray(nonceBytes, -tagBytes));
  try {
    decipher.final();
    return value;
  } catch {
    return undefined;
  }
}
