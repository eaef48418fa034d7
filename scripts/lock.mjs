// A lock between processes: a file that holds the id of the process that has the lock.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

const retryMs = 50;

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    return cause.code === "EPERM";
  }
}

function take(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: "wx" });
    return true;
  } catch (cause) {
    if (cause.code !== "EEXIST") throw cause;
    return false;
  }
}

// The file is empty for a moment after it was made, and gone once the lock is released.
function isAbandoned(file) {
  try {
    const pid = Number(readFileSync(file, "utf8"));
    return pid > 0 && !isAlive(pid);
  } catch {
    return false;
  }
}

/** Waits for the lock and takes it; a process that died does not keep it. Returns a function that releases it. */
export async function lock(file) {
  mkdirSync(dirname(file), { recursive: true });
  while (!take(file)) {
    if (isAbandoned(file)) rmSync(file, { force: true });
    else await delay(retryMs);
  }
  return () => rmSync(file, { force: true });
}
