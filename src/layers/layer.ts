// A layer wraps a store with a store. The order is fixed; each is installed
// only if it is configured, so that an unused layer costs nothing.
import type { StateStore } from "../store/state-store.ts";

/** Wraps a store with a store that forwards what it does not change. */
export type Layer = (inner: StateStore) => StateStore;

/** From the outermost inwards: the order in which a call passes the layers. */
export const layerOrder = [
  "observe",
  "guard",
  "namespace",
  "cache",
  "encrypt",
  "fallback",
  "resilient",
  "gather",
] as const;

/** The name of a layer. */
export type LayerName = (typeof layerOrder)[number];

/** Wraps a driver's store in the given layers, outermost first by `layerOrder`; the order of the object's keys does not matter. */
export function stack(driver: StateStore, layers: Partial<Readonly<Record<LayerName, Layer>>>): StateStore {
  return layerOrder.toReversed().reduce((inner, name) => layers[name]?.(inner) ?? inner, driver);
}
