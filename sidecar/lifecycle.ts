// The lifecycle of the process: new, starting, running, stopping, then terminated
// or failed. Units start in order and stop in reverse; whatever happens, each unit
// that was started is stopped once.
import type { Clock } from "../src/index.ts";

/** The state of the process. */
export type LifecycleState = "new" | "starting" | "running" | "stopping" | "terminated" | "failed";

/** One part of the process. */
export interface Unit {
  /** For the log. */
  readonly name: string;
  /** Rejects if the process cannot run without it. */
  start(): Promise<void>;
  /** Stops. `remainingMs`: how long the process may still run. */
  stop(remainingMs: number): Promise<void>;
}

/** Called at every step. */
export interface LifecycleObserver {
  readonly onState: (state: LifecycleState) => void;
  /** Called for a unit that failed to stop; the others are stopped anyway. */
  readonly onStopError: (unit: string, cause: unknown) => void;
}

/** Starts and stops units, once. */
export class Lifecycle {
  #state: LifecycleState = "new";
  readonly #units: readonly Unit[];
  readonly #started: Unit[] = [];
  readonly #clock: Clock;
  readonly #observer: LifecycleObserver;
  #starting: Promise<void> | undefined;
  #stopping: Promise<void> | undefined;

  constructor(units: readonly Unit[], clock: Clock, observer: LifecycleObserver) {
    this.#units = units;
    this.#clock = clock;
    this.#observer = observer;
  }

  get state(): LifecycleState {
    return this.#state;
  }

  /**
   * Starts every unit in order. If one fails, those before it are stopped within `graceMs` and the error is thrown. Once
   * stop is called, no further unit is started.
   */
  start(graceMs: number): Promise<void> {
    this.#starting ??= this.#start(graceMs);
    return this.#starting;
  }

  async #start(graceMs: number): Promise<void> {
    this.#enter("starting");
    try {
      for (const unit of this.#units) {
        if (this.#stopping !== undefined) return;
        await unit.start();
        this.#started.push(unit);
      }
    } catch (cause) {
      await this.#stopUnits(graceMs);
      this.#enter("failed");
      throw cause;
    }
    if (this.#stopping === undefined) this.#enter("running");
  }

  /** Stops the started units, last first. They share `graceMs`. Never rejects; a second call returns the same promise. */
  stop(graceMs: number): Promise<void> {
    this.#stopping ??= this.#stop(graceMs);
    return this.#stopping;
  }

  async #stop(graceMs: number): Promise<void> {
    // A start in progress ends first, so that no unit is left half started.
    await Promise.resolve();
    await this.#starting?.catch(() => undefined);
    if (this.#state === "failed") return;
    this.#enter("stopping");
    await this.#stopUnits(graceMs);
    this.#enter("terminated");
  }

  async #stopUnits(graceMs: number): Promise<void> {
    const end = this.#clock.monotonic() + graceMs;
    for (let unit = this.#started.pop(); unit !== undefined; unit = this.#started.pop()) {
      try {
        await unit.stop(Math.max(0, end - this.#clock.monotonic()));
      } catch (cause) {
        this.#observer.onStopError(unit.name, cause);
      }
    }
  }

  #enter(state: LifecycleState): void {
    this.#state = state;
    this.#observer.onState(state);
  }
}
