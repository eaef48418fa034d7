// What the overload experiment is given and what it reports.

/** What to measure. */
export interface OverloadPlan {
  /** The sidecar's address, and its process for its memory and CPU time. */
  readonly address: string;
  readonly pid: number;
  /** Numbers of callers of closed loops, of which the best is taken. */
  readonly callers: readonly number[];
  /** How long each closed loop takes, in ms. */
  readonly peakMs: number;
  /** Multiples of the peak that are offered. */
  readonly factors: readonly number[];
  /** The most calls that are offered each second. */
  readonly perSecondMax: number;
  /** How long each open loop takes, in ms. */
  readonly openMs: number;
}

/** What happened during and after one overload. */
export interface OverloadFigures {
  readonly factor: number;
  readonly callers: number;
  readonly offeredPerSecond: number;
  /** The peak of the search, directly before the overload, and directly after it. */
  readonly peaksPerSecond: readonly number[];
  readonly goodputPerSecond: number;
  /** Goodput in proportion to the mean of the peaks directly before and after, or to what was offered if that is less. */
  readonly goodputShare: number;
  readonly inTime: number;
  readonly rejected: number;
  readonly deadline: number;
  readonly other: number;
  /** Calls that ended more than 200 ms after their deadline. */
  readonly overdue: number;
  /** Resident memory of the sidecar before the overload, and the most during it. */
  readonly residentMib: readonly [number, number];
  /**
   * For which parts of the overload the main threads of the sidecar and of the load ran, and waited for a CPU. A sidecar that
   * waits long does not get the CPU that it needs: then the machine is what is overloaded.
   */
  readonly sidecarCpu: readonly [number, number];
  readonly loadCpu: readonly [number, number];
  readonly p99OverloadMs: number;
  /** Of half of the peak: before the overload, and in each half second after it. */
  readonly p99BeforeMs: number;
  readonly p99AfterMs: readonly number[];
  /** Calls that failed in the last of these half seconds, which begins 2 s after the overload. */
  readonly errorsAfter: number;
}
