// Which Dapr component a driver corresponds to, as its manifest says. How a store
// behaves in the Dapr API follows from its component.
import { findDriver, impliedComponentType, type RawOptions } from "../../../src/index.ts";

/** A component as Dapr names it. */
export interface DaprComponent {
  /** Such as `state.redis`. */
  readonly type: string;
  readonly version: string;
}

/** The type of the component as which a store is configured; without one, of the component that its driver corresponds to. */
export function componentTypeOf(driver: string, configured: DaprComponent | undefined): string {
  return configured?.type ?? componentOf(driver, {}).type;
}

/** The component that a driver with these options corresponds to. A driver that is not registered is `state.NAME`. */
export function componentOf(driver: string, options: RawOptions): DaprComponent {
  const manifest = findDriver(driver);
  if (manifest === undefined) return { type: `state.${driver}`, version: "v1" };
  const { type, versions } = impliedComponentType(manifest, options);
  return { type, version: versions[0] };
}
