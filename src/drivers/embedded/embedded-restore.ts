// Makes a data directory from a backup. Everything is copied and read back in a folder within the directory; while that
// folder exists, no process opens the directory. It is removed last, after the data file and the format file got their names.
import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { open, rename, stat } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { StoreError } from "../../model/errors.ts";
import type { BackupReport, RestoreRequest } from "../../store/driver.ts";
import { backupError, checkCopy, untilAborted } from "./embedded-backup.ts";
import { type BackupEnd, backupEndBytes, decodeBackupEnd } from "./embedded-backup-codec.ts";
import {
  beginRestore,
  clearRestore,
  finishRestore,
  prepareForRestore,
  shareDirectory,
} from "./embedded-directory.ts";
import { dataFileName, dataFilePath } from "./embedded-environment.ts";
import { codeOf } from "./embedded-errors.ts";
import { EmbeddedOwner } from "./embedded-owner.ts";

/** Makes the data of an empty directory from a backup. As `restore` of the driver. */
export async function restoreDirectory(path: string, request: RestoreRequest): Promise<BackupReport> {
  const { file, random, signal } = request;
  try {
    const opened = await readEnd(file);
    const directory = await prepareForRestore(path);
    const owner = await EmbeddedOwner.acquire(directory, random);
    try {
      // Another process may have created a store meanwhile.
      await prepareForRestore(directory);
      const folder = await beginRestore(directory);
      try {
        await untilAborted(copyInto(folder, file, opened), signal);
        await rename(dataFilePath(folder), join(directory, dataFileName));
        await finishRestore(directory);
        await shareDirectory(directory);
        const { origin, records } = opened.end;
        return { origin, place: directory, bytes: opened.bytes, records };
      } catch (thrown) {
        await clearRestore(directory);
        throw thrown;
      }
    } finally {
      await owner.release();
    }
  } catch (thrown) {
    throw backupError(thrown, file);
  }
}

interface Opened {
  readonly end: BackupEnd;
  /** With the end. */
  readonly bytes: number;
}

// The end is read first, so that another kind of file is rejected before anything is written.
async function readEnd(file: string): Promise<Opened> {
  const found = await stat(file).catch((thrown: unknown) => {
    if (codeOf(thrown) !== "ENOENT") throw thrown;
  });
  if (found === undefined) throw new StoreError("invalid", `${file} does not exist`);
  if (!found.isFile()) throw new StoreError("invalid", `${file} is not a file`);
  const handle = await open(file, "r");
  try {
    const bytes = Buffer.alloc(backupEndBytes);
    const start = found.size - backupEndBytes;
    if (start > 0) await handle.read(bytes, 0, backupEndBytes, start);
    const end = decodeBackupEnd(bytes, file);
    if (end !== undefined) return { end, bytes: found.size };
  } finally {
    await handle.close();
  }
  throw new StoreError("invalid", `${file} is not a backup made by "pillion backup", or is cut off`);
}

async function copyInto(folder: string, file: string, { end, bytes }: Opened): Promise<void> {
  const path = dataFilePath(folder);
  const sha256 = createHash("sha256");
  const source = createReadStream(file, { end: bytes - backupEndBytes - 1 });
  await pipeline(
    source,
    async function* (chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        sha256.update(chunk);
        yield chunk;
      }
    },
    createWriteStream(path, { mode: 0o600, flush: true }),
  );
  if (sha256.digest("hex") !== end.sha256) {
    throw new StoreError("corrupt", `${file} is damaged: its checksum is wrong`);
  }
  const records = await checkCopy(folder);
  if (records === end.records) return;
  throw new StoreError("corrupt", `${file} has ${records} records; there must be ${end.records}`);
}
