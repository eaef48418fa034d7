// The system calls of a process, in order, as strace prints them.
import { spawn, spawnSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";

/** One completed call: its name, the file and the descriptor, and the whole line. */
export interface SystemCall {
  readonly name: string;
  readonly file: string;
  readonly descriptor: number;
  readonly line: string;
}

/** Whether strace is installed and allowed to trace. */
export function canTrace(): boolean {
  return spawnSync("strace", ["-f", "-e", "trace=none", "true"]).status === 0;
}

/** Runs a command under strace with these options; returns its output and exit code. */
export async function runTraced(
  options: readonly string[],
  command: readonly string[],
): Promise<{ output: string; exitCode: number | null }> {
  const child = spawn("strace", ["-f", "-y", ...options, ...command], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  const exited = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const output = await text(child.stdout);
  return { output, exitCode: await exited };
}

/** The calls of a trace file in the order in which they completed. */
export async function readTrace(path: string): Promise<SystemCall[]> {
  const begun = new Map<string, string>();
  const calls: SystemCall[] = [];
  for (const line of (await readFile(path, "utf8")).split("\n")) {
    const [, thread = "", rest = ""] = /^(\d+) +(.*)$/.exec(line) ?? [];
    if (rest.endsWith("<unfinished ...>")) {
      begun.set(thread, rest);
      continue;
    }
    const whole = rest.startsWith("<... ") ? `${begun.get(thread)} ${rest}` : rest;
    const [, name, descriptor, file] = /^(\w+)\((\d+)<([^>]*)>/.exec(whole) ?? [];
    if (name !== undefined)
      calls.push({ name, file: file ?? "", descriptor: Number(descriptor), line: whole });
  }
  return calls;
}
