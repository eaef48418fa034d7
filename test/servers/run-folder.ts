// The folder of a test run. Each server of the run has a folder in it, with its
// process id in a file, so that processes that a worker left running can be found
// and killed. Processes of other runs are never killed.
import { execFileSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const folderPrefix = "pillion-run-";

/** Creates the folder of this run. Other users can enter it, because Postgres may run as another user. */
export function createRunFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), `${folderPrefix}${process.pid}-`));
  chmodSync(folder, 0o755);
  return folder;
}

/** Creates a folder for one server, `<run>/<kind>-<n>`. */
export function createServerFolder(run: string, kind: string): string {
  for (let number = 1; ; number++) {
    const folder = join(run, `${kind}-${number}`);
    try {
      mkdirSync(folder, { mode: 0o755 });
      return folder;
    } catch (cause) {
      if (!(cause instanceof Error && "code" in cause && cause.code === "EEXIST")) throw cause;
    }
  }
}

/** Records the process that serves from a server's folder. */
export function notePid(folder: string, pid: number): void {
  writeFileSync(join(folder, "pid"), String(pid));
}

// The id may have been reused by another program, so the process's arguments must name the folder.
function belongsTo(pid: number, folder: string): boolean {
  try {
    return execFileSync("ps", ["-ww", "-o", "args=", "-p", String(pid)], { encoding: "utf8" }).includes(
      folder,
    );
  } catch {
    return false;
  }
}

/** Kills the processes that still run in the run's folder, and removes it. */
export function removeRunFolder(run: string): void {
  if (!existsSync(run)) return;
  for (const name of readdirSync(run)) {
    const folder = join(run, name);
    const file = join(folder, "pid");
    if (!existsSync(file)) continue;
    const pid = Number(readFileSync(file, "utf8"));
    if (pid > 1 && belongsTo(pid, folder)) process.kill(pid, "SIGKILL");
  }
  rmSync(run, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    return cause instanceof Error && "code" in cause && cause.code === "EPERM";
  }
}

/** Removes the folders of runs that were killed. */
export function removeDeadRuns(): void {
  for (const name of readdirSync(tmpdir())) {
    const owner = new RegExp(`^${folderPrefix}(\\d+)-`).exec(name)?.[1];
    if (owner !== undefined && !isAlive(Number(owner))) removeRunFolder(join(tmpdir(), name));
  }
}
