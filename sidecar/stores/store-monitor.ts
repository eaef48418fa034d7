// Checks at intervals whether each store can be reached, and reports the result. A
// store that fails is checked again soon and then more rarely. A store that is down
// at start is not an error of the process.
import {
  asStoreError,
  type Clock,
  createCall,
  type ErrorCode,
  type StateStore,
  type StoreError,
} from "../../src/index.ts";

/** The result of a check. */
export interface CheckResult {
  readonly serving: boolean;
  /** Ms since the Unix epoch. */
  readonly checkTime: number;
  /** Without addresses and secrets; empty if it is serving. */
  readonly reason: string;
  /** The store's error, for the log. */
  readonly cause?: unknown;
}

/** A store to check. */
export interface MonitoredStore {
  readonly name: string;
  readonly store: StateStore;
}

/** How often to check, and where results go. */
export interface MonitorOptions {
  readonly clock: Clock;
  /** A number in [0, 1), as Math.random. */
  readonly random: () => number;
  /** Called after every check. */
  readonly onCheck: (name: string, result: CheckResult) => void;
  /** Between checks of a store that is serving, in ms. Default: 5000. */
  readonly intervalMs?: number;
  /** After the first failed check, doubling up to `intervalMs`, in ms. Default: 250. */
  readonly retryDelayMsMin?: number;
  /** How long a store has to reply, in ms. Default: 2000. */
  readonly timeoutMs?: number;
  /** How long `start` waits for the first results, in ms. Default: 250. */
  readonly startMsMax?: number;
}

const reasons: Readonly<Partial<Record<ErrorCode, string>>> = {
  unavailable: "the store cannot be used",
  deadline: "the store does not reply in time",
  overloaded: "the store is overloaded",
  closed: "the store is closed",
  denied: "the store denies access",
  unauthenticated: "the store does not accept the credentials",
  corrupt: "the stored data cannot be read",
};

// Places of attempts to connect, which drivers add in parentheses of up to two levels, and any other address of a host or a file.
const places = / \([^()]*\)/g;
const address = /\d+\.\d+\.\d+\.\d+|[\da-f]*:[\da-f]*:|:\d|\/\S|@/i;
const detailCharactersMax = 500;

// What the driver's message says of the reason, unless it names an address.
function reasonOf({ code, message }: StoreError): string {
  const general = reasons[code] ?? "the check failed";
  if (code === "internal") return general;
  const detail = message
    .replace(/^store \S+: /, "")
    .replaceAll(places, "")
    .replaceAll(places, "");
  return detail === "" || address.test(detail)
    ? general
    : `${general}: ${detail.slice(0, detailCharactersMax)}`;
}

/** Checks stores from `start` to `stop`. */
export class StoreMonitor {
  readonly #stores: readonly MonitoredStore[];
  readonly #options: Required<MonitorOptions>;
  readonly #timers = new Map<string, NodeJS.Timeout>();
  readonly #ended = new AbortController();

  constructor(stores: readonly MonitoredStore[], options: MonitorOptions) {
    this.#stores = stores;
    this.#options = { intervalMs: 5000, retryDelayMsMin: 250, timeoutMs: 2000, startMsMax: 250, ...options };
  }

  /** Starts; resolves when every store has been checked once, or after `startMsMax`. */
  async start(): Promise<void> {
    const first = Promise.all(this.#stores.map((store) => this.#check(store, 0)));
    let timer: NodeJS.Timeout | undefined;
    const timeLimit = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, this.#options.startMsMax);
    });
    await Promise.race([first, timeLimit]);
    clearTimeout(timer);
  }

  /** Stops checking; nothing is reported afterwards. */
  stop(): void {
    this.#ended.abort();
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }

  async #check(monitored: MonitoredStore, failures: number): Promise<void> {
    const result = await this.#ping(monitored.store);
    if (this.#ended.signal.aborted) return;
    this.#options.onCheck(monitored.name, result);
    const failuresNow = result.serving ? 0 : failures + 1;
    const timer = setTimeout(() => void this.#check(monitored, failuresNow), this.#delayMs(failuresNow));
    timer.unref();
    this.#timers.set(monitored.name, timer);
  }

  async #ping(store: StateStore): Promise<CheckResult> {
    const { clock, timeoutMs } = this.#options;
    const call = createCall({ clock, deadline: clock.monotonic() + timeoutMs, signal: this.#ended.signal });
    try {
      await store.ping(call);
      return { serving: true, checkTime: clock.now(), reason: "" };
    } catch (thrown) {
      return {
        serving: false,
        checkTime: clock.now(),
        reason: reasonOf(asStoreError(thrown)),
        cause: thrown,
      };
    }
  }

  // Many sidecars must not check a recovering store all at once.
  #delayMs(failures: number): number {
    const { intervalMs, retryDelayMsMin, random } = this.#options;
    if (failures === 0) return intervalMs;
    return Math.min(intervalMs, retryDelayMsMin * 2 ** Math.min(failures - 1, 20)) * (0.5 + random() / 2);
  }
}
