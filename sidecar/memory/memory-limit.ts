// How much memory the process may use: the limit of its container, as cgroups state it,
// and what of it the messages of calls may take. Reads the files of cgroup v2 and v1.
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Reads a file as text; undefined if it does not exist. */
export type ReadText = (path: string) => string | undefined;

const mebibyte = 2 ** 20;

/** What a process without a limit may use: enough for large messages, and little of a machine that others share. */
const unlimitedBytesMax = 512 * mebibyte;
const machineShare = 0.25;

// Measured: 70 to 80 MB resident after load, without messages in progress.
const processBytes = 72 * mebibyte;
// The rest is for memory that V8 and malloc have not given back.
const messageShare = 0.7;
const messageBytesMin = 16 * mebibyte;

// cgroup v1 states no limit as the largest page-aligned number.
const noLimitBytesMin = 2 ** 60;

/** The part of a process's memory that messages in progress may take: seven tenths of what exceeds 72 MiB, at least 16 MiB. */
export function messageBytesOf(memoryLimitBytes: number): number {
  return Math.max(messageBytesMin, Math.floor((memoryLimitBytes - processBytes) * messageShare));
}

/**
 * The memory limit of this process, in bytes: that of its container, or without one a quarter of the machine's memory, at
 * most 512 MiB.
 */
export function detectMemoryLimit(machineBytes: number, read: ReadText = readText): number {
  const limit = containerLimit(read);
  const unlimited = Math.min(machineBytes * machineShare, unlimitedBytesMax);
  return limit === undefined ? unlimited : Math.min(limit, machineBytes);
}

// Every group above this one limits it, too. In a container without its own view of the groups, the paths are those of
// the host and do not exist; the root of the mount is then the container's group.
function containerLimit(read: ReadText): number | undefined {
  const limits = (read("/proc/self/cgroup") ?? "").split("\n").flatMap((line) => {
    const [, controllers, path] = /^\d+:([^:]*):(.*)$/.exec(line) ?? [];
    if (controllers === undefined || path === undefined) return [];
    if (controllers === "") return limitsAlong("/sys/fs/cgroup", path, "memory.max", read);
    return controllers.split(",").includes("memory")
      ? limitsAlong("/sys/fs/cgroup/memory", path, "memory.limit_in_bytes", read)
      : [];
  });
  return limits.length === 0 ? undefined : Math.min(...limits);
}

function limitsAlong(mount: string, path: string, file: string, read: ReadText): number[] {
  const names = path.split("/").filter((name) => name !== "" && name !== "..");
  const folders = [mount, ...names.map((_, index) => join(mount, ...names.slice(0, index + 1)))];
  return folders
    .map((folder) => Number(read(join(folder, file))?.trim() || Number.NaN))
    .filter((bytes) => bytes > 0 && bytes < noLimitBytesMin);
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
