// The end of a backup file: where it was made and the SHA-256 of all bytes before it, as JSON in a block of fixed size. LMDB
// does not read it. A file that is cut off anywhere has no such end; one that was changed has another checksum.
import { StoreError } from "../../model/errors.ts";
import type { BackupOrigin } from "../../store/driver.ts";

/** The size of the end, in bytes. */
export const backupEndBytes = 4096;

const format = 1;

/** What the end of a backup says. */
export interface BackupEnd {
  readonly origin: BackupOrigin;
  readonly records: number;
  /** In hexadecimal digits. */
  readonly sha256: string;
}

/** The bytes of the end. */
export function encodeBackupEnd({ origin: { appId, store, time }, records, sha256 }: BackupEnd): Buffer {
  const json = JSON.stringify({ pillionBackup: format, appId, store, time, records, sha256 });
  const end = Buffer.alloc(backupEndBytes, " ");
  // The name of an app or a store is far shorter.
  if (end.write(json, 0, "utf8") < Buffer.byteLength(json)) {
    throw new StoreError("internal", "the end of a backup is too long");
  }
  return end;
}

/** The end in the last bytes of the file, or undefined if they are none. Throws `invalid` if a newer version made it. */
export function decodeBackupEnd(bytes: Buffer, file: string): BackupEnd | undefined {
  const { pillionBackup, appId, store, time, records, sha256 } = parsed(bytes);
  if (typeof pillionBackup !== "number") return undefined;
  if (pillionBackup !== format) {
    const supported = `this version of Pillion supports only format ${format}`;
    throw new StoreError("invalid", `${file} has format ${pillionBackup}; ${supported}: use a newer one`);
  }
  const origin = { appId: String(appId), store: String(store), time: Number(time) };
  return { origin, records: Number(records), sha256: String(sha256) };
}

function parsed(bytes: Buffer): Readonly<Record<string, unknown>> {
  try {
    const end: unknown = JSON.parse(bytes.toString("utf8"));
    return typeof end === "object" && end !== null ? { ...end } : {};
  } catch {
    return {};
  }
}
