// The data directory: made if it is missing, refused if it cannot be written,
// holds what is not the store's own, or was written by a newer version. It is
// ours by its format file. That file has its name only once the data file was
// made: so a data file that is missing or broken later is never taken for one
// that is to be made.
import { constants } from "node:fs";
import { access, mkdir, open, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { StoreError, violationError } from "../../model/errors.ts";
import { dataFileName } from "./embedded-environment.ts";
import { codeOf, isAccessFault } from "./embedded-errors.ts";
import { inspectFile, probeFile } from "./embedded-file.ts";

/** The format of a data directory that this version writes and reads. */
export const directoryFormat = 1;

const formatFile = "format.txt";
const newFormatFile = `${formatFile}.new`;
const formatText = (format: number) => `pillion embedded store, format ${format}\n`;
const formatPattern = /^pillion embedded store, format (\d{1,9})\n$/;
// What a start that was cut off may leave, and what file systems put into their roots.
const harmless: readonly string[] = [
  "owner.mdb",
  "owner.mdb-lock",
  "owner.txt",
  newFormatFile,
  probeFile,
  "lost+found",
];
const dataFiles: readonly string[] = [dataFileName, `${dataFileName}-lock`];
const namesShownMax = 3;

/** `made`: it has data. `begun`: a start that made it was cut off. `empty`: it has nothing of ours. */
type DirectoryState = "made" | "begun" | "empty";

/** The directory as an absolute path, made if it was not there. Rejects with `invalid` if it cannot be a data directory. */
export async function prepareDirectory(path: string): Promise<string> {
  const directory = resolve(path);
  try {
    await makeDirectory(directory);
  } catch (thrown) {
    if (codeOf(thrown) !== "EEXIST" && codeOf(thrown) !== "ENOTDIR") throw notWritable(directory, thrown);
  }
  const found = await stat(directory).catch(() => undefined);
  if (found?.isDirectory() !== true) throw invalid(directory, "is not a directory");
  try {
    await access(directory, constants.R_OK | constants.W_OK | constants.X_OK);
    await stateOf(directory);
  } catch (thrown) {
    throw thrown instanceof StoreError ? thrown : notWritable(directory, thrown);
  }
  return directory;
}

// Step by step from the nearest ancestor that is there: Node's own recursive mkdir goes round for ever where the parent
// is there and the system still says ENOENT, as /proc does.
async function makeDirectory(directory: string): Promise<void> {
  const missing: string[] = [];
  for (let path = directory; ; path = dirname(path)) {
    if ((await stat(path).catch(unlessMissing)) !== undefined || dirname(path) === path) break;
    missing.push(path);
  }
  for (const path of missing.toReversed()) {
    await mkdir(path, { mode: 0o700 }).catch((thrown: unknown) => {
      // Somebody else made it meanwhile.
      if (codeOf(thrown) !== "EEXIST") throw thrown;
    });
  }
}

function unlessMissing(thrown: unknown): undefined {
  if (codeOf(thrown) !== "ENOENT") throw thrown;
}

/**
 * Makes what makes a directory ours, durably, with the data file in between: `make` opens it, or makes it if it is to be
 * made. To be called by the owner. Rejects with `invalid` if the data file is missing or broken.
 */
export async function openInDirectory<T>(directory: string, make: () => T): Promise<T> {
  if ((await stateOf(directory)) === "made") {
    const file = await inspectFile(join(directory, dataFileName));
    if (file === "whole") return make();
    throw invalid(directory, `has a ${dataFileName} that is ${file}; restore it, or name an empty directory`);
  }
  await writeDurably(join(directory, newFormatFile), formatText(directoryFormat));
  await syncDirectory(directory);
  for (const name of dataFiles) await rm(join(directory, name), { force: true });
  await inspectFile(join(directory, dataFileName));
  const made = make();
  await rename(join(directory, newFormatFile), join(directory, formatFile));
  await syncDirectory(directory);
  return made;
}

/** The `invalid` error of a directory that this user may not use. */
export function notWritable(directory: string, cause: unknown): StoreError {
  if (!isAccessFault(cause)) return invalid(directory, "cannot be used", cause);
  return invalid(directory, "is not writable", cause);
}

/** The `invalid` error of a data directory, naming the option and the directory. */
export function invalid(directory: string, fault: string, cause?: unknown): StoreError {
  const description = `data directory ${directory} ${fault}`;
  return violationError([{ path: ["path"], description }]).with({ cause });
}

// Throws `invalid` if it is not ours.
async function stateOf(directory: string): Promise<DirectoryState> {
  const names = await readdir(directory);
  if (names.includes(formatFile)) {
    checkFormat(directory, await readFile(join(directory, formatFile), "utf8"));
    return "made";
  }
  const isBegun =
    names.includes(newFormatFile) &&
    formatPattern.test(await readFile(join(directory, newFormatFile), "utf8"));
  const ours = isBegun ? [...harmless, ...dataFiles] : harmless;
  const foreign = names.filter((name) => !ours.includes(name)).toSorted();
  if (foreign.length === 0) return isBegun ? "begun" : "empty";
  const shown = foreign.slice(0, namesShownMax).join(", ");
  const more = foreign.length > namesShownMax ? ` and ${foreign.length - namesShownMax} more` : "";
  const fault = `is not empty and holds no data of this program: found ${shown}${more}; name an empty directory`;
  throw invalid(directory, fault);
}

function checkFormat(directory: string, text: string): void {
  const [, format] = formatPattern.exec(text) ?? [];
  if (format === undefined) throw invalid(directory, `has a ${formatFile} that is not this program's`);
  if (Number(format) === directoryFormat) return;
  const advice = "use the version that wrote it, or a newer one";
  throw invalid(
    directory,
    `has format ${format}; this version knows format ${directoryFormat} only: ${advice}`,
  );
}

async function writeDurably(path: string, text: string): Promise<void> {
  const file = await open(path, "w", 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

// So that the names of new files survive a loss of power; does nothing where directories cannot be flushed.
async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory, "r").catch(() => undefined);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}
