// Numbers of cases: few in every run, many in the full run.
import { inject } from "vitest";

/** The second number in the full run, else the first. */
export function casesOf(everyRun: number, fullRun: number): number {
  return inject("full") ? fullRun : everyRun;
}
