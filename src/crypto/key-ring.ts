// The keys of an encrypted store: one that encrypts new values, and one that older
// values may still need, so that the key can be changed while the store is in use. A
// key has a name, which is stored with each value. Its bytes appear in no message, and
// not in a ring that is printed or serialized.
import { createSecretKey, type KeyObject } from "node:crypto";
import { type Violation, violationError } from "../model/errors.ts";

/** A key as configured. */
export interface NamedKey {
  /** Stored unencrypted after every value that the key encrypted. */
  readonly name: string;
  /** 32, 48 or 64 hexadecimal digits: AES-128, AES-192 or AES-256. */
  readonly hex: string;
}

/** A checked key. */
export interface EncryptionKey {
  readonly name: string;
  readonly algorithm: "aes-128-gcm" | "aes-192-gcm" | "aes-256-gcm";
  readonly secret: KeyObject;
}

/** The keys of one store. */
export interface KeyRing {
  /** Encrypts, and decrypts what it encrypted. */
  readonly primary: EncryptionKey;
  /** Only decrypts; undefined if there is none. */
  readonly secondary: EncryptionKey | undefined;
}

/** Separates an encrypted value from the name of its key. */
export const keyNameSeparator = "||";

const keyNameBytesMax = 253;

const algorithms: ReadonlyMap<number, EncryptionKey["algorithm"]> = new Map([
  [32, "aes-128-gcm"],
  [48, "aes-192-gcm"],
  [64, "aes-256-gcm"],
]);

/**
 * A ring of checked keys. Throws `invalid` with every violation, whose path is `["primary"]` or `["secondary"]`; a
 * description contains nothing of a key except its length.
 */
export function createKeyRing(primary: NamedKey, secondary?: NamedKey): KeyRing {
  const violations: Violation[] = [];
  const checked = (field: "primary" | "secondary", key: NamedKey): EncryptionKey | undefined => {
    const description = nameViolation(key.name) ?? hexViolation(key.hex);
    if (description !== undefined) violations.push({ path: [field], description });
    return description === undefined ? encryptionKey(key) : undefined;
  };
  const first = checked("primary", primary);
  const second = secondary && checked("secondary", secondary);
  if (secondary?.name === primary.name) {
    violations.push({ path: ["secondary"], description: "has the name of the primary key" });
  }
  if (first === undefined || violations.length > 0) throw violationError(violations);
  return { primary: first, secondary: second };
}

/** The key with this name, the primary one first; undefined if the ring has none. */
export function findKey(ring: KeyRing, name: string): EncryptionKey | undefined {
  if (ring.primary.name === name) return ring.primary;
  return ring.secondary?.name === name ? ring.secondary : undefined;
}

/** The names of a ring's keys, for messages. */
export function keyNames({ primary, secondary }: KeyRing): string {
  return secondary === undefined ? `"${primary.name}"` : `"${primary.name}" and "${secondary.name}"`;
}

function nameViolation(name: string): string | undefined {
  if (name === "") return "has no name";
  if (name.includes(keyNameSeparator)) return `its name must not contain "${keyNameSeparator}"`;
  if (name.includes("\0") || name.includes("\uFFFD") || !name.isWellFormed())
    return "its name is not valid text";
  const bytes = Buffer.byteLength(name);
  if (bytes <= keyNameBytesMax) return undefined;
  return `its name is ${bytes} bytes long; the limit is ${keyNameBytesMax}`;
}

function hexViolation(hex: string): string | undefined {
  const rule = "must be 32, 48 or 64 hexadecimal digits (a key of 16, 24 or 32 bytes)";
  if (!algorithms.has(hex.length)) return `${rule}, but is ${hex.length} characters long`;
  return /^[0-9a-fA-F]*$/.test(hex) ? undefined : `${rule}, but has other characters`;
}

function encryptionKey({ name, hex }: NamedKey): EncryptionKey {
  const algorithm = algorithms.get(hex.length) ?? "aes-256-gcm";
  return { name, algorithm, secret: createSecretKey(hex, "hex") };
}
