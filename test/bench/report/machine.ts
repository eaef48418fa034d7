// The machine and the commit of a run, for comparisons of results.
import { execFileSync } from "node:child_process";
import { cpus, loadavg, release, totalmem, type } from "node:os";
import { root } from "../processes/bench-folders.ts";
import type { Machine } from "./report-shape.ts";

/** The load average of the last minute. */
export function loadAverage(): number {
  return Math.round((loadavg()[0] ?? 0) * 100) / 100;
}

/** Describes the machine of this run. */
export function machineOf(loads: readonly [number, number], servers: readonly string[]): Machine {
  const [first] = cpus();
  return {
    cpu: first?.model ?? "unknown",
    cpus: cpus().length,
    memoryMb: Math.round(totalmem() / 1e6),
    system: `${type()} ${release()}`,
    node: process.versions.node,
    loadAverage: loads,
    servers,
  };
}

/** The measured commit, followed by `+` if files differed from it. Empty outside of a repository. */
export function commitText(): string {
  const git = (...words: string[]) =>
    execFileSync("git", words, { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
  try {
    return `${git("rev-parse", "--short", "HEAD")}${git("status", "--porcelain", "--untracked-files=no") === "" ? "" : "+"}`;
  } catch {
    return "";
  }
}
