// Signals that end the process: the first in order, a second at once.
import { constants } from "node:os";

const endSignals = ["SIGTERM", "SIGINT", "SIGHUP"] as const;

// One key press reaches a process several times when it is run by npm: from the
// terminal, and from each process above that passes it on.
const samePressMs = 400;

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
