// The command lines that start daprd, as Dapr 1.18 writes them: the injector's (pkg/injector/patcher/sidecar_container.go),
// the Dapr CLI's (pkg/standalone/run.go), and each flag of daprd (cmd/daprd/options/options.go). None prevents the start: a
// flag is followed, or it has no meaning here and is named in a warning.
import { expect, test } from "vitest";
import { loadConfig, violationText } from "../index.ts";

const mebi = 1024 * 1024;

async function load(words: readonly string[], environment: Record<string, string> = {}) {
  const { config, violations, warnings } = await loadConfig(words, environment);
  expect(violations.map(violationText)).toEqual([]);
  if (config === undefined) throw new Error("no configuration");
  return { config, warnings: warnings.map(violationText) };
}

// What an injected container has in every pod, in the injector's order.
const injected = [
  "/daprd",
  ...["--dapr-http-port", "3500", "--dapr-grpc-port", "50001", "--dapr-internal-grpc-port", "50002"],
  ...["--dapr-listen-addresses", "[::1],127.0.0.1", "--dapr-public-port", "3501", "--app-id", "cart"],
  ...["--app-protocol", "http", "--log-level", "info", "--dapr-graceful-shutdown-seconds", "-1"],
  ...["--mode", "kubernetes", "--control-plane-address", "dapr-api.dapr-system.svc.cluster.local:443"],
  ...["--sentry-address", "dapr-sentry.dapr-system.svc.cluster.local:443", "--app-port", "8080"],
  ...["--enable-metrics", "--metrics-port", "9090", "--config", "daprsystem"],
  ...["--placement-host-address", "dapr-placement-server.dapr-system.svc.cluster.local:50005"],
  ...[
    "--enable-mtls",
    "--scheduler-host-address",
    "dapr-scheduler-server-a.dapr-system.svc.cluster.local:443",
  ],
];
const injectedVariables = {
  NAMESPACE: "shop",
  POD_NAME: "cart-1",
  DAPR_TRUST_ANCHORS: "-----BEGIN CERTIFICATE-----",
  DAPR_CONTROLPLANE_NAMESPACE: "dapr-system",
  DAPR_CONTROLPLANE_TRUST_DOMAIN: "cluster.local",
};

test("the injector's command line starts the sidecar with the store of a variable", async () => {
  const environment = { ...injectedVariables, PILLION_STORE: "statestore=redis://redis:6379" };
  const { config, warnings } = await load(injected, environment);
  expect(config).toMatchObject({
    appId: "cart",
    namespace: "shop",
    grpc: { hosts: ["::1", "127.0.0.1"], port: 50_001, messageBytesMax: 4 * mebi },
    http: { port: 3500 },
    publicHttp: { port: 3501 },
    metrics: { enabled: true, http: { port: 9090 } },
    shutdown: { graceMs: 5000 },
  });
  expect(config.stores.map(({ name, driver }) => [name, driver])).toEqual([["statestore", "redis"]]);
  expect(warnings).toContainEqual(
    expect.stringMatching(/^--mode: has no effect: components are not fetched/),
  );
  expect(warnings).toContainEqual(expect.stringMatching(/^--config: "daprsystem" is the name of a Config/));
});

test("in Kubernetes a store has to be configured, because the default one would be lost with the pod", async () => {
  const { violations } = await loadConfig(injected, injectedVariables);
  expect(violations.map(violationText)).toEqual([
    expect.stringMatching(
      /^--mode: components are not fetched from the Dapr operator.* PILLION_STORE .* dapr\.io\/env/,
    ),
  ]);
});

test("a path of --config that does not exist is a violation in Kubernetes, too", async () => {
  const words = ["--mode=kubernetes", "--store=a=memory:", "--config=/x/config.yaml"];
  const { violations } = await loadConfig(words, {});
  expect(violations.map(violationText)).toEqual([expect.stringContaining("/x/config.yaml")]);
});

test("the Dapr CLI's command line starts the sidecar", async () => {
  const { config } = await load([
    ...["--max-body-size", "4Mi", "--read-buffer-size", "4Ki", "--app-protocol", "http"],
    ...["--log-level", "info", "--app-max-concurrency", "-1", "--placement-host-address", "localhost:50005"],
    ...["--scheduler-host-address", "localhost:50006", "--app-id", "cart", "--app-port", "0"],
    ...["--dapr-http-port", "41001", "--dapr-grpc-port", "41002", "--profile-port", "-1"],
    ...["--metrics-port", "41003", "--dapr-internal-grpc-port", "41004", "--enable-api-logging"],
  ]);
  expect(config).toMatchObject({ http: { port: 41_001, headerBytesMax: 4096 }, grpc: { port: 41_002 } });
});

