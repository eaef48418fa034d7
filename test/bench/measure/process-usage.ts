// The CPU time (user and system) and resident memory of a process, from the system's accounting: /proc/PID/stat and
// /proc/PID/status on Linux, `ps` elsewhere. The resolution of `ps` is 10 ms or worse, so runs there should be long.
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

/** A process to measure. */
export interface Observed {
  readonly pid: number;
  /** Whether to include its child processes: Postgres has a process per connection. */
  readonly children: boolean;
}

/** The fields of /proc/PID/stat that the benchmark reads (proc(5)). */
export interface ProcessStat {
  readonly pid: number;
  readonly parentPid: number;
  /** User and system time, in clock ticks. */
  readonly ticks: number;
}

const kibi = 1024;

/** Parses /proc/PID/stat. The process name is in parentheses and may itself contain spaces and parentheses. Throws if the format differs. */
export function parseStat(text: string): ProcessStat {
  const end = text.lastIndexOf(")");
  const pid = Number.parseInt(text, 10);
  const fields = text.slice(end + 2).split(" ");
  // Fields 4, 14 and 15 of proc(5); the first after the name is field 3.
  const [parentPid, user, system] = [fields[1], fields[11], fields[12]].map(Number);
  const ticks = (user ?? Number.NaN) + (system ?? Number.NaN);
  if (end < 0 || !Number.isInteger(pid) || !Number.isInteger(parentPid) || !Number.isInteger(ticks))
    throw new RangeError(`not the format of /proc/PID/stat: ${JSON.stringify(text.slice(0, 80))}`);
  return { pid, parentPid: parentPid ?? 0, ticks };
}

/** Resident memory in bytes from the text of /proc/PID/status. Throws if it has no VmRSS. */
export function parseResidentBytes(text: string): number {
  const kibibytes = /^VmRSS:\s+(\d+) kB$/m.exec(text)?.[1];
  if (kibibytes === undefined)
    throw new RangeError("/proc/PID/status has no VmRSS; the process may have ended");
  return Number(kibibytes) * kibi;
}

/** Seconds from `ps -o time`: `[[days-]hours:]minutes:seconds[.hundredths]`. Throws if the format differs. */
export function parsePsTime(text: string): number {
  const match = /^(?:(?:(\d+)-)?(\d+):)?(\d+):(\d+(?:\.\d+)?)$/.exec(text.trim());
  if (match === null) throw new RangeError(`not a time of ps: ${JSON.stringify(text)}`);
  const [days, hours, minutes, seconds] = match.slice(1).map((part) => Number(part ?? 0));
  return (((days ?? 0) * 24 + (hours ?? 0)) * 60 + (minutes ?? 0)) * 60 + (seconds ?? 0);
}

const isLinux = process.platform === "linux";
let ticksPerSecond: number | undefined;

function microsecondsPerTick(): number {
  ticksPerSecond ??= Number(execFileSync("getconf", ["CLK_TCK"], { encoding: "utf8" }));
  return 1e6 / ticksPerSecond;
}

function ps(pid: number, column: string): string {
  return execFileSync("ps", ["-o", `${column}=`, "-p", String(pid)], { encoding: "utf8" });
}

function statOf(pid: number): ProcessStat | undefined {
  try {
    return parseStat(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch (cause) {
    // The process ended after it was listed.
    if (cause instanceof Error && "code" in cause) return undefined;
    throw cause;
  }
}

function childrenOf(pid: number): ProcessStat[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map((name) => statOf(Number(name)))
    .filter((stat) => stat?.parentPid === pid)
    .filter((stat) => stat !== undefined);
}

/** The user and system time of a process so far, in µs. Throws if the process does not exist. */
export function cpuMicroseconds({ pid, children }: Observed): number {
  if (!isLinux) return parsePsTime(ps(pid, "time")) * 1e6;
  const own = parseStat(readFileSync(`/proc/${pid}/stat`, "utf8"));
  const all = children ? [own, ...childrenOf(pid)] : [own];
  return all.reduce((sum, { ticks }) => sum + ticks, 0) * microsecondsPerTick();
}

/** The resident memory of a process, in bytes. Throws if the process does not exist. */
export function residentBytes(pid: number): number {
  if (!isLinux) return Number(ps(pid, "rss")) * kibi;
  return parseResidentBytes(readFileSync(`/proc/${pid}/status`, "utf8"));
}
