// Values as daprd encrypts them, made with node:crypto: base64 of nonce, ciphertext
// and tag of AES-GCM, then the name of the key.
import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

const [nonceBytes, tagBytes] = [12, 16];
const algorithm = "aes-256-gcm";

/** The text as daprd stores it. */
export function encrypted(text: string, key: Uint8Array, name: string): string {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv(algorithm, key, nonce);
  const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return `${Buffer.concat([nonce, body, cipher.getAuthTag()]).toString("base64")}||${name}`;
}

/** The value as daprd reads it. Throws if it was not encrypted with this key. */
export function decrypted(stored: string, key: Uint8Array): { text: string; name: string } {
  const at = stored.lastIndexOf("||");
  const bytes = Buffer.from(stored.slice(0, at), "base64");
  const decipher = createDecipheriv(algorithm, key, bytes.subarray(0, nonceBytes));
  decipher.setAuthTag(bytes.subarray(-tagBytes));
  const body = bytes.subarray(nonceBytes, -tagBytes);
  const text = Buffer.concat([decipher.update(body), decipher.final()]).toString("utf8");
  return { text, name: stored.slice(at + 2) };
}
