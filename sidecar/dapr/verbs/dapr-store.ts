// A store as the Dapr API presents it: its name, its component, and how that
// component behaves.
import { keySeparator, type StateStore } from "../../../src/index.ts";
import type { DaprComponent } from "../quirks/dapr-component.ts";
import { type DaprQuirks, quirksOf } from "../quirks/dapr-quirks.ts";
import { illegalKeyError } from "../texts/state-errors.ts";

/** One store in the Dapr API. */
export interface DaprStore extends DaprComponent {
  readonly name: string;
  /** The capabilities that GetMetadata lists. Read at each call: those of some stores are known only once their server has replied. */
  readonly capabilities: readonly string[];
  readonly quirks: DaprQuirks;
  /** Time to live of writes that have none, in seconds. Undefined: as the quirks define it. */
  readonly ttlSecondsDefault: number | undefined;
  /** The timeout of a Resiliency policy, in ms; undefined: none. */
  readonly timeoutMs: number | undefined;
  /** Whether FIRST_WRITE without an etag only creates, where daprd would overwrite a record without a mark. */
  readonly firstWriteCreatesOnly: boolean;
  /** Whether values are encrypted, so that nothing can be found by them. */
  readonly isEncrypted: boolean;
  /** The store with every layer around it. Keys have no prefix here. */
  readonly store: StateStore;
}

/** The stores of the Dapr API. */
export interface DaprStores {
  /** Every store, in the order configured. */
  readonly stores: readonly DaprStore[];
  /** The store of this name, or undefined. */
  get(name: string): DaprStore | undefined;
}

// daprd adds ACTOR where a store has both ETAG and TRANSACTIONAL. Programs check it to see whether a store can hold actors.
const capabilitiesDefault = ["ETAG", "TRANSACTIONAL", "TTL", "ACTOR"] as const;

const queryCapability = "QUERY_API";

/** The dependencies of a store in the Dapr API. */
export interface DaprStoreSource {
  readonly name: string;
  readonly component: DaprComponent;
  readonly store: StateStore;
  /** Default: ETAG, TRANSACTIONAL, TTL and ACTOR, which every driver of Pillion has. */
  readonly capabilities?: readonly string[] | undefined;
  /** Default: determined by the quirks. */
  readonly ttlSecondsDefault?: number | undefined;
  /** Default: no timeout. */
  readonly timeoutMs?: number | undefined;
  /** Default: false, as in daprd. */
  readonly firstWriteCreatesOnly?: boolean | undefined;
  /** Default: false. */
  readonly isEncrypted?: boolean | undefined;
}

/** The stores by name. */
export function createDaprStores(sources: readonly DaprStoreSource[]): DaprStores {
  const stores = sources.map(
    ({
      name,
      component,
      store,
      capabilities,
      ttlSecondsDefault,
      timeoutMs,
      firstWriteCreatesOnly,
      isEncrypted,
    }): DaprStore => ({
      name,
      ...component,
      get capabilities() {
        const listed = capabilities ?? capabilitiesDefault;
        return store.facts.queries ? [...listed, queryCapability] : listed;
      },
      quirks: quirksOf(component),
      ttlSecondsDefault,
      timeoutMs,
      firstWriteCreatesOnly: firstWriteCreatesOnly === true,
      isEncrypted: isEncrypted === true,
      store,
    }),
  );
  const byName = new Map(stores.map((store) => [store.name, store]));
  return { stores, get: (name) => byName.get(name) };
}

/** Throws if the key contains the separator. The guard rejects it, too, but without daprd's text, and only item by item. */
export function checkKey({ name }: DaprStore, key: string): void {
  if (key.includes(keySeparator)) throw illegalKeyError(key, name);
}
