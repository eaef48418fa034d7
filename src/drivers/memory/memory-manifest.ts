// The memory driver, before it is loaded. Its URLs have options only:
// `memory:?sweepIntervalMs=100`.
import { readPathUrl } from "../../driver-kit/path-url.ts";
import type { DriverManifest } from "../../store/driver.ts";

/** The manifest of the driver `memory`. */
export const memoryManifest: DriverManifest = {
  name: "memory",
  schemes: ["memory"],
  components: [{ type: "state.in-memory", versions: ["v1", "v0", ""], quirks: "in-memory" }],
  readUrl(url) {
    const { path, options } = readPathUrl(url);
    const description =
      "must not have a path: records are kept in memory only; write memory: or memory:?OPTION=VALUE";
    return { options, violations: path === "" ? [] : [{ path: ["url"], description }] };
  },
  load: async () => (await import("./memory-driver.ts")).memoryDriver,
};
