// What `npm run daprd` runs: the tests that need a real daprd, which `npm test`
// leaves out. The servers are found as they are there.
import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { conditions: ["pillion-source"] },
  ssr: { resolve: { conditions: ["pillion-source"], externalConditions: ["pillion-source"] } },
  test: {
    pool: "forks",
    maxWorkers: 2,
    globalSetup: ["test/servers/global-setup.ts"],
    include: ["test/daprd/**/*.test.ts"],
    testTimeout: 120_000,
    hookTimeout: 60_000,
  },
});
