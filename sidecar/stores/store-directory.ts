// The stores that this process serves, by name, and their health. The services read it;
// the process updates the health, and health watchers are called at once. Readiness is
// one rule for every API: each required store was reached once, and the process is not
// about to end. A later outage concerns the store, not the process: otherwise one short
// outage of a server would take every sidecar out of its Service.
import {
  type StateStore,
  type StoreError,
  type StoreFacts,
  utf8Bytes,
  violationError,
} from "../../src/index.ts";

/** The health of a store. */
export interface StoreHealth {
  /** Whether its last check succeeded. */
  readonly serving: boolean;
  /** When it was last checked, ms since the Unix epoch; undefined before the first check. */
  readonly checkTime: number | undefined;
  /** Why it is not serving, without addresses or secrets; empty if it is. */
  readonly reason: string;
}

/** One store in the form that the services need. */
export interface ServedStore {
  readonly name: string;
  /** The driver's name, for display. */
  readonly driver: string;
  readonly facts: StoreFacts;
  /** With every configured layer around it. */
  readonly store: StateStore;
  /** As last reported. */
  readonly health: StoreHealth;
  /** Whether a check has ever succeeded. */
  readonly reached: boolean;
  /** Whether readiness ignores it. */
  readonly optional: boolean;
}

/** The stores in the form that the services need. */
export interface StoreDirectory {
  /** Every store, in the order configured. */
  readonly stores: readonly ServedStore[];
  /** True once the process accepts no new calls. */
  readonly draining: boolean;
  /** True once the process is about to end; it may still accept calls. */
  readonly leaving: boolean;
  /** The names of required stores that have not been reached once: the process is not ready before. */
  readonly unreached: readonly string[];
  /** The store of this name, or undefined. */
  get(name: string): ServedStore | undefined;
  /** Calls back after any store's health, `leaving` or `draining` has changed. Returns the function that unsubscribes. */
  subscribe(listener: () => void): () => void;
}

/** A directory that the process can change. */
export interface ManagedStoreDirectory extends StoreDirectory {
  /** Adds a store that was opened. It counts as not serving until `setHealth` reports otherwise. */
  add(store: StoreToServe): void;
  /** Reports the health of a store. Throws `store-not-found` for an unknown name. */
  setHealth(name: string, health: StoreHealth): void;
  /** Announces the shutdown: the process is no longer ready, but still accepts calls. Cannot be undone. */
  leave(): void;
  /** Accepts no new calls from now on. Cannot be undone. */
  drain(): void;
}

/** A store to serve. `optional`: readiness does not wait for it (default: false). */
export type StoreToServe = Pick<ServedStore, "name" | "store"> & Partial<Pick<ServedStore, "optional">>;

/** Whether calls can be sent to the process. */
export function isReady({ unreached, leaving, draining }: StoreDirectory): boolean {
  return unreached.length === 0 && !leaving && !draining;
}

const unchecked: StoreHealth = { serving: false, checkTime: undefined, reason: "not checked yet" };

/** One store of a directory. Its facts are read each time: some are known only once its server has replied. */
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

/** A directory of these stores, to which more can be added. */
export function createStoreDirectory(stores: readonly StoreToServe[] = []): ManagedStoreDirectory {
  const served = new Map<string, DirectoryEntry>();
  let list: readonly DirectoryEntry[] = [];
  const add = (store: StoreToServe) => {
    served.set(store.name, new DirectoryEntry(store));
    list = [...served.values()];
  };
  for (const store of stores) add(store);
  const listeners = new Set<() => void>();
  let draining = false;
  let leaving = false;
  const notify = () => {
    for (const listener of [...listeners]) listener();
  };
  return {
    get stores() {
      return list;
    },
    get draining() {
      return draining;
    },
    get leaving() {
      return leaving;
    },
    get unreached() {
      const waitedFor = list.filter(({ optional, reached }) => !optional && !reached);
      return waitedFor.map(({ name }) => name);
    },
    get: (name) => served.get(name),
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    add,
    setHealth(name, health) {
      const entry = served.get(name);
      if (entry === undefined) throw unknownStore(name, [...served.keys()]);
      const changed = entry.health.serving !== health.serving;
      entry.health = health;
      if (changed) notify();
    },
    leave() {
      if (leaving) return;
      leaving = true;
      notify();
    },
    drain() {
      if (draining) return;
      draining = true;
      notify();
    },
  };
}

/**
 * The store that a request names. Empty means the only one. Throws
 * `store-not-found` for an unknown name and `invalid` for an empty one where
 * there are several stores; both messages list the names.
 */
export function resolveStore(directory: StoreDirectory, name: string): ServedStore {
  if (name !== "") {
    const found = directory.get(name);
    if (found !== undefined) return found;
    throw unknownStore(name, namesOf(directory));
  }
  const [only, ...others] = directory.stores;
  if (only === undefined) throw storeViolation("store-not-found", "no store is configured");
  if (others.length === 0) return only;
  const known = listed(namesOf(directory));
  throw storeViolation(
    "invalid",
    `is missing; it may be empty only if exactly one store is configured; the stores are: ${known}`,
  );
}

function storeViolation(code: "store-not-found" | "invalid", description: string): StoreError {
  return violationError([{ path: ["store"], description }], code);
}

const namesOf = (directory: StoreDirectory) => directory.stores.map(({ name }) => name);

const namesListedMax = 20;

function listed(names: readonly string[]): string {
  const shown = names.slice(0, namesListedMax).join(", ");
  return names.length > namesListedMax ? `${shown} and ${names.length - namesListedMax} more` : shown;
}

const nameLengthShownMax = 128;

// A name is not a secret, but text that is not a name may be one.
function shownName(name: string): string {
  if (name.length <= nameLengthShownMax && /^[\w.-]+$/.test(name)) return `named "${name}"`;
  return `with this name of ${utf8Bytes(name)} bytes`;
}

function unknownStore(name: string, names: readonly string[]): StoreError {
  const there = names.length === 0 ? "no store is configured" : `the stores are: ${listed(names)}`;
  return storeViolation("store-not-found", `there is no store ${shownName(name)}; ${there}`);
}
