import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { conditions: ["pillion-source"] },
  ssr: { resolve: { conditions: ["pillion-source"], externalConditions: ["pillion-source"] } },
  test: {
    globalSetup: ["test/servers/global-setup.ts"],
    include: ["test/**/*.test.ts", "wire/src/**/*.test.ts"],
    exclude: ["**/node_modules/**", "test/bench/**"],
    pool: "forks",
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});
