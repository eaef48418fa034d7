// Checks on a file before LMDB opens it. LMDB's native code ends the process if it
// cannot open a file, so every possible problem is found here first, where it is
// an error.
import { type FileHandle, open, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { codeOf } from "./embedded-errors.ts";

/** The file that is written and removed to check that there is space for a new data file. */
export const probeFile = "probe.tmp";

// The space for LMDB's initial pages and first transactions.
const newFileBytes = 2 ** 16;
// The two meta pages (mdb.c: MDB_page, MDB_meta), and the offsets of their fields.
const metaPages = 2;
const magic = 0xbeefc0de;
const format = 2;
const offsets = { flags: 18, magic: 24, format: 28, pageBytes: 48, end: 52 };
const isMeta = 0x08;

/** Whether LMDB can open a file: an intact data file, or none with space for a new one. */
export type FileState = "intact" | "missing" | "damaged";

/**
 * Checks a data file, and that its lock file can be opened. Rejects with the error of the file system if this user cannot
 * use one of them, or if there is no space for a new one.
 */
export async function inspectFile(path: string): Promise<FileState> {
  const state = await stateOf(path);
  if (state === "missing") await probeSpace(dirname(path));
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
    if (first === undefined || size < metaPages * first.pageBytes) return "damaged";
    return (await readMeta(file, first.pageBytes)) === undefined ? "damaged" : "intact";
  } finally {
    await file.close();
  }
}

async function readMeta(file: FileHandle, offset: number): Promise<{ pageBytes: number } | undefined> {
  const bytes = Buffer.alloc(offsets.end);
  const { bytesRead } = await file.read(bytes, 0, bytes.length, offset);
  if (bytesRead < bytes.length || (bytes.readUInt16LE(offsets.flags) & isMeta) === 0) return undefined;
  if (bytes.readUInt32LE(offsets.magic) !== magic || bytes.readUInt32LE(offsets.format) !== format)
    return undefined;
  const pageBytes = bytes.readUInt32LE(offsets.pageBytes);
  return pageBytes >= 512 && pageBytes <= 65_536 ? { pageBytes } : undefined;
}

async function probeSpace(directory: string): Promise<void> {
  const path = join(directory, probeFile);
  try {
    await writeFile(path, Buffer.alloc(newFileBytes), { mode: 0o600, flush: true });
  } finally {
    await rm(path, { force: true });
  }
}
