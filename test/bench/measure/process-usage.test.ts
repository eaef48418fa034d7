// CPU time and memory from the system's accounting are parsed correctly, or rejected.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { describe, expect, it } from "vitest";
import {
  cpuMicroseconds,
  parsePsTime,
  parseResidentBytes,
  parseStat,
  residentBytes,
} from "./process-usage.ts";

const line =
  "24770 (cat) R 24757 24757 12045 0 -1 4194304 100 0 0 0 17 25 300 400 20 0 1 0 520264 3133440 359 18446744073709551615 1 1";

describe("/proc/PID/stat", () => {
  it("contains the id, the parent, and user and system ticks without those of ended children", () => {
    expect(parseStat(line)).toEqual({ pid: 24_770, parentPid: 24_757, ticks: 42 });
  });

  it("is parsed correctly if the name has spaces, parentheses and digits", () => {
    const named = line.replace("(cat)", "(a ) R 1 (b 2) c)");
    expect(parseStat(named)).toEqual({ pid: 24_770, parentPid: 24_757, ticks: 42 });
  });

  it("is rejected if its format differs", () => {
    for (const text of ["", "12 cat R 1", "12 (cat) R", "x (cat) R 1 1 1 1 1 1 1 1 1 1 1 1"])
      expect(() => parseStat(text)).toThrow("not the format of /proc/PID/stat");
  });
});

describe("other sources", () => {
  it("VmRSS is in bytes", () => {
    expect(parseResidentBytes("VmPeak:\t  900 kB\nVmRSS:\t   64000 kB\nThreads:\t7\n")).toBe(65_536_000);
  });

  it("a status without VmRSS, as after the end of a process, is rejected", () => {
    expect(() => parseResidentBytes("Name:\tcat\nState:\tZ (zombie)\n")).toThrow("VmRSS");
  });

  it("times of ps are parsed with and without hours, days and hundredths", () => {
    expect(parsePsTime("  0:01.25\n")).toBe(1.25);
    expect(parsePsTime("00:02:03")).toBe(123);
    expect(parsePsTime("1-02:03:04")).toBe(93_784);
    expect(() => parsePsTime("-")).toThrow("not a time of ps");
  });
});

describe("a running process", () => {
  it("has CPU time and memory, which count for its parent only with `children`", async () => {
    const program =
      "const end = Date.now() + 300; while (Date.now() < end); console.log(1); setInterval(() => {}, 1e6)";
    const child = spawn(process.execPath, ["-e", program], { stdio: ["ignore", "pipe", "ignore"] });
    try {
      await once(child.stdout, "data");
      const used = cpuMicroseconds({ pid: child.pid ?? 0, children: false });
      expect(used).toBeGreaterThan(50_000);
      expect(residentBytes(child.pid ?? 0)).toBeGreaterThan(10_000_000);
      const alone = cpuMicroseconds({ pid: process.pid, children: false });
      const together = cpuMicroseconds({ pid: process.pid, children: true });
      expect(together - alone).toBeGreaterThanOrEqual(used);
    } finally {
      child.kill("SIGKILL");
      await once(child, "exit");
    }
  });

  it("must exist", () => {
    expect(() => cpuMicroseconds({ pid: 2 ** 30, children: false })).toThrow("ENOENT");
  });
});
