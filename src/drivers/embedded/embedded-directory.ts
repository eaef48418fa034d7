// The data directory: made if it is missing, refused if it cannot be written,
// holds what is not the store's own, or was written by a newer version. A
// directory is ours by its format file, which is written before any data.
import { constants } from "node:fs";
import { access, mkdir, open, readdir, readFile, rename, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { StoreError } from "../../model/errors.ts";
import { codeOf, isAccessFault } from "./embedded-errors.ts";

/** The format of a data directory that this version writes and reads. */
export const directoryFormat = 1;

const formatFile = "format.txt";
const formatText = (format: number) => `pillion embedded store, format ${format}\n`;
const formatPattern = /^pillion embedded store, format (\d{1,9})\n$/;
// What a start that was cut off may leave before the format is written, and what file systems put into their roots.
const harmless: readonly string[] = [
  "owner.mdb",
  "owner.mdb-lock",
  "owner.txt",
  `${formatFile}.new`,
  "lost+found",
];
const namesShownMax = 3;

/** The directory as an absolute path, made if it was not there. Rejects with `invalid` if it cannot be a data directory. */
export async function prepareDirectory(path: string): Promise<string> {
  const directory = resolve(path);
  try {
    await mkdir(directory, { recursive: true, mode: 0o700 });
  } catch (thrown) {
    if (codeOf(thrown) !== "EEXIST" && codeOf(thrown) !== "ENOTDIR") throw notWritable(directory, thrown);
  }
  const found = await stat(directory).catch(() => undefined);
  if (found?.isDirectory() !== true) throw invalid(directory, "is not a directory");
  try {
    await access(directory, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (thrown) {
    throw notWritable(directory, thrown);
  }
  await checkContent(directory);
  return directory;
}

/** Marks a directory as ours, durably, if it is not yet. Its owner calls this before it writes data. */
export async function markDirectory(directory: string): Promise<void> {
  if (await checkContent(directory)) return;
  const file = await open(join(directory, `${formatFile}.new`), "w", 0o600);
  try {
    await file.writeFile(formatText(directoryFormat));
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(join(directory, `${formatFile}.new`), join(directory, formatFile));
  await syncDirectory(directory);
}

/** The `invalid` error of a directory that this user may not use. */
export function notWritable(directory: string, cause: unknown): StoreError {
  if (!isAccessFault(cause)) return invalid(directory, "cannot be used", cause);
  return invalid(directory, "is not writable", cause);
}

/** The `invalid` error of a data directory, naming the option and the directory. */
export function invalid(directory: string, fault: string, cause?: unknown): StoreError {
  return new StoreError("invalid", `path: data directory ${directory} ${fault}`, { field: "path", cause });
}

// Whether it has a format; throws if it is not ours.
async function checkContent(directory: string): Promise<boolean> {
  const names = await readdir(directory);
  if (!names.includes(formatFile)) {
    const foreign = names.filter((name) => !harmless.includes(name)).toSorted();
    if (foreign.length === 0) return false;
    const shown = foreign.slice(0, namesShownMax).join(", ");
    const more = foreign.length > namesShownMax ? ` and ${foreign.length - namesShownMax} more` : "";
    throw invalid(
      directory,
      `is not empty and holds no data of this program: found ${shown}${more}; name an empty directory`,
    );
  }
  const [, format] = formatPattern.exec(await readFile(join(directory, formatFile), "utf8")) ?? [];
  if (format === undefined) throw invalid(directory, `has a ${formatFile} that is not this program's`);
  if (Number(format) === directoryFormat) return true;
  throw invalid(
    directory,
    `has format ${format}; this version knows format ${directoryFormat} only: use the version that wrote it, or a newer one`,
  );
}

/** Flushes the names of a directory's files, so that they survive a loss of power. Does nothing where directories cannot be flushed. */
export async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory, "r").catch(() => undefined);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}
