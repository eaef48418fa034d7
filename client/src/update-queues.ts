// The atomic updates of one client, queued by key. One round at a time runs for a
// key: it reads once, applies the functions of all waiting updates with the same
// options and serializer, and saves once. A round that met a write of another
// client is repeated after a random delay, until the deadlines of its updates. An
// update with a slow function leaves the queue and continues in separate rounds.
import type { AtomicUpdateResult } from "./atomic-update.ts";
import { backoffMs } from "./backoff.ts";
import type { ClientSettings } from "./client-options.ts";
import { pause } from "./clock.ts";
import type { StateCalls } from "./state-calls.ts";
import { StateError } from "./state-error.ts";
import { type RoundResult, UpdateRound } from "./update-round.ts";
import { type Update, UpdateWaiter } from "./update-waiter.ts";

/** The maximum number of updates of one key that wait in a client; more fail with `overloaded`. */
const waitingUpdatesMax = 10_000;

/** The maximum number of functions that one save contains. */
const updatesPerSaveMax = 1_000;

const conflictBackoff = { delayMs: 10, delayMsMax: 500 };

/** The queues of a client, one for each key with waiting updates. */
export class UpdateQueues {
  readonly #client: StateCalls<Uint8Array>;
  readonly #settings: ClientSettings;
  readonly #queues = new Map<string, UpdateWaiter[]>();

  constructor(client: StateCalls<Uint8Array>, settings: ClientSettings) {
    this.#client = client;
    this.#settings = settings;
  }

  /** Runs an update. Rejects with StateError, or with what its function throws. */
  async run(update: Update): Promise<AtomicUpdateResult<unknown>> {
    const id = JSON.stringify([update.store, update.key]);
    const queue = this.#queues.get(id);
    if (queue !== undefined && queue.length >= waitingUpdatesMax)
      throw new StateError("overloaded", `${waitingUpdatesMax} updates of this key are already waiting`, {
        outcome: "not-applied",
      });
    const { timeoutMs = this.#settings.timeoutMs } = update.options;
    const waiter = new UpdateWaiter(update, timeoutMs, this.#settings.clock);
    if (queue !== undefined) queue.push(waiter);
    else {
      const created = [waiter];
      this.#queues.set(id, created);
      this.#work(id, created).catch((cause: unknown) => this.#giveUp(id, created, cause));
    }
    return waiter.result;
  }

  /** Fails all waiting updates after an error that only a defect can cause; the update in a round ends at its deadline. */
  #giveUp(id: string, queue: UpdateWaiter[], cause: unknown): void {
    this.#queues.delete(id);
    const options = { outcome: "unknown", cause } as const;
    const error = new StateError("internal", "unexpected error in the client; see the cause", options);
    for (const waiter of queue) waiter.fail(error);
  }

  /** Runs rounds until no update waits. */
  async #work(id: string, queue: UpdateWaiter[]): Promise<void> {
    for (let conflicts = 0; ; ) {
      // Updates of the same event-loop turn join the first round.
      await Promise.resolve();
      const group = takeGroup(queue);
      const [first] = group;
      if (first === undefined) break;
      const { remaining, isConflict, alone } = await new UpdateRound(this.#client, group, first).run();
      queue.unshift(...remaining);
      // After an error that only a defect can cause, the update ends at its deadline.
      for (const result of alone) this.#workAlone(result).catch(() => {});
      conflicts = isConflict ? conflicts + 1 : 0;
      if (isConflict) await pause(backoffMs(conflicts - 1, conflictBackoff, this.#settings.random));
    }
    this.#queues.delete(id);
  }

  /** Repeats the round of one update beside the queue until the update ends. */
  async #workAlone(result: Promise<RoundResult>): Promise<void> {
    let { remaining } = await result;
    for (let conflicts = 0; ; conflicts++) {
      const [waiter] = remaining;
      if (waiter === undefined) return;
      await pause(backoffMs(conflicts, conflictBackoff, this.#settings.random));
      if (waiter.isEnded) return;
      ({ remaining } = await new UpdateRound(this.#client, [waiter], waiter).runToEnd());
    }
  }
}

/** Removes the first waiter and those that can join it; waiters that have ended are dropped. */
function takeGroup(queue: UpdateWaiter[]): UpdateWaiter[] {
  const waiting = queue.splice(0).filter(({ isEnded }) => !isEnded);
  const [first] = waiting;
  if (first === undefined) return [];
  const group: UpdateWaiter[] = [];
  for (const waiter of waiting) {
    const joins = waiter === first || (group.length < updatesPerSaveMax && waiter.canJoin(first));
    (joins ? group : queue).push(waiter);
  }
  return group;
}
