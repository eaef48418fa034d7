// Decides when the handlers of unary calls start. Normally at once. While a turn of the event
// loop takes long, calls wait here until all sockets were read: by then the resets of calls
// that their clients have given up have arrived, too, and nothing is spent on those calls.
// While calls wait long, the newest start first, because the others will not end in time.
// A call that has waited for too large a part of its time is rejected.

/** A call whose handler has not started. */
export interface StartableCall {
  /** Whether it has ended before its handler could start. */
  readonly isOver: boolean;
  /** When its request arrived, in ms of the server's clock. */
  readonly startedMs: number;
  /** Infinity if it has none. */
  readonly deadline: number;
  /** Starts its handler. */
  onTurn(): void;
  /** Ends it with RESOURCE_EXHAUSTED: its handler has not started and will not. */
  rejectStart(): void;
}

/** In one turn of the event loop, handlers start at once for this long, in ms. */
const turnMsMax = 20;

/** After each reading of the sockets, waiting calls are started for this long, in ms. */
const drainMsMax = 20;

/** Once the oldest call has waited for this long, in ms, the newest starts first. */
const newestFirstMs = 25;

/** A call waits for no longer than this, in ms, and than this part of its time. */
const waitMsMax = 1_000;
const waitShareMax = 0.5;

/** The waiting calls of one server. */
export class StartQueue {
  readonly #now: () => number;
  // In order of arrival from `#first` on. Calls that are over stay in it until they are reached.
  #waiting: (StartableCall | undefined)[] = [];
  #first = 0;
  #turnStartedMs = 0;
  #isScheduled = false;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** The number of waiting calls, with those that are over and were not yet removed. */
  get size(): number {
    return this.#waiting.length - this.#first;
  }

  /** Whether a handler may start at once. */
  get mayStart(): boolean {
    if (this.size > 0) return false;
    const nowMs = this.#now();
    if (this.#isScheduled) return nowMs - this.#turnStartedMs < turnMsMax;
    this.#turnStartedMs = nowMs;
    this.#schedule();
    return true;
  }

  /** Adds a call that may not start at once. */
  add(call: StartableCall): void {
    this.#waiting.push(call);
    this.#schedule();
  }

  // Immediates run after the sockets were read.
  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    setImmediate(() => {
      this.#isScheduled = false;
      if (this.size > 0) this.#drain();
    });
  }

  #drain(): void {
    const startedMs = this.#now();
    for (let nowMs = startedMs; nowMs - startedMs < drainMsMax; nowMs = this.#now()) {
      this.#rejectOverdue(nowMs);
      const call = this.#take(nowMs);
      if (call === undefined) break;
      if (!call.isOver) call.onTurn();
    }
    if (this.size > 0) this.#schedule();
  }

  #take(nowMs: number): StartableCall | undefined {
    const oldest = this.#waiting[this.#first];
    if (oldest === undefined) return undefined;
    if (nowMs - oldest.startedMs > newestFirstMs) {
      const newest = this.#waiting.pop();
      if (this.size === 0) this.#clear();
      return newest;
    }
    this.#removeOldest();
    return oldest;
  }

  #rejectOverdue(nowMs: number): void {
    for (let oldest = this.#waiting[this.#first]; oldest !== undefined; oldest = this.#waiting[this.#first]) {
      const waitedMs = nowMs - oldest.startedMs;
      const timeMs = oldest.deadline - oldest.startedMs;
      if (!oldest.isOver && waitedMs < Math.min(waitMsMax, waitShareMax * timeMs)) return;
      this.#removeOldest();
      if (!oldest.isOver) oldest.rejectStart();
    }
  }

  #removeOldest(): void {
    this.#waiting[this.#first] = undefined;
    this.#first += 1;
    if (this.size === 0) this.#clear();
    else if (this.#first > 1_024 && this.#first > this.#waiting.length / 2) {
      this.#waiting = this.#waiting.slice(this.#first);
      this.#first = 0;
    }
  }

  #clear(): void {
    this.#waiting.length = 0;
    this.#first = 0;
  }
}
