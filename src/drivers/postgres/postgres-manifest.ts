// The Postgres driver, before it is loaded. The version of a Dapr component
// determines which of Dapr's two table layouts it uses.
import type { ComponentType, DriverManifest } from "../../store/driver.ts";
import { readPostgresUrl } from "./postgres-url.ts";

const v2 = { versions: ["v2"], options: { layout: "v2" }, quirks: "postgres-v2" } as const;
const v1 = { versions: ["v1", "v0", ""], options: { layout: "v1" }, quirks: "postgres-v1" } as const;

// The first entry is what a store without a component file is: v2 is also the default of the option `layout`.
const components: readonly [ComponentType, ...ComponentType[]] = [
  { type: "state.postgresql", ...v2 },
  { type: "state.postgresql", ...v1 },
  { type: "state.postgres", ...v2 },
  { type: "state.postgres", ...v1 },
  {
    type: "state.cockroachdb",
    ...v2,
    warning: "is served by the Postgres driver, which is tested on Postgres and not on CockroachDB",
  },
];

/** The manifest of the driver `postgres`. */
export const postgresManifest: DriverManifest = {
  name: "postgres",
  schemes: ["postgres", "postgresql"],
  components,
  reportsChanges: true,
  readUrl: readPostgresUrl,
  load: async () => (await import("./postgres-driver.ts")).postgresDriver,
};
