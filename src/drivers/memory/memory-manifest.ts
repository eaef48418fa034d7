// The memory driver, before it is loaded. Its URLs have options only:
// `memory:?sweepIntervalMs=100`.
import { readPathUrl } from "../../driver-kit/path-url.ts";
import type { DriverManifest } from "../../store/driver.ts";

/** The manifest of the driver `memory`. */
export const memoryManifest: DriverManifest = {
  name: "memory",
  schemes: ["memory"],
  components: [{ type: "state.in-memory", versions: ["v1", "v0", ""], quirks: "in-memory" }],
  readUrl: (url) => readPathUrl(url).options,
  load: async () => (await import("./memory-driver.ts")).memoryDriver,
};
