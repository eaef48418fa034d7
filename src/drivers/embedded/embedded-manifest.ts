// The embedded driver, before it is loaded. Its URLs name the data directory:
// `embedded:./cart?sweepIntervalMs=100`.
import { readPathUrl } from "../../driver-kit/path-url.ts";
import type { DriverManifest } from "../../store/driver.ts";

/** The manifest of the driver `embedded`. */
export const embeddedManifest: DriverManifest = {
  name: "embedded",
  schemes: ["embedded"],
  components: [
    { type: "state.pillion", versions: ["v1", "v0", ""], quirks: "in-memory", hasTtlDefault: true },
  ],
  pathOption: "path",
  readUrl(url) {
    const { path, options } = readPathUrl(url);
    return { options: path === "" ? options : { ...options, path }, violations: [] };
  },
  load: async () => (await import("./embedded-driver.ts")).embeddedDriver,
};
