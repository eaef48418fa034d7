// The key of an entry of the expiry index: time, subject and key, so that entries
// are in the order in which they expire. Pure both ways. Times are doubles of zero
// or more, whose bytes sort as their numbers do.

/** What expires: a record or an idempotency key. */
export type ExpirySubject = "record" | "idempotency";

/** An entry of the index. */
export interface ExpiryEntry {
  /** Ms since the Unix epoch. */
  readonly time: number;
  readonly subject: ExpirySubject;
  /** The stored key. */
  readonly key: string;
}

const subjects: readonly ExpirySubject[] = ["record", "idempotency"];

/** Bytes of an entry before its key. */
export const expiryHeadBytes = 9;

/** The key of an entry. A time before the epoch is stored as the epoch. */
export function encodeExpiryKey(entry: ExpiryEntry): Buffer {
  const key = Buffer.from(entry.key, "utf8");
  const bytes = Buffer.allocUnsafe(expiryHeadBytes + key.length);
  bytes.writeDoubleBE(Math.max(entry.time, 0), 0);
  bytes.writeUInt8(subjects.indexOf(entry.subject), 8);
  bytes.set(key, expiryHeadBytes);
  return bytes;
}

/** The entry of a key; undefined if it is malformed. */
export function decodeExpiryKey(bytes: Buffer): ExpiryEntry | undefined {
  if (bytes.length < expiryHeadBytes) return undefined;
  const subject = subjects[bytes.readUInt8(8)];
  if (subject === undefined) return undefined;
  return { time: bytes.readDoubleBE(0), subject, key: bytes.toString("utf8", expiryHeadBytes) };
}
