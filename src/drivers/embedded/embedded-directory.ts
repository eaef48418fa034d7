// The data directory: created if it is missing; rejected if it is not writable, contains
// other files, or was written by a newer version. The format file marks it as a data
// directory. That file gets its name only after the data file was created, so that a
// missing or damaged data file is never mistaken for one that has not been created yet.
import { constants } from "node:fs";
import { access, mkdir, open, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { StoreError, violationError } from "../../model/errors.ts";
import { dataFileName } from "./embedded-environment.ts";
import { codeOf, isAccessError } from "./embedded-errors.ts";
import { inspectFile, probeFile } from "./embedded-file.ts";
import { fileProblem, makeFolder, shareFiles } from "./embedded-sharing.ts";

/** The format of a data directory that this version writes and reads. */
const directoryFormat = 1;

const formatFile = "format.txt";
const newFormatFile = `${formatFile}.new`;
const formatText = (format: number) => `pillion embedded store, format ${format}\n`;
const formatPattern = /^pillion embedded store, format (\d{1,9})\n$/;
// Files that an interrupted start may leave, and files that file systems put into their roots.
const ownerFiles: readonly string[] = ["owner.mdb", "owner.mdb-lock", "owner.txt"];
const harmless: readonly string[] = [...ownerFiles, newFormatFile, probeFile, "lost+found"];
const dataFiles: readonly string[] = [dataFileName, `${dataFileName}-lock`];
// Exists from the begin of a restore to its end.
const restoreFolder = "restore.tmp";
const namesShownMax = 3;

/** `created`: it has data. `interrupted`: the start that created it was interrupted. `empty`: it has no data. */
type DirectoryState = "created" | "interrupted" | "empty";

/** The directory as an absolute path, created if it does not exist. Rejects with `invalid` if it cannot be a data directory. */
export async function prepareDirectory(path: string): Promise<string> {
  const directory = resolve(path);
  try {
    await makeDirectory(directory);
  } catch (thrown) {
    if (codeOf(thrown) !== "EEXIST" && codeOf(thrown) !== "ENOTDIR") throw await unusable(directory, thrown);
  }
  const found = await stat(directory).catch(() => undefined);
  if (found?.isDirectory() !== true) throw invalid(directory, "is not a directory");
  try {
    await access(directory, constants.R_OK | constants.W_OK | constants.X_OK);
    await stateOf(directory);
  } catch (thrown) {
    throw thrown instanceof StoreError ? thrown : await unusable(directory, thrown);
  }
  return directory;
}

// From the nearest existing ancestor on: the recursive mkdir of Node.js loops forever where the parent exists and the
// system still reports ENOENT, as in /proc.
async function makeDirectory(directory: string): Promise<void> {
  const missing: string[] = [];
  for (let path = directory; ; path = dirname(path)) {
    if ((await stat(path).catch(unlessMissing)) !== undefined || dirname(path) === path) break;
    missing.push(path);
  }
  for (const path of missing.toReversed()) {
    await makeFolder(path, dirname(path)).catch((thrown: unknown) => {
      // Another process created it meanwhile.
      if (codeOf(thrown) !== "EEXIST") throw thrown;
    });
  }
}

function unlessMissing(thrown: unknown): undefined {
  if (codeOf(thrown) !== "ENOENT") throw thrown;
}

/**
 * Opens the data file with `make`. In a new directory the files that mark it as a data directory are written durably
 * around that. Only the owner calls it. Rejects with `invalid` if the data file is missing or damaged.
 */
export async function openInDirectory<T>(directory: string, make: () => T): Promise<T> {
  if ((await stateOf(directory)) === "created") {
    const file = await inspectFile(join(directory, dataFileName));
    if (file === "intact") return make();
    const found = file === "missing" ? "no" : "a damaged";
    throw invalid(directory, `has ${found} ${dataFileName}; restore the file, or use an empty directory`);
  }
  await writeDurably(join(directory, newFormatFile), formatText(directoryFormat));
  await syncDirectory(directory);
  for (const name of dataFiles) await rm(join(directory, name), { force: true });
  await inspectFile(join(directory, dataFileName));
  const opened = make();
  await rename(join(directory, newFormatFile), join(directory, formatFile));
  await syncDirectory(directory);
  return opened;
}

/** Rejects with `invalid` unless the directory has an intact data file, and otherwise as the file system does. */
export async function checkCreated(directory: string): Promise<void> {
  const found = await stat(directory).catch(unlessMissing);
  if (found === undefined || (await stateOf(directory)) !== "created") {
    throw invalid(directory, "has no records; is it the folder of the store?");
  }
  if ((await inspectFile(join(directory, dataFileName))) === "intact") return;
  throw invalid(directory, `has no intact ${dataFileName}`);
}

/** As `prepareDirectory`. Rejects with `invalid` if the directory has records that a restore did not leave. */
export async function prepareForRestore(path: string): Promise<string> {
  const directory = resolve(path);
  const left = await stat(join(directory, restoreFolder)).catch(() => undefined);
  if (left !== undefined) return directory;
  await prepareDirectory(directory);
  if ((await stateOf(directory)) !== "created") return directory;
  throw invalid(directory, "has records already; restore into an empty folder");
}

/** Creates the folder for the files of a restore, without those that an earlier one left. Only the owner calls it. */
export async function beginRestore(directory: string): Promise<string> {
  await clearRestore(directory);
  const folder = join(directory, restoreFolder);
  await mkdir(folder, { mode: 0o700 });
  await syncDirectory(directory);
  return folder;
}

/** Marks the directory as a data directory, once its data file is complete. */
export async function finishRestore(directory: string): Promise<void> {
  await writeDurably(join(directory, formatFile), formatText(directoryFormat));
  await syncDirectory(directory);
  await rm(join(directory, restoreFolder), { recursive: true });
  await syncDirectory(directory);
}

/** Removes what a restore wrote; the folder that marks it last. */
export async function clearRestore(directory: string): Promise<void> {
  const names = [formatFile, newFormatFile, ...dataFiles];
  for (const name of names) await rm(join(directory, name), { force: true });
  await rm(join(directory, restoreFolder), { recursive: true, force: true });
}

/** Lets the group of a directory use its files, if it may write the directory. */
export function shareDirectory(directory: string): Promise<void> {
  const names = [formatFile, ...ownerFiles, ...dataFiles];
  return shareFiles(
    directory,
    names.map((name) => join(directory, name)),
  );
}

/** The `invalid` error of a directory that this user cannot use. It names the file that is not accessible, if it is one. */
export async function unusable(directory: string, cause: unknown): Promise<StoreError> {
  if (!isAccessError(cause)) return invalid(directory, `cannot be used${errorCode(cause)}`, cause);
  const path = cause instanceof Error && "path" in cause ? String(cause.path) : "";
  const problem = await fileProblem(path);
  if (problem === undefined) return invalid(directory, "is not writable", cause);
  return invalid(
    directory,
    `has a file that this user cannot read and write, ${basename(path)}: ${problem}`,
    cause,
  );
}

// The code of the file system, such as ENOSPC.
function errorCode(cause: unknown): string {
  return cause instanceof Error && "code" in cause ? `: ${String(cause.code)}` : "";
}

/** The `invalid` error of a data directory, naming the option and the directory. */
export function invalid(directory: string, problem: string, cause?: unknown): StoreError {
  const description = `data directory ${directory} ${problem}`;
  return violationError([{ path: ["path"], description }]).with({ cause });
}

// Throws `invalid` if it has files other than those of a data directory.
async function stateOf(directory: string): Promise<DirectoryState> {
  const names = await readdir(directory);
  if (names.includes(restoreFolder)) {
    throw invalid(
      directory,
      `has a restore that did not end; run "pillion restore" again, or delete its files`,
    );
  }
  if (names.includes(formatFile)) {
    checkFormat(directory, await readFile(join(directory, formatFile), "utf8"));
    return "created";
  }
  const isInterrupted =
    names.includes(newFormatFile) &&
    formatPattern.test(await readFile(join(directory, newFormatFile), "utf8"));
  const known = isInterrupted ? [...harmless, ...dataFiles] : harmless;
  const foreign = names.filter((name) => !known.includes(name)).toSorted();
  if (foreign.length === 0) return isInterrupted ? "interrupted" : "empty";
  const shown = foreign.slice(0, namesShownMax).join(", ");
  const more = foreign.length > namesShownMax ? ` and ${foreign.length - namesShownMax} more` : "";
  const problem = `is not empty and is not a data directory: found ${shown}${more}; use an empty directory`;
  throw invalid(directory, problem);
}

function checkFormat(directory: string, text: string): void {
  const [, format] = formatPattern.exec(text) ?? [];
  if (format === undefined) throw invalid(directory, `has a ${formatFile} that this program did not write`);
  if (Number(format) === directoryFormat) return;
  const advice = "use the version that wrote it or a newer one";
  throw invalid(
    directory,
    `has format ${format}; this version supports only format ${directoryFormat}: ${advice}`,
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

/** Makes the names of new files survive a power failure. Does nothing where directories cannot be flushed. */
export async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory, "r").catch(() => undefined);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}
