// Measures micro-benchmarks: in this process, by its CPU time, as the median of a few rounds of many repetitions. They
// show which of two implementations is cheaper, not the cost of a call.
import { median } from "../measure/statistics.ts";

/** A micro-benchmark. */
export interface MicroBench {
  readonly name: string;
  /** Repeats the operation this many times. */
  run(times: number): Promise<void> | void;
}

/** Micro-benchmarks that share resources. */
export interface MicroGroup {
  readonly benches: readonly MicroBench[];
  /** Releases their resources. Default: there are none. */
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

/** The CPU time per repetition, in µs. */
export async function microsecondsOf(bench: MicroBench): Promise<{ median: number; values: number[] }> {
  let times = 16;
  while ((await roundOf(bench, times)) < roundUs && times < 1 << 26) times *= 2;
  const values: number[] = [];
  for (let round = 0; round < rounds; round++) values.push((await roundOf(bench, times)) / times);
  return { median: median(values), values };
}
