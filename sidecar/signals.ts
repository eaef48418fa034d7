// Signals: those that end the process, the first in order, a second at once;
// and those that would end it or open it by default and must not. SIGHUP asks
// other programs to read their files anew; here that needs a restart. At
// SIGUSR1 Node opens its debugger, to which a process that holds secrets says
// nothing.
import { constants } from "node:os";

const endSignals = ["SIGTERM", "SIGINT"] as const;

// One key press reaches a process several times when it is run by npm: from the
// terminal, and from each process above that passes it on.
const samePressMs = 400;

/** Signals that change nothing, and what to say of each. */
const standing = {
  SIGHUP: "SIGHUP changes nothing: files are read at the start only, so a restart takes up their changes",
  SIGUSR1: "SIGUSR1 changes nothing: the debugger of Node is not opened while the process runs",
} as const;

/** Keeps signals that are no end from ending or opening the process; tells each that comes. */
export function onStandingSignal(tell: (message: string) => void): void {
  for (const [signal, message] of Object.entries(standing)) process.on(signal, () => tell(message));
}

/**
 * Calls `end` at the first signal and resolves to its exit code. A second signal, given on purpose, ends the process at
 * once with 128 and the signal's number.
 */
export function onEndSignal(end: (signal: string) => Promise<number>): Promise<number> {
  return new Promise((resolve, reject) => {
    let firstTime: number | undefined;
    for (const signal of endSignals) {
      process.on(signal, () => {
        const now = performance.now();
        if (firstTime === undefined) {
          firstTime = now;
          end(signal).then(resolve, reject);
        } else if (now - firstTime > samePressMs) {
          process.exit(128 + constants.signals[signal]);
        }
      });
    }
  });
}
