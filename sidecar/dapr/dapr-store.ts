// What the Dapr face knows of a store: the component that it stands for. Which
// component a driver is, and so how it behaves towards Dapr's clients, is
// decided here and nowhere else.
import type { RawOptions, StateStore } from "../../src/index.ts";
import { type DaprQuirks, quirksOf } from "./dapr-quirks.ts";

/** A component as Dapr names it. */
export interface DaprComponent {
  /** Such as `state.redis`. */
  readonly type: string;
  readonly version: string;
}

/** One store as Dapr's clients meet it. */
export interface DaprStore extends DaprComponent {
  readonly name: string;
  /** What GetMetadata tells of it. */
  readonly capabilities: readonly string[];
  readonly quirks: DaprQuirks;
  /** How long a record lives whose write does not say, in seconds; undefined: as the quirks say. */
  readonly ttlSecondsDefault: number | undefined;
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

const components: Readonly<Record<string, DaprComponent>> = {
  memory: { type: "state.in-memory", version: "v1" },
  embedded: { type: "state.pillion", version: "v1" },
  redis: { type: "state.redis", version: "v1" },
  postgres: { type: "state.postgresql", version: "v2" },
};

/** The component that a driver with these options stands for. A driver that Dapr does not know is `state.NAME`. */
export function componentOf(driver: string, options: RawOptions): DaprComponent {
  const known = components[driver] ?? { type: `state.${driver}`, version: "v1" };
  if (driver !== "postgres") return known;
  const layout = Object.entries(options).find(([name]) => name.toLowerCase() === "layout")?.[1];
  return layout === "v1" ? { ...known, version: "v1" } : known;
}

// ACTOR is what daprd adds where the other two are: programs look for it to see
// whether a store could keep actors.
const capabilities = ["ETAG", "TRANSACTIONAL", "TTL", "ACTOR"] as const;

/** What a store needs to be served to Dapr's clients. */
export interface DaprStoreSource {
  readonly name: string;
  readonly component: DaprComponent;
  readonly store: StateStore;
  /** Default: as the quirks say. */
  readonly ttlSecondsDefault?: number | undefined;
}

/** The stores by name. */
export function createDaprStores(sources: readonly DaprStoreSource[]): DaprStores {
  const stores = sources.map(
    ({ name, component, store, ttlSecondsDefault }): DaprStore => ({
      name,
      ...component,
      capabilities,
      quirks: quirksOf(component),
      ttlSecondsDefault,
      store,
    }),
  );
  const byName = new Map(stores.map((store) => [store.name, store]));
  return { stores, get: (name) => byName.get(name) };
}
