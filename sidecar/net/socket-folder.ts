// The folder of the Unix sockets. It is created step by step from the nearest
// existing ancestor: Node's recursive mkdir loops forever where the parent exists
// and the system still reports ENOENT, as /proc does. A folder that cannot be
// created is an error with its path and what to do, before anything is bound.
import { mkdir, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { ListenError } from "./listen-address.ts";

const folderMode = 0o700;

const codeOf = (thrown: unknown): unknown =>
  thrown instanceof Error && "code" in thrown ? thrown.code : undefined;

/** Creates the folder of a socket if it does not exist, for its owner only. Rejects with ListenError. */
export async function makeSocketFolder(socketPath: string): Promise<void> {
  const folder = dirname(socketPath);
  try {
    await makeFolder(folder);
    if (!(await stat(folder)).isDirectory()) throw notThere(socketPath, `${folder} is not a folder`);
  } catch (thrown) {
    if (thrown instanceof ListenError) throw thrown;
    throw notThere(socketPath, reasonOf(thrown, folder), thrown);
  }
}

function reasonOf(thrown: unknown, folder: string): string {
  const code = codeOf(thrown);
  if (code === "EACCES" || code === "EPERM")
    return `this user is not permitted to create the folder ${folder}`;
  if (code === "ENOTDIR") return `${folder} is below a file`;
  return `the folder ${folder} cannot be created (${String(code)})`;
}

function notThere(path: string, reason: string, cause?: unknown): ListenError {
  return new ListenError(
    { type: "unix", path },
    "not-there",
    `${reason}; --unix-domain-socket names a folder in which sockets can be created`,
    cause,
  );
}

async function makeFolder(folder: string): Promise<void> {
  const missing: string[] = [];
  for (let path = folder; dirname(path) !== path; path = dirname(path)) {
    if ((await stat(path).catch(unlessMissing)) !== undefined) break;
    missing.push(path);
  }
  for (const path of missing.toReversed()) {
    await mkdir(path, { mode: folderMode }).catch((thrown: unknown) => {
      // Another process created it at the same time.
      if (codeOf(thrown) !== "EEXIST") throw thrown;
    });
  }
}

function unlessMissing(thrown: unknown): undefined {
  if (codeOf(thrown) !== "ENOENT") throw thrown;
}
