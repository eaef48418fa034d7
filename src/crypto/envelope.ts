// The stored form of an encrypted value, bit for bit that of Dapr's state encryption:
// AES-GCM without associated data, stored as the text
// `base64(nonce, ciphertext, tag)||key name`. What holds: a value that cannot be
// decrypted with the key that it names is rejected as a whole; no message contains a
// byte of the stored value.
import { createCipheriv, createDecipheriv } from "node:crypto";
import { type EncryptionKey, findKey, type KeyRing, keyNameSeparator, keyNames } from "./key-ring.ts";

/** Length of a nonce, in bytes (NIST SP 800-38D, 5.2.1.1: 96 bits). */
const nonceBytes = 12;

const tagBytes = 16;

/** Returns that many unpredictable bytes, which must never repeat, as `randomBytes` of node:crypto does. */
export type RandomBytes = (count: number) => Uint8Array;

/** Encrypts a value with a key. */
export function encryptValue(value: Uint8Array, key: EncryptionKey, randomBytes: RandomBytes): Uint8Array {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv(key.algorithm, key.secret, nonce);
  const parts = [nonce, cipher.update(value), cipher.final(), cipher.getAuthTag()];
  return Buffer.from(`${Buffer.concat(parts).toString("base64")}${keyNameSeparator}${key.name}`);
}

/** Decrypts a stored value with the key of the ring that it names, or returns why it cannot, as the end of a sentence. An empty stored value is an empty value. */
export function decryptValue(stored: Uint8Array, ring: KeyRing): Uint8Array | string {
  if (stored.byteLength === 0) return stored;
  const bytes = Buffer.from(stored.buffer, stored.byteOffset, stored.byteLength);
  const end = bytes.lastIndexOf(keyNameSeparator);
  if (end === -1) return `is not encrypted; the store's key is ${keyNames(ring)}`;
  // The stored name may be anything, even part of a value, so messages contain only configured names.
  const key = findKey(ring, bytes.toString("utf8", end + keyNameSeparator.length));
  if (key === undefined)
    return `was encrypted with a key that is not configured; the configured keys are ${keyNames(ring)}`;
  const encrypted = decodeBase64(bytes.toString("latin1", 0, end));
  if (encrypted === undefined) return `is not valid base64 before the name of its key "${key.name}"`;
  if (encrypted.length < nonceBytes + tagBytes) {
    return `is truncated: ${encrypted.length} bytes cannot be a value encrypted with key "${key.name}"`;
  }
  return (
    decrypt(encrypted, key) ??
    `cannot be decrypted with key "${key.name}": the key is wrong, or the value was changed`
  );
}

// Node.js skips characters that are not base64, so the length is compared.
function decodeBase64(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, "base64");
  const padding = text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0;
  return text.length % 4 === 0 && bytes.length === (text.length / 4) * 3 - padding ? bytes : undefined;
}

function decrypt(encrypted: Buffer, key: EncryptionKey): Buffer | undefined {
  const decipher = createDecipheriv(key.algorithm, key.secret, encrypted.subarray(0, nonceBytes));
  decipher.setAuthTag(encrypted.subarray(-tagBytes));
  const value = decipher.update(encrypted.subarray(nonceBytes, -tagBytes));
  try {
    decipher.final();
    return value;
  } catch {
    return undefined;
  }
}
