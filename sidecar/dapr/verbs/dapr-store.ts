// What the Dapr face knows of a store: its name, the component that it stands
// for, and how that behaves towards Dapr's clients.
import type { StateStore } from "../../../src/index.ts";
import type { DaprComponent } from "../quirks/dapr-component.ts";
import { type DaprQuirks, quirksOf } from "../quirks/dapr-quirks.ts";

/** One store as Dapr's clients meet it. */
export interface DaprStore extends DaprComponent {
  readonly name: string;
  /** What GetMetadata tells of it. Asked each time: of some stores it is known only once their server has answered. */
  readonly capabilities: readonly string[];
  readonly quirks: DaprQuirks;
  /** How long a record lives whose write does not say, in seconds; undefined: as the quirks say. */
  readonly ttlSecondsDefault: number | undefined;
  /** Whether FIRST_WRITE without etag creates only where daprd would overwrite a record without a mark. */
  readonly firstWriteCreatesOnly: boolean;
  /** With every layer around it; keys are the caller's own. */
  readonly store: StateStore;
}

/** What the services may ask. */
export interface DaprStores {
  /** Every store, in the order configured. */
  readonly stores: readonly DaprStore[];
  /** The store of this name, or undefined. */
  get(name: string): DaprStore | undefined;
}

// ACTOR is what daprd adds where the other two are: programs look for it to see
// whether a store could keep actors.
const capabilitiesDefault = ["ETAG", "TRANSACTIONAL", "TTL", "ACTOR"] as const;

const queryCapability = "QUERY_API";

/** What a store needs to be served to Dapr's clients. */
export interface DaprStoreSource {
  readonly name: string;
  readonly component: DaprComponent;
  readonly store: StateStore;
  /** Default: ETAG, TRANSACTIONAL, TTL and ACTOR, which every driver of Pillion has. */
  readonly capabilities?: readonly string[] | undefined;
  /** Default: as the quirks say. */
  readonly ttlSecondsDefault?: number | undefined;
  /** Default: false, as daprd. */
  readonly firstWriteCreatesOnly?: boolean | undefined;
}

/** The stores by name. */
export function createDaprStores(sources: readonly DaprStoreSource[]): DaprStores {
  const stores = sources.map(
    ({ name, component, store, capabilities, ttlSecondsDefault, firstWriteCreatesOnly }): DaprStore => ({
      name,
      ...component,
      get capabilities() {
        const stated = capabilities ?? capabilitiesDefault;
        return store.facts.queries ? [...stated, queryCapability] : stated;
      },
      quirks: quirksOf(component),
      ttlSecondsDefault,
      firstWriteCreatesOnly: firstWriteCreatesOnly === true,
      store,
    }),
  );
  const byName = new Map(stores.map((store) => [store.name, store]));
  return { stores, get: (name) => byName.get(name) };
}
