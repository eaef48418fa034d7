// Signals. SIGTERM and SIGINT end the process: the first gracefully, a second one at once. SIGHUP, SIGXFSZ and SIGUSR1 are
// ignored: SIGHUP makes other programs reload their files, which needs a restart here; SIGXFSZ comes with a write that fails
// anyway; at SIGUSR1 Node would open its debugger, which a process that holds secrets must not do.
import { constants } from "node:os";

const endSignals = ["SIGTERM", "SIGINT"] as const;

// Under npm a process receives one key press several times: from the terminal, and from each parent that forwards it.
const samePressMs = 400;

const ignoredSignals = {
  SIGHUP: "SIGHUP is ignored: files are read only at start; restart to apply changes",
  SIGXFSZ: "SIGXFSZ is ignored: a file has reached the size that the system allows, and the write fails",
  SIGUSR1: "SIGUSR1 is ignored: the debugger of Node is not available while the process runs",
} as const;

/** Ignores the signals that would otherwise end the process or open its debugger. `report` is called for each that arrives. */
export function onIgnoredSignal(report: (message: string) => void): void {
  for (const [signal, message] of Object.entries(ignoredSignals)) process.on(signal, () => report(message));
}

/**
 * Calls `end` at the first signal and resolves to its exit code. A second signal ends the process at once with 128 plus the
 * signal's number, unless it arrives within 400 ms of the first.
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
