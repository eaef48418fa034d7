// The stores that this process serves, by name, and how each is. Services ask
// here and never hold a store themselves; whoever runs the process tells here
// what it found out, and health watchers hear of it at once. Readiness is one
// rule for every face: each store that counts was reached once, and the process
// is not about to end. An outage later is told of the store, not of the process:
// else one hiccup of a server would take every sidecar out of its Service.
import {
  type StateStore,
  type StoreError,
  type StoreFacts,
  utf8Bytes,
  violationError,
} from "../../src/index.ts";

/** How a store is. */
export interface StoreHealth {
  /** Whether its last check succeeded. */
  readonly serving: boolean;
  /** When it was last checked, ms since the Unix epoch; undefined before the first check. */
  readonly checkTime: number | undefined;
  /** Why it does not serve, without addresses or secrets; empty if it does. */
  readonly reason: string;
}

/** One store as the services see it. */
export interface ServedStore {
  readonly name: string;
  /** The driver's name, for people. */
  readonly driver: string;
  readonly facts: StoreFacts;
  /** With every configured layer around it. */
  readonly store: StateStore;
  /** As it was last told. */
  readonly health: StoreHealth;
  /** Whether a check has ever succeeded. */
  readonly reached: boolean;
  /** Whether readiness passes it over. */
  readonly optional: boolean;
}

/** What the services may ask. */
export interface StoreDirectory {
  /** Every store, in the order configured. */
  readonly stores: readonly ServedStore[];
  /** True once the process takes no new work. */
  readonly draining: boolean;
  /** True once the process is about to end, while it may still take work. */
  readonly leaving: boolean;
  /** What keeps the process from being ready: the names of stores that have not been reached once; empty if none. */
  readonly unreached: readonly string[];
  /** The store of this name, or undefined. */
  get(name: string): ServedStore | undefined;
  /** Calls back after any store's health, `leaving` or `draining` has changed. Gives the function that ends it. */
  subscribe(listener: () => void): () => void;
}

/** A directory for the one who runs the process. */
export interface ManagedStoreDirectory extends StoreDirectory {
  /** Tells how a store is. Throws `store-not-found` for a name that is not there. */
  setHealth(name: string, health: StoreHealth): void;
  /** Says that the process is about to end and should be sent no more work, though it still takes it; cannot be taken back. */
  leave(): void;
  /** Says that the process takes no new work; cannot be taken back. */
  drain(): void;
}

/** A store to be served. `optional`: readiness does not wait for it (default: false). */
export type StoreToServe = Pick<ServedStore, "name" | "store"> & Partial<Pick<ServedStore, "optional">>;

/** Whether the process as a whole can be sent work. */
export function isReady({ unreached, leaving, draining }: StoreDirectory): boolean {
  return unreached.length === 0 && !leaving && !draining;
}

const unchecked: StoreHealth = { serving: false, checkTime: undefined, reason: "not checked yet" };

/** One store of a directory, with its facts asked each time: a store may learn more once its server has answered. */
class DirectoryEntry implements ServedStore {
  readonly name: string;
  readonly store: StateStore;
  readonly optional: boolean;
  reached = false;
  #health = unchecked;

  constructor({ name, store, optional = false }: StoreToServe) {
    this.name = name;
    this.store = store;
    this.optional = optional;
  }

  get health(): StoreHealth {
    return this.#health;
  }

  set health(health: StoreHealth) {
    this.#health = health;
    if (health.serving) this.reached = true;
  }

  get driver(): string {
    return this.store.facts.driver;
  }

  get facts(): StoreFacts {
    return this.store.facts;
  }
}

/** A directory of these stores. Each counts as not serving until `setHealth` says otherwise. */
export function createStoreDirectory(stores: readonly StoreToServe[]): ManagedStoreDirectory {
  const served = new Map(stores.map((store) => [store.name, new DirectoryEntry(store)]));
  const listeners = new Set<() => void>();
  let draining = false;
  let leaving = false;
  const tell = () => {
    for (const listener of [...listeners]) listener();
  };
  return {
    get stores() {
      return [...served.values()];
    },
    get draining() {
      return draining;
    },
    get leaving() {
      return leaving;
    },
    get unreached() {
      const waited = [...served.values()].filter(({ optional, reached }) => !optional && !reached);
      return waited.map(({ name }) => name);
    },
    get: (name) => served.get(name),
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    setHealth(name, health) {
      const entry = served.get(name);
      if (entry === undefined) throw unknownStore(name, [...served.keys()]);
      const changed = entry.health.serving !== health.serving;
      entry.health = health;
      if (changed) tell();
    },
    leave() {
      if (leaving) return;
      leaving = true;
      tell();
    },
    drain() {
      if (draining) return;
      draining = true;
      tell();
    },
  };
}

/**
 * The store that a request names. Empty means the only one. Throws
 * `store-not-found` for a name that is not there and `invalid` for none where
 * there are several; both say which there are.
 */
export function resolveStore(directory: StoreDirectory, name: string): ServedStore {
  if (name !== "") {
    const found = directory.get(name);
    if (found !== undefined) return found;
    throw unknownStore(name, namesOf(directory));
  }
  const [only, ...others] = directory.stores;
  if (only === undefined) throw storeFault("store-not-found", "no store is configured");
  if (others.length === 0) return only;
  const known = listed(namesOf(directory));
  throw storeFault(
    "invalid",
    `is missing; it may be empty only where one store is configured; there are: ${known}`,
  );
}

function storeFault(code: "store-not-found" | "invalid", description: string): StoreError {
  return violationError([{ path: ["store"], description }], code);
}

const namesOf = (directory: StoreDirectory) => directory.stores.map(({ name }) => name);

const namesListedMax = 20;

function listed(names: readonly string[]): string {
  const shown = names.slice(0, namesListedMax).join(", ");
  return names.length > namesListedMax ? `${shown} and ${names.length - namesListedMax} more` : shown;
}

const nameLengthShownMax = 128;

// A name is no secret, but something that is no name may be one.
function shownName(name: string): string {
  if (name.length <= nameLengthShownMax && /^[\w.-]+$/.test(name)) return `named "${name}"`;
  return `with this name of ${utf8Bytes(name)} bytes`;
}

function unknownStore(name: string, names: readonly string[]): StoreError {
  const there = names.length === 0 ? "no store is configured" : `there are: ${listed(names)}`;
  return storeFault("store-not-found", `there is no store ${shownName(name)}; ${there}`);
}
