// What LMDB and the file system say, as the engine says it. What holds: a
// write is called not-applied only if it failed before the page that makes it
// visible was written; whatever cannot be told apart is unknown and stops all
// later writes, because a disk that failed once may fail silently next.
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

/** How long a caller had better wait before it writes to a full store again, in ms. */
const fullRetryDelayMs = 1000;

/** What a failed write means. */
export interface WriteFault {
  /** `full`: nothing was written and writing may go on. `stop`: it must not. */
  readonly type: "full" | "stop";
  readonly cause: unknown;
}

/** The code of a thrown thing: a number from LMDB, a name from Node, or undefined. */
export function codeOf(thrown: unknown): unknown {
  return thrown instanceof Error && "code" in thrown ? thrown.code : undefined;
}

/** Whether a thrown thing says that the directory or a file of it cannot be used by this user. */
export function isAccessFault(thrown: unknown): boolean {
  const code = codeOf(thrown);
  return accessNames.includes(code) || accessCodes.includes(code);
}

/** Whether a thrown thing says that there is no room. */
export function isFullFault(thrown: unknown): boolean {
  const code = codeOf(thrown);
  return diskFullNames.includes(code) || (typeof code === "number" && isFullCode(code));
}

/**
 * Judges a failed transaction. LMDB says EIO for a write that was cut short, which is how a file system that fills up
 * begins; so that EIO is believed only if the same bytes can be written to the file just now.
 */
export async function judgeWriteFault(
  cause: unknown,
  directory: string,
  writtenBytes: number,
): Promise<WriteFault> {
  const code = codeOf(cause);
  if (typeof code !== "number") return { type: "stop", cause };
  if (isFullCode(code)) return { type: "full", cause };
  const isFull = code === errno.EIO && !(await canGrow(directory, writtenBytes));
  return { type: isFull ? "full" : "stop", cause };
}

/** The error of a write that found no room. */
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

/** The error of every write after one whose flush failed. */
export function stoppedError(cause: unknown): StoreError {
  return new StoreError("unavailable", "the store takes no more writes since its disk failed; restart it", {
    outcome: "not-applied",
    cause,
  });
}

/** The error of a read that LMDB could not do. */
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

// Writes beyond the end of the file, where LMDB reads nothing, and takes it back.
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
