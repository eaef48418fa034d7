// Which test file runs where, as projects of vitest. Files are chosen by folder and by suffix; a tidy test fails for a
// file that no project takes. `npm test` runs `everyRun`, `npm run test:full` runs `fullRun`.
import type { TestProjectInlineConfiguration } from "vitest/config";

/** The transports by the names that users choose them by. */
export type TransportName = "wire" | "grpc-js";

declare module "vitest" {
  interface ProvidedContext {
    transport: TransportName;
    /** Whether this is the full run. */
    full: boolean;
  }
}

interface Choice {
  readonly name: string;
  readonly include: readonly string[];
  readonly exclude?: readonly string[];
  /** Default: `wire`. */
  readonly transport?: TransportName;
  /** Whether tests start servers. Default: true. */
  readonly servers?: boolean;
  /** Whether tests that have a small and a large number of cases run the large one. Default: false. */
  readonly full?: boolean;
  /** Default: 20 s. */
  readonly testMsMax?: number;
}

/** Beside the code: without servers. */
const unitFiles = ["{src,sidecar,wire/src,client/src,scripts}/**/*.test.ts"];

const integrationFiles = ["test/**/*.test.ts"];

/** Needs a real daprd: `npm run daprd`. */
const daprdFiles = ["test/daprd/**/*.test.ts"];

/** Slow, or in need of another language's toolchain: only in the full run. */
const fullFiles = ["{src,sidecar,wire/src,client/src,scripts,test}/**/*.full.test.ts"];

/** Run in every run with few cases, and in the full run with many. */
const scaledFiles = [
  "test/wire/{fuzz,differential}.test.ts",
  "test/faults/kill.test.ts",
  "test/model/postgres-against-memory.test.ts",
];

/** What touches the transport: errors, statuses, metadata, limits, deadlines, streams, health, TLS, connections. */
const transportFiles = [
  "client/src/**/*.test.ts",
  "sidecar/**/routes.test.ts",
  "test/conformance/client.test.ts",
  "test/e2e/client{,-restart}.test.ts",
  "test/e2e/grpc-*.test.ts",
  "test/e2e/dapr/grpc-*.test.ts",
];

/** Runs on both transports in the full run, although only its process or its store matters. */
const repeatedFiles = ["test/e2e/**/*.test.ts", "test/conformance/client-servers.test.ts"];

const nowhere = ["**/node_modules/**", "**/dist/**"];

/** Imports a Lua file as its text, as esbuild does in the bundle. */
const luaText = {
  name: "lua-text",
  transform: (code: string, file: string): string | undefined =>
    file.endsWith(".lua") ? `export default ${JSON.stringify(code)}` : undefined,
};

function project(choice: Choice): TestProjectInlineConfiguration {
  const { name, include, exclude = [], transport = "wire", servers = true, full = false } = choice;
  const { testMsMax = 20_000 } = choice;
  return {
    plugins: [luaText],
    resolve: { conditions: ["pillion-source"] },
    ssr: { resolve: { conditions: ["pillion-source"], externalConditions: ["pillion-source"] } },
    test: {
      name,
      include: [...include],
      exclude: [...nowhere, ...exclude],
      pool: "forks",
      // Files share processes: loading the modules again for each file would take a third of the time.
      isolate: false,
      globalSetup: servers ? ["test/servers/global-setup.ts"] : [],
      provide: { transport, full },
      env: transport === "wire" ? {} : { PILLION_GRPC_TRANSPORT: transport },
      // Tests with servers mostly wait; the others only compute.
      maxWorkers: servers ? 4 : 2,
      sequence: { groupOrder: servers ? 1 : 0 },
      testTimeout: testMsMax,
      hookTimeout: 60_000,
    },
  };
}

/** The projects of `npm test`. */
export const everyRun: readonly TestProjectInlineConfiguration[] = [
  project({ name: "unit", include: unitFiles, exclude: fullFiles, servers: false }),
  project({ name: "integration", include: integrationFiles, exclude: [...fullFiles, ...daprdFiles] }),
  project({ name: "grpc-js", include: transportFiles, exclude: fullFiles, transport: "grpc-js" }),
];

/** The projects of `npm run test:full`, which runs only what `npm test` leaves out. */
export const fullRun: readonly TestProjectInlineConfiguration[] = [
  project({ name: "full", include: fullFiles, full: true }),
  project({ name: "scaled", include: scaledFiles, full: true }),
  project({
    name: "full-grpc-js",
    include: repeatedFiles,
    exclude: [...transportFiles, ...fullFiles],
    transport: "grpc-js",
  }),
];

/** The project of `npm run daprd`. */
export const daprdRun: readonly TestProjectInlineConfiguration[] = [
  project({ name: "daprd", include: daprdFiles, testMsMax: 120_000 }),
];

/** The project of `npm run mutation` for some test files. They must not need servers. */
export function mutationRun(include: readonly string[]): readonly TestProjectInlineConfiguration[] {
  const { test, ...others } = project({
    name: "mutation",
    include,
    exclude: fullFiles,
    servers: false,
    testMsMax: 10_000,
  });
  // A mutant that leaves timers behind must not disturb the run of the next one.
  return [{ ...others, test: { ...test, isolate: true } }];
}
