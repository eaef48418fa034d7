// Errors of LMDB and the file system as StoreErrors. A write is not-applied only
// if it failed before the page that makes it visible was written; an error that
// cannot be classified is unknown and stops all later writes, because a disk that
// failed once may fail silently the next time.
import { open } from "node:fs/promises";
import { constants } from "node:os";
import { StoreError } from "../../model/errors.ts";
import { dataFilePath } from "./embedded-environment.ts";

const { errno } = constants;
// LMDB's own codes (lmdb.h): MDB_TXN_FULL and MDB_MAP_FULL.
const lmdbFullCodes: readonly number[] = [-30788, -30792];
const diskFullCodes: readonly number[] = [errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.ENOMEM];
const diskFullNames: readonly unknown[] = ["ENOSPC", "EDQUOT", "EFBIG"];
const accessNames: readonly unknown[] = ["EACCES", "EPERM", "EROFS"];
const accessCodes: readonly unknown[] = [errno.EACCES, errno.EPERM, errno.EROFS];

/** When a write to a full store can be retried, in ms. */
const fullRetryDelayMs = 1000;

/** The classification of a failed write. */
export interface WriteFailure {
  /** `full`: nothing was written, and later writes may succeed. `stop`: nothing more must be written. */
  readonly type: "full" | "stop";
  readonly cause: unknown;
}

/** The code of a thrown value: a number from LMDB, a name from Node.js, or undefined. */
export function codeOf(thrown: unknown): unknown {
  return thrown instanceof Error && "code" in thrown ? thrown.code : undefined;
}

/** Whether this user lacks access to the directory or a file in it. */
export function isAccessError(thrown: unknown): boolean {
  const code = codeOf(thrown);
  return accessNames.includes(code) || accessCodes.includes(code);
}

/** Whether there is no free space. */
export function isFullError(thrown: unknown): boolean {
  const code = codeOf(thrown);
  return diskFullNames.includes(code) || (typeof code === "number" && isFullCode(code));
}

/**
 * Classifies a failed transaction. LMDB reports EIO for a short write, which is the first sign of a file system that fills
 * up. So EIO counts as a failed disk only if the same number of bytes can be written to the file now.
 */
export async function classifyWriteError(
  cause: unknown,
  directory: string,
  writtenBytes: number,
): Promise<WriteFailure> {
  const code = codeOf(cause);
  if (typeof code !== "number") return { type: "stop", cause };
  if (isFullCode(code)) return { type: "full", cause };
  const isFull = code === errno.EIO && !(await canGrow(directory, writtenBytes));
  return { type: isFull ? "full" : "stop", cause };
}

/** The error of a write for which there is no free space. */
export function fullError(cause: unknown, message = "the disk of the store is full"): StoreError {
  return new StoreError("overloaded", message, {
    outcome: "not-applied",
    retryDelayMs: fullRetryDelayMs,
    cause,
  });
}

/** The error of the write whose flush failed. */
export function flushFailedError(cause: unknown): StoreError {
  return new StoreError("unavailable", "the store could not write to its disk", {
    outcome: "unknown",
    cause,
  });
}

/** The error of every write after a failed flush. */
export function stoppedError(cause: unknown): StoreError {
  return new StoreError(
    "unavailable",
    "the store accepts no writes after a disk failure; restart the process",
    {
      outcome: "not-applied",
      cause,
    },
  );
}

/** The error of a read that failed in LMDB. */
export function readError(thrown: unknown): StoreError {
  if (thrown instanceof StoreError) return thrown;
  return new StoreError("unavailable", "the store could not be read", {
    outcome: "not-applied",
    cause: thrown,
  });
}

function isFullCode(code: number): boolean {
  return lmdbFullCodes.includes(code) || diskFullCodes.includes(code);
}

const probeBytesMin = 2 ** 20;
const probeChunk = Buffer.alloc(2 ** 16);

// Writes beyond the end of the file, where LMDB does not read, and truncates it again.
async function canGrow(directory: string, writtenBytes: number): Promise<boolean> {
  const file = await open(dataFilePath(directory), "r+");
  try {
    const { size } = await file.stat();
    try {
      const end = size + Math.max(2 * writtenBytes, probeBytesMin);
      for (let at = size; at < end; at += probeChunk.length) {
        const { bytesWritten } = await file.write(probeChunk, 0, probeChunk.length, at);
        if (bytesWritten < probeChunk.length) return false;
      }
      await file.datasync();
      return true;
    } finally {
      await file.truncate(size);
    }
  } catch (thrown) {
    return !diskFullNames.includes(codeOf(thrown));
  } finally {
    await file.close();
  }
}
