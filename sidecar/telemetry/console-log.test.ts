// What libraries print becomes lines of the log.
import { EventEmitter } from "node:events";
import { expect, test } from "vitest";
import { logPrinted } from "./index.ts";
import type { LogDetail } from "./log.ts";

function redirected() {
  const lines: [string, LogDetail | undefined][] = [];
  const write = (message: string, detail?: LogDetail) => void lines.push([message, detail]);
  const log = { debug: write, info: write, warn: write, error: write, fatal: write, droppedLines: 0 };
  const printed: unknown[] = [];
  const print = (...parts: unknown[]) => void printed.push(parts);
  const printer = { debug: print, log: print, info: print, warn: print, error: print, trace: print };
  const warnings = new EventEmitter().on("warning", print);
  const clock = { now: 0 };
  const process = warnings as unknown as NodeJS.Process;
  logPrinted({ ...log, flush: async () => undefined }, printer, process, () => clock.now);
  return { lines, printed, printer, warnings, clock };
}

test("a printed error and a warning of Node are lines of the log, and are not printed", () => {
  const { lines, printed, printer, warnings } = redirected();
  printer.error(
    Object.assign(new Error("Input/output error"), { stack: "Error: Input/output error", code: 5 }),
  );
  printer.warn("%s is deprecated", "x");
  warnings.emit("warning", Object.assign(new Error("too many"), { name: "MaxListeners" }));
  expect(printed).toEqual([]);
  expect(lines.map(([message, detail]) => [message, detail?.text])).toEqual([
    ["a library printed a message", expect.stringContaining("Input/output error")],
    ["a library printed a message", "x is deprecated"],
    ["a library printed a message", "MaxListeners: too many"],
  ]);
});

test("a text that is repeated is logged once a minute, with the number of repetitions", () => {
  const { lines, printer, clock } = redirected();
  for (clock.now = 0; clock.now <= 60_000; clock.now += 1000) printer.error("full");
  expect(lines.map(([, detail]) => detail)).toEqual([{ text: "full" }, { text: "full", repeated: 59 }]);
  printer.error("other");
  expect(lines.at(-1)?.[1]).toEqual({ text: "other" });
});
