// What libraries print, and Node's own warnings, as lines of the log, so that standard error has nothing but the log. A text
// that is printed again and again is logged once a minute, with the number of times.
import { format } from "node:util";
import type { Log } from "./log.ts";

const repeatMsMin = 60_000;

/** What is printed through these methods is logged from now on. */
export type PrintMethods = Pick<Console, "debug" | "log" | "info" | "warn" | "error" | "trace">;

/** Redirects the methods of `printer`, and the warnings of `process`, to the log. `now` is a time in ms that never decreases. */
export function logPrinted(
  log: Log,
  printer: PrintMethods,
  warnings: Pick<NodeJS.Process, "on" | "removeAllListeners">,
  now: () => number,
): void {
  const write = repeatedOnce((text, repeated) => {
    log.warn("a library printed a message", { text, ...(repeated > 0 && { repeated }) });
  }, now);
  const print = (...parts: readonly unknown[]) => write(format(...parts));
  Object.assign(printer, { debug: print, log: print, info: print, warn: print, error: print, trace: print });
  warnings.removeAllListeners("warning");
  warnings.on("warning", ({ name, message }: Error) => write(`${name}: ${message}`));
}

function repeatedOnce(
  write: (text: string, repeated: number) => void,
  now: () => number,
): (text: string) => void {
  let last: { readonly text: string; readonly at: number } | undefined;
  let repeated = 0;
  return (text) => {
    if (last?.text === text && now() - last.at < repeatMsMin) {
      repeated++;
      return;
    }
    write(text, last?.text === text ? repeated : 0);
    last = { text, at: now() };
    repeated = 0;
  };
}
