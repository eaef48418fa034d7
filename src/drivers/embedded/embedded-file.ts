// What is looked at before LMDB opens a file. LMDB's native side does not
// survive a file that it cannot open: whatever can be wrong with one is found
// here first, where it is an error and not the end of the process.
import { type FileHandle, open, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { codeOf } from "./embedded-errors.ts";

/** The file that is written and removed to see whether there is room for a new data file. */
export const probeFile = "room.tmp";

// What LMDB writes into a new file, and some more for its first transactions.
const roomBytes = 2 ** 16;
// The two pages that refer to all others (mdb.c: MDB_page, MDB_meta): each has these at these places.
const metaPages = 2;
const magic = 0xbeefc0de;
const format = 2;
const place = { flags: 18, magic: 24, format: 28, pageBytes: 48, end: 52 };
const isMeta = 0x08;

/** Whether LMDB would open a file: it is a data file, or there is none and room for one. */
export type FileState = "whole" | "missing" | "broken";

/**
 * Looks at a data file and sees to it that its lock file can be opened. Rejects with what the file system says if one of
 * them cannot be used by this user, or if there is no room for a new one.
 */
export async function inspectFile(path: string): Promise<FileState> {
  const state = await stateOf(path);
  if (state === "missing") await probeRoom(dirname(path));
  await (await open(`${path}-lock`, "a+", 0o600)).close();
  return state;
}

async function stateOf(path: string): Promise<FileState> {
  const file = await open(path, "r+").catch((thrown: unknown) => {
    if (codeOf(thrown) === "ENOENT") return undefined;
    throw thrown;
  });
  if (file === undefined) return "missing";
  try {
    const { size } = await file.stat();
    if (size === 0) return "missing";
    const first = await readMeta(file, 0);
    if (first === undefined || size < metaPages * first.pageBytes) return "broken";
    return (await readMeta(file, first.pageBytes)) === undefined ? "broken" : "whole";
  } finally {
    await file.close();
  }
}

async function readMeta(file: FileHandle, offset: number): Promise<{ pageBytes: number } | undefined> {
  const bytes = Buffer.alloc(place.end);
  const { bytesRead } = await file.read(bytes, 0, bytes.length, offset);
  if (bytesRead < bytes.length || (bytes.readUInt16LE(place.flags) & isMeta) === 0) return undefined;
  if (bytes.readUInt32LE(place.magic) !== magic || bytes.readUInt32LE(place.format) !== format)
    return undefined;
  const pageBytes = bytes.readUInt32LE(place.pageBytes);
  return pageBytes >= 512 && pageBytes <= 65_536 ? { pageBytes } : undefined;
}

async function probeRoom(directory: string): Promise<void> {
  const path = join(directory, probeFile);
  try {
    await writeFile(path, Buffer.alloc(roomBytes), { mode: 0o600, flush: true });
  } finally {
    await rm(path, { force: true });
  }
}
