// Estimates how long a call on a store would take, from the calls in flight and the rate at
// which calls end while the store is busy (Little's law). A call whose expected wait exceeds
// its deadline is rejected at once: its work would only delay the others. Pure; the caller
// passes the time.

/** Recent ends count with weights that fall to a third in this time, in ms. */
const memoryMs = 600;

/** With no more calls in flight than this, every call is accepted: the estimate needs calls that end. */
const alwaysAccepted = 16;

/**
 * The part of the remaining time that the expected wait may take, because waits vary: at first and at most, and at least. Each
 * call that has missed its deadline lowers it by a twentieth, each that has not raises it a little: so about one in fifty does.
 */
const waitShareMax = 0.7;
const waitShareMin = 0.15;
const missedFactor = 0.95;
const inTimeStep = 0.0005;

/**
 * Calls are rejected only once recent calls have taken this part of the remaining time, and this many times what a call takes
 * at least: an idle store shows no capacity, and a distant one is not overloaded.
 */
const evidenceShare = 0.35;
const evidenceRatio = 2;

/** The shortest duration is forgotten: what is taken for it doubles in this time, in ms. */
const shortestDoublesMs = 60_000;

/** For this long after such calls, and after a rejection, the estimate decides alone: the rate was measured on a busy store. */
const saturatedMs = 5_000;

/** How much a call's duration changes the average. */
const durationWeight = 1 / 8;

/** The estimate of one store. Times are in ms of a monotonic clock. */
export class WaitEstimate {
  #inFlight = 0;
  #updatedMs = 0;
  /** Time with calls in flight, and calls that ended in it; both with weights. */
  #busyMs = 0;
  #ended = 0;
  /** The recent average of the durations of calls. */
  #durationMs = 0;
  /** About the shortest duration of a call. */
  #shortestMs = Number.POSITIVE_INFINITY;
  #shortestAtMs = 0;
  #saturatedUntilMs = Number.NEGATIVE_INFINITY;
  #waitShare = waitShareMax;

  /** The number of calls in flight. */
  get inFlight(): number {
    return this.#inFlight;
  }

  /** The expected duration of a call that begins now. */
  expectedMs(nowMs: number): number {
    this.#advance(nowMs);
    return this.#ended === 0 ? 0 : (this.#inFlight * this.#busyMs) / this.#ended;
  }

  /** Whether a call with this much time left would probably end in time. */
  accepts(nowMs: number, leftMs: number): boolean {
    if (this.#inFlight < alwaysAccepted) return true;
    if (this.#durationMs >= evidenceShare * leftMs && this.#durationMs >= evidenceRatio * this.#shortestMs)
      this.#saturatedUntilMs = nowMs + saturatedMs;
    else if (nowMs > this.#saturatedUntilMs) return true;
    if (this.expectedMs(nowMs) <= this.#waitShare * leftMs) return true;
    this.#saturatedUntilMs = nowMs + saturatedMs;
    return false;
  }

  /** A call begins. */
  begin(nowMs: number): void {
    this.#advance(nowMs);
    this.#inFlight += 1;
  }

  /**
   * A call ends.
   * @param byStore whether the store has ended it, and not its deadline
   * @param inTime whether its client still waited for it
   */
  end(nowMs: number, beganMs: number, byStore: boolean, inTime: boolean): void {
    this.#advance(nowMs);
    this.#inFlight -= 1;
    const durationMs = nowMs - beganMs;
    this.#durationMs += (durationMs - this.#durationMs) * durationWeight;
    if (inTime) this.#waitShare = Math.min(waitShareMax, this.#waitShare + inTimeStep);
    else this.#waitShare = Math.max(waitShareMin, this.#waitShare * missedFactor);
    if (!byStore) return;
    this.#ended += 1;
    const shortestMs = this.#shortestMs * 2 ** ((nowMs - this.#shortestAtMs) / shortestDoublesMs);
    if (durationMs > shortestMs) return;
    this.#shortestMs = durationMs;
    this.#shortestAtMs = nowMs;
  }

  // Time without calls in flight says nothing about the store.
  #advance(nowMs: number): void {
    const elapsedMs = nowMs - this.#updatedMs;
    if (elapsedMs <= 0) return;
    this.#updatedMs = nowMs;
    if (this.#inFlight === 0) return;
    const weight = Math.exp(-elapsedMs / memoryMs);
    this.#busyMs = this.#busyMs * weight + elapsedMs;
    this.#ended *= weight;
  }
}
