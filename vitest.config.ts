import { defineConfig } from "vitest/config";

// What is tested once for each transport; see test/transports/transport.ts.
const transports = ["wire", "grpc-js"] as const;
const overTransports = [
  "test/e2e/**/*.test.ts",
  "client/src/**/*.test.ts",
  "sidecar/telemetry/routes.test.ts",
  "test/conformance/client.test.ts",
  "test/conformance/client-servers.test.ts",
];

const outside = ["**/node_modules/**", "test/daprd/**"];

const shared = {
  resolve: { conditions: ["pillion-source"] },
  ssr: { resolve: { conditions: ["pillion-source"], externalConditions: ["pillion-source"] } },
};

const globalSetup = ["test/servers/global-setup.ts"];

const timeouts = { testTimeout: 20_000, hookTimeout: 60_000 };

export default defineConfig({
  test: {
    pool: "forks",
    maxWorkers: 2,
    projects: [
      {
        ...shared,
        test: {
          name: "main",
          globalSetup,
          include: ["{src,sidecar,scripts,test,wire/src}/**/*.test.ts"],
          exclude: [...outside, ...overTransports],
          ...timeouts,
        },
      },
      ...transports.map((transport) => ({
        ...shared,
        test: {
          name: transport,
          globalSetup,
          include: overTransports,
          exclude: outside,
          provide: { transport },
          env: { PILLION_GRPC_TRANSPORT: transport },
          ...timeouts,
        },
      })),
    ],
  },
});