// Each flag with the values that the injector or the CLI can write, and what has to be in the configuration.
test.each<[words: string, expected: object]>([
  ["--mode standalone", {}],
  ["--dapr-http-port 7", { http: { port: 7 } }],
  ["--dapr-listen-addresses 127.0.0.1,[::1]", { http: { hosts: ["127.0.0.1", "::1"] } }],
  ["--dapr-public-port 7", { publicHttp: { port: 7 } }],
  ["--dapr-public-port 7 --dapr-public-listen-address ::1", { publicHttp: { hosts: ["::1"] } }],
  ["--dapr-grpc-port 7", { grpc: { port: 7 } }],
  ["--app-id cart", { appId: "cart" }],
  ["--dapr-http-max-request-size 16", { grpc: { messageBytesMax: 16 * mebi } }],
  ["--dapr-http-max-request-size -1", { grpc: { messageBytesMax: 4 * mebi } }],
  ["--max-body-size 16Mi", { grpc: { messageBytesMax: 16 * mebi } }],
  ["--max-body-size 8e6", { grpc: { messageBytesMax: 8_000_000 } }],
  ["--max-body-size -1", { grpc: { messageBytesMax: 4 * mebi } }],
  // As in daprd, the newer flag wins, also with -1.
  ["--dapr-http-max-request-size 8 --max-body-size 6Mi", { grpc: { messageBytesMax: 6 * mebi } }],
  ["--max-body-size -1 --dapr-http-max-request-size 8", { grpc: { messageBytesMax: 4 * mebi } }],
  ["--dapr-http-read-buffer-size 16", { http: { headerBytesMax: 16_384 } }],
  ["--dapr-http-read-buffer-size -1", { http: { headerBytesMax: 4096 } }],
  ["--read-buffer-size 64Ki", { http: { headerBytesMax: 65_536 }, grpc: { metadataBytesMax: 65_536 } }],
  ["--read-buffer-size -1", { http: { headerBytesMax: 4096 }, grpc: { metadataBytesMax: 16_384 } }],
  ["--dapr-http-read-buffer-size 8 --read-buffer-size 6Ki", { http: { headerBytesMax: 6144 } }],
  ["--read-buffer-size -1 --dapr-http-read-buffer-size 8", { http: { headerBytesMax: 4096 } }],
  ["--unix-domain-socket /run/s --app-id a", { grpc: { socketPath: "/run/s/dapr-a-grpc.socket" } }],
  ["--dapr-graceful-shutdown-seconds 20", { shutdown: { graceMs: 20_000 } }],
  ["--dapr-graceful-shutdown-seconds -1", { shutdown: { graceMs: 5000 } }],
  ["--dapr-graceful-shutdown-seconds -7", { shutdown: { graceMs: 5000 } }],
  ["--dapr-block-shutdown-duration 1m30s", { shutdown: { blockMs: 90_000 } }],
  ["--enable-api-logging", { log: { calls: true } }],
  ["--enable-api-logging=false", { log: { calls: false } }],
  ["--log-level error", { log: { level: "error" } }],
  ["--log-as-json", { log: { banner: false } }],
  ["--enable-metrics=false", { metrics: { enabled: false } }],
  ["--metrics-port 7 --metrics-listen-address 127.0.0.1", { metrics: { http: { hosts: ["127.0.0.1"] } } }],
])("%s is followed", async (words, expected) => {
  const { config } = await load(words.split(" "));
  expect(config).toMatchObject(expected);
});

test.each([
  "--app-port 8080",
  "--app-protocol grpcs",
  "--app-channel-address 127.0.0.1",
  "--app-ssl",
  "--app-max-concurrency -1",
  "--enable-app-health-check",
  "--app-health-check-path /healthz",
  "--app-health-probe-interval 5",
  "--app-health-probe-timeout 500",
  "--app-health-threshold 3",
  "--profile-port 7777",
  "--enable-profiling",
  "--dapr-internal-grpc-port 50002",
  "--dapr-internal-grpc-listen-address 0.0.0.0",
  "--control-plane-address a:443",
  "--control-plane-trust-domain cluster.local",
  "--control-plane-namespace dapr-system",
  "--sentry-address a:443",
  "--sentry-request-jwt-audiences a,b",
  "--allowed-origins *",
  "--enable-mtls",
  "--disable-builtin-k8s-secret-store",
  "--disable-init-endpoints config,subscribe",
  "--placement-host-address a:50005",
  "--scheduler-host-address a:443,b:443",
  "--scheduler-job-streams 3",
  "--actors-service placement:a:50005",
  "--actors-disseminate-timeout 8s",
  "--reminders-service scheduler:a",
  "--hot-reload-reconcile-interval 30s",
  "--log-file /var/log/daprd.log",
])("%s is named in a warning", async (words) => {
  const { warnings } = await load(words.split(" "));
  expect(warnings).toEqual([expect.stringContaining(`${words.split(" ")[0]}: is accepted and ignored: `)]);
});

test.each(["--resources-path", "--config"])("%s is a list with commas, and repeatable", async (flag) => {
  const { violations } = await loadConfig([flag, '/x/a,"/x/b,c"', flag, "/x/d"], {});
  const paths = violations.map(({ description }) => /\/x\/\S+/.exec(description)?.[0]);
  expect(paths).toEqual(["/x/a", "/x/b,c", "/x/d"]);
});

test("--resources-path is a list in the environment, too", async () => {
  const { violations } = await loadConfig([], { PILLION_RESOURCES_PATH: "/x/a,/x/b /x/c" });
  expect(violations).toHaveLength(3);
});

test("the grace period of the environment counts in an injected pod, where the flag is always -1", async () => {
  const environment = { PILLION_DAPR_GRACEFUL_SHUTDOWN_SECONDS: "30" };
  const { config } = await load(["--dapr-graceful-shutdown-seconds", "-1"], environment);
  expect(config.shutdown.graceMs).toBe(30_000);
});
