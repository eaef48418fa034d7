// How small things are timed: in this process, by its own CPU accounting, a few
// rounds of many repetitions, the median counts. They show which of two ways is
// cheaper, not what a call costs.
import { median } from "../measure/statistics.ts";

/** A thing to time. */
export interface MicroBench {
  readonly name: string;
  /** Does it so often. */
  run(times: number): Promise<void> | void;
}

/** Things that belong together. */
export interface MicroGroup {
  readonly benches: readonly MicroBench[];
  /** Lets go what they used. Default: nothing to let go. */
  readonly end?: () => Promise<void>;
}

const rounds = 7;
const roundUs = 150_000;

function usedUs(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since);
  return user + system;
}

async function roundOf({ run }: MicroBench, times: number): Promise<number> {
  const begin = process.cpuUsage();
  await run(times);
  return usedUs(begin);
}

/** µs of CPU each time. */
export async function microsecondsOf(bench: MicroBench): Promise<{ median: number; values: number[] }> {
  let times = 16;
  while ((await roundOf(bench, times)) < roundUs && times < 1 << 26) times *= 2;
  const values: number[] = [];
  for (let round = 0; round < rounds; round++) values.push((await roundOf(bench, times)) / times);
  return { median: median(values), values };
}
