// Makes a backup: a data file with a copy of every entry, whose end says where it was made. It is written in a
// temporary folder beside its place, flushed, read back, and only then gets its name. This process only reads the data
// directory, so it can do that beside the process that owns it.
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { appendFile, link, mkdtemp, readdir, rename, rm, stat } from "node:fs/promises";
import { constants } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { StoreError } from "../../model/errors.ts";
import type { BackupReport, BackupRequest } from "../../store/driver.ts";
import { checkData } from "./embedded-backup-check.ts";
import { encodeBackupEnd } from "./embedded-backup-codec.ts";
import { checkCreated, invalid, syncDirectory, unusable } from "./embedded-directory.ts";
import {
  dataFilePath,
  EmbeddedEnvironment,
  type HeldSnapshot,
  type TableName,
  tableNames,
  type Write,
} from "./embedded-environment.ts";
import { codeOf, fullError, isAccessError, isFullError } from "./embedded-errors.ts";

const firstKey = Buffer.of(0);
// The most that one transaction of the copy writes.
const batchBytes = 8 * 2 ** 20;
const batchEntries = 5000;
// What a process that was killed left is removed when nothing was written to it for this time.
const abandonedMs = 3_600_000;
// What file systems without hard links report.
const noLinkCodes: readonly unknown[] = ["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EMLINK", "EINVAL"];

/** Copies the data of a directory to a new file. As `backUp` of the driver. */
export async function backUpDirectory(path: string, request: BackupRequest): Promise<BackupReport> {
  const directory = resolve(path);
  const { file, signal } = request;
  try {
    await checkCreated(directory);
  } catch (thrown) {
    throw thrown instanceof StoreError ? thrown : await unusable(directory, thrown);
  }
  try {
    await checkTarget(request);
    const folder = await mkdtemp(temporaryPrefix(file));
    try {
      const records = await untilAborted(copyInto(folder, directory, request), signal);
      const { size } = await stat(dataFilePath(folder));
      await publish(dataFilePath(folder), file);
      return { origin: request.origin, place: directory, bytes: size, records };
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  } catch (thrown) {
    throw backupError(thrown, file);
  }
}

/** Ends with the promise, or at once when the signal aborts. */
export async function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  const ended = new AbortController();
  const stopped = new Promise<never>((_, reject) => {
    const stop = () => reject(stoppedBySignal());
    if (signal.aborted) stop();
    signal.addEventListener("abort", stop, { signal: ended.signal });
  });
  try {
    return await Promise.race([promise, stopped]);
  } finally {
    ended.abort();
    promise.catch(() => undefined);
  }
}

function stoppedBySignal(): StoreError {
  return new StoreError("cancelled", "it was stopped by a signal", { outcome: "not-applied" });
}

/** The error of a file that could not be written or read. */
export function backupError(thrown: unknown, file: string): StoreError {
  if (thrown instanceof StoreError) return thrown;
  // LMDB reports a short write, the first sign of a full disk, as a failure of the disk.
  const isFull = isFullError(thrown) || codeOf(thrown) === constants.errno.EIO;
  if (isFull) return fullError(thrown, `there is no space for it, or the disk has failed`);
  const reason = thrown instanceof Error ? thrown.message : "unknown reason";
  return new StoreError("unavailable", `${file}: ${reason}`, { outcome: "not-applied", cause: thrown });
}

async function checkTarget({ file, origin }: BackupRequest): Promise<void> {
  if (await exists(file)) throw existing(file);
  const folder = dirname(file);
  if (!(await exists(folder))) {
    throw new StoreError("invalid", `the folder ${folder} does not exist; create it first`);
  }
  await removeAbandoned(file, origin.time);
}

async function copyInto(folder: string, directory: string, request: BackupRequest): Promise<number> {
  const { origin, signal } = request;
  const copied = await copyEntries(folder, directory, signal);
  const path = dataFilePath(folder);
  const records = await checkCopy(folder);
  if (copied !== records) {
    throw new StoreError("corrupt", `the copy has ${records} records; there must be ${copied}`);
  }
  const sha256 = createHash("sha256");
  for await (const chunk of createReadStream(path)) sha256.update(chunk);
  const end = encodeBackupEnd({ origin, records, sha256: sha256.digest("hex") });
  await appendFile(path, end, { flush: true });
  return records;
}

// Copies all tables as they are at one moment. Resolves to the number of records.
async function copyEntries(folder: string, directory: string, signal: AbortSignal): Promise<number> {
  const source = openSource(directory);
  try {
    const copy = new EmbeddedEnvironment(folder);
    try {
      const snapshot = source.hold();
      try {
        let records = 0;
        for (const table of tableNames) {
          const entries = await copyTable(snapshot, copy, table, signal);
          if (table === "records") records = entries;
        }
        return records;
      } finally {
        snapshot.release();
      }
    } finally {
      await copy.close();
    }
  } finally {
    await source.close();
  }
}

async function copyTable(
  snapshot: HeldSnapshot,
  copy: EmbeddedEnvironment,
  table: TableName,
  signal: AbortSignal,
): Promise<number> {
  let entries = 0;
  let start: Buffer | undefined = firstKey;
  while (start !== undefined) {
    if (signal.aborted) throw stoppedBySignal();
    const writes: Write[] = [];
    let bytes = 0;
    for (const key of snapshot.keysFrom(table, start)) {
      const value = snapshot.get(table, key);
      writes.push({ table, key, value });
      bytes += key.length + (value?.length ?? 0);
      if (bytes >= batchBytes || writes.length >= batchEntries) break;
    }
    if (writes.length > 0) await copy.write(writes);
    entries += writes.length;
    const last = writes.at(-1)?.key;
    start = last && Buffer.concat([last, firstKey]);
  }
  return entries;
}

/** Checks all data in a folder. Resolves to the number of records. */
export async function checkCopy(folder: string): Promise<number> {
  const copy = new EmbeddedEnvironment(folder, { isReadOnly: true });
  try {
    return await checkData(copy);
  } finally {
    await copy.close();
  }
}

function openSource(directory: string): EmbeddedEnvironment {
  try {
    return new EmbeddedEnvironment(directory, { isReadOnly: true });
  } catch (thrown) {
    if (isAccessError(thrown)) throw thrown;
    throw invalid(directory, "has a data file that cannot be opened", thrown);
  }
}

// With a link, because renaming would replace a file that was created meanwhile.
async function publish(path: string, file: string): Promise<void> {
  try {
    await link(path, file);
  } catch (thrown) {
    if (codeOf(thrown) === "EEXIST" || (await exists(file))) throw existing(file);
    if (!noLinkCodes.includes(codeOf(thrown))) throw thrown;
    await rename(path, file);
  }
  await syncDirectory(dirname(file));
}

function existing(file: string): StoreError {
  return new StoreError("invalid", `${file} exists already; use another name`);
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined)) !== undefined;
}

function temporaryPrefix(file: string): string {
  return join(dirname(file), `${basename(file)}.partial-`);
}

async function removeAbandoned(file: string, now: number): Promise<void> {
  const prefix = basename(temporaryPrefix(file));
  for (const name of await readdir(dirname(file))) {
    if (!name.startsWith(prefix)) continue;
    const folder = join(dirname(file), name);
    const written = await stat(dataFilePath(folder)).catch(() => stat(folder));
    if (now - written.mtimeMs < abandonedMs) continue;
    await rm(folder, { recursive: true, force: true });
  }
}
