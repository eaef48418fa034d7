// Files that a group shares. A folder that its group may write is a volume that processes of several users use one after the
// other (OpenShift, NFS, a group id for the volumes of a pod): what is created in it then belongs to the group as well.
// Everywhere else files and folders are accessible to their owner only.
import { chmod, lstat, mkdir, stat } from "node:fs/promises";

const groupAll = 0o070;
const groupWrite = 0o020;
const setGroupId = 0o2000;
const modeBits = 0o7777;
const ownerOnly = 0o700;
const sharedFile = 0o660;

/**
 * Creates a folder for its owner only, or for the group too if new files in the folder above get the group of that one and
 * the group may write there.
 */
export async function makeFolder(path: string, above: string): Promise<void> {
  await mkdir(path, { mode: ownerOnly });
  const { mode } = await stat(above);
  if ((mode & setGroupId) === 0 || (mode & groupWrite) === 0) return;
  const created = await stat(path);
  await chmod(path, (created.mode & modeBits) | groupAll);
}

/** Lets the group of a folder read and write these files in it, if it may write the folder. Files whose mode cannot be changed keep it. */
export async function shareFiles(folder: string, paths: readonly string[]): Promise<void> {
  const { mode = 0 } = (await stat(folder).catch(() => undefined)) ?? {};
  if ((mode & groupWrite) === 0) return;
  for (const path of paths) {
    const found = await lstat(path).catch(() => undefined);
    if (found?.isFile() !== true || (found.mode & sharedFile) === sharedFile) continue;
    // Files of other users, and file systems without modes.
    await chmod(path, (found.mode & modeBits) | sharedFile).catch(() => undefined);
  }
}

/** Why this user cannot use a file, as the end of a sentence; undefined if there is no such file. */
export async function fileProblem(path: string): Promise<string | undefined> {
  const found = await lstat(path).catch(() => undefined);
  if (found?.isFile() !== true) return undefined;
  const mode = (found.mode & modeBits).toString(8).padStart(4, "0");
  return `it belongs to user ${found.uid} and group ${found.gid} and has mode ${mode}; run as that user, or let the group read and write it (chmod g+rw)`;
}
