// Which of Dapr's components a driver stands for. Decided here and nowhere else:
// how a store behaves towards Dapr's clients follows from its component.
import type { RawOptions } from "../../../src/index.ts";

/** A component as Dapr names it. */
export interface DaprComponent {
  /** Such as `state.redis`. */
  readonly type: string;
  readonly version: string;
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
