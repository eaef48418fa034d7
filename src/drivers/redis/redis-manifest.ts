// What is known of the Redis driver before it is loaded. A URL is itself an option
// of the driver, which reads it together with the others.
import type { DriverManifest } from "../../store/driver.ts";

/** The manifest of the driver `redis`. */
export const redisManifest: DriverManifest = {
  name: "redis",
  schemes: ["redis", "rediss"],
  components: [
    {
      type: "state.redis",
      versions: ["v1", "v0", ""],
      quirks: "redis",
      hasTtlDefault: true,
      hasFirstWriteMark: true,
    },
  ],
  reportsChanges: true,
  readUrl: (url) => ({ options: { url }, violations: [] }),
  load: async () => (await import("./redis-driver.ts")).redisDriver,
};
