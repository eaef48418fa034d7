// Reports changes to keys by Redis' client tracking on every primary. What always
// holds: while it is open, tracking is active on every primary and the connections
// reply; otherwise the listener knows that changes may be missed.
import { RetryTimer } from "../../../driver-kit/retry-timer.ts";
import type { DriverContext } from "../../../store/driver.ts";
import type { InvalidationListener } from "../../../store/invalidation-source.ts";
import type { RedisOptions } from "../redis-options.ts";
import { RedisNodeTracking } from "./redis-node-tracking.ts";
import type { RedisTopology } from "./redis-topology.ts";

// How often to check that the connections reply and the primaries are still the same.
const probeIntervalMs = 1_000;
const retryBounds = { delayMsMin: 200, delayMsMax: 5_000 };

/**
 * - `opening`: an attempt is in progress.
 * - `open`: changes are reported; `shape` is that of the topology when it was opened.
 * - `waiting`: the last attempt failed or the tracking was lost; the retry timer starts the next attempt.
 * - `closed`: `close` was called.
 */
type TrackingState =
  | { readonly name: "opening"; readonly nodes: readonly RedisNodeTracking[] }
  | {
      readonly name: "open";
      readonly nodes: readonly RedisNodeTracking[];
      readonly shape: string;
      readonly timer: NodeJS.Timeout;
    }
  | { readonly name: "waiting" | "closed" };

/** Dependencies. */
export interface TrackingSetup {
  readonly options: RedisOptions;
  readonly topology: RedisTopology;
  /** Only changes to keys with this prefix are reported. */
  readonly prefix: string;
  readonly listener: InvalidationListener;
  readonly context: DriverContext;
}

/** Tracking on every primary of a store. It is opened again after a loss, until it is closed. */
export class RedisTracking {
  readonly #setup: TrackingSetup;
  readonly #retry: RetryTimer;
  #state: TrackingState = { name: "opening", nodes: [] };

  constructor(setup: TrackingSetup) {
    this.#setup = setup;
    this.#retry = new RetryTimer(retryBounds, setup.context.random, () => void this.#open());
    void this.#open();
  }

  /** The servers, or their slots, have changed: what the present connections report may not be what the store reads. */
  checkServers(): void {
    const state = this.#state;
    if (state.name === "open" && state.shape !== this.#setup.topology.shape) this.#lose();
  }

  /** Stops reporting. */
  close(): void {
    const state = this.#state;
    this.#state = { name: "closed" };
    this.#retry.stop();
    release(state);
  }

  async #open(): Promise<void> {
    const { topology, prefix, context } = this.#setup;
    await topology.firstAttempt;
    if (this.#state.name === "closed") return;
    const { shape } = topology;
    const nodes = this.#createNodes();
    const attempt: TrackingState = { name: "opening", nodes };
    this.#state = attempt;
    if (nodes.length === 0) return this.#lose();
    try {
      await Promise.all(nodes.map((node) => node.open(prefix)));
    } catch (cause) {
      const message = "changes in Redis cannot be tracked yet; trying again";
      context.log({ level: "warn", message, cause });
      if (this.#state === attempt) this.#lose();
    }
    if (this.#state !== attempt) return;
    if (topology.shape !== shape) return this.#lose();
    this.#retry.succeeded();
    this.#watch(nodes, shape);
    this.#setup.listener.opened();
  }

  #createNodes(): readonly RedisNodeTracking[] {
    const { options, topology, listener } = this.#setup;
    const hooks = {
      changed: (key: string) => listener.changed(key),
      everythingChanged: () => this.#reportGap(),
      lost: () => this.#lose(),
    };
    return topology
      .primaries()
      .map(({ target, info }) => new RedisNodeTracking(options, target, info?.runId ?? "", hooks));
  }

  #reportGap(): void {
    if (this.#state.name !== "open") return;
    this.#setup.listener.lost();
    this.#setup.listener.opened();
  }

  #watch(nodes: readonly RedisNodeTracking[], shape: string): void {
    const timer = setTimeout(() => void this.#probe(nodes, shape), probeIntervalMs).unref();
    this.#state = { name: "open", nodes, shape, timer };
  }

  // Changes in a slot that moved to a primary without tracking would be missed.
  async #probe(nodes: readonly RedisNodeTracking[], shape: string): Promise<void> {
    if (this.#setup.topology.shape !== shape) return this.#lose();
    await Promise.all(nodes.map((node) => node.probe()));
    if (this.#state.name === "open" && this.#state.nodes === nodes) this.#watch(nodes, shape);
  }

  #lose(): void {
    const state = this.#state;
    if (state.name === "waiting" || state.name === "closed") return;
    this.#state = { name: "waiting" };
    this.#retry.failed();
    release(state);
    if (state.name === "open") this.#setup.listener.lost();
  }
}

function release(state: TrackingState): void {
  if ("timer" in state) clearTimeout(state.timer);
  if ("nodes" in state) for (const node of state.nodes) node.close();
}
