// Readiness of the whole process with a real Redis that stops and starts, on every
// API that a pod's probes and Dapr's SDKs use.
import { mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { HealthMethods } from "@pillion/proto";
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { type RedisServer, startRedis } from "../servers/redis-server.ts";
import { redisHome } from "../servers/test-servers.ts";
import { ensureBuilt, ProcessFixture, type SidecarProcess, until } from "./sidecar-process.ts";

beforeAll(ensureBuilt, 120_000);

let fixture: ProcessFixture;
let redis: RedisServer;
beforeEach(async () => {
  fixture = new ProcessFixture();
  redis = await startRedis(redisHome());
});
afterEach(async () => {
  await fixture.dispose();
  await redis.process.stop();
});

const ready = { healthz: 204, outbound: 204, readyz: 200, grpc: 1 };
const notReady = { healthz: 500, outbound: 500, readyz: 503, grpc: 2 };

async function readiness(sidecar: SidecarProcess) {
  const status = async (path: string) => (await sidecar.http(path)).status;
  return {
    healthz: await status("/v1.0/healthz"),
    outbound: await status("/v1.0/healthz/outbound"),
    readyz: await status("/readyz"),
    grpc: (await sidecar.call(HealthMethods.check, {})).status,
  };
}

async function serving(sidecar: SidecarProcess, name: string): Promise<boolean | undefined> {
  const { stores } = JSON.parse((await sidecar.http("/readyz")).text);
  return stores[name]?.serving;
}

/** Closes so many connections to a port as soon as they are accepted. */
async function closeConnections(port: number, times: number): Promise<void> {
  let closed = 0;
  const server = createServer((socket) => {
    closed += 1;
    socket.destroy();
  }).listen(port, "127.0.0.1");
  await until(`${times} connections were closed`, () => closed >= times);
  await new Promise((resolve) => server.close(resolve));
}

test("a store that is down at the start is waited for; a later outage affects only its own status", async () => {
  await redis.process.stop();
  const sidecar = await fixture.start([`--store=carts=${redis.url}`]);
  expect(await readiness(sidecar)).toEqual(notReady);
  expect(JSON.parse((await sidecar.http("/readyz")).text)).toMatchObject({ waitingFor: ["carts"] });

  await redis.process.start();
  await until("it is ready", async () => (await sidecar.http("/readyz")).status === 200);
  expect(await readiness(sidecar)).toEqual(ready);

  await redis.process.stop();
  await until("the outage is seen", async () => (await serving(sidecar, "carts")) === false);
  expect(await readiness(sidecar)).toEqual(ready);
  expect((await sidecar.call(HealthMethods.check, { service: "carts" })).status).toBe(2);
});

test("a store whose errors are ignored is not waited for, and serves once its server is up", async () => {
  await redis.process.stop();
  const folder = join(fixture.folder, "resources");
  mkdirSync(folder);
  const component = `apiVersion: dapr.io/v1alpha1
kind: Component
metadata: {name: extra}
spec:
  type: state.redis
  version: v1
  ignoreErrors: true
  metadata: [{name: redisHost, value: "127.0.0.1:${redis.port}"}]
`;
  writeFileSync(join(folder, "extra.yaml"), component);
  const sidecar = await fixture.start([`--resources-path=${folder}`, "--app-id=shop"]);
  expect(await readiness(sidecar)).toEqual(ready);
  expect(await serving(sidecar, "extra")).toBe(false);
  await expect(sidecar.set("k", "1")).rejects.toMatchObject({ details: expect.stringContaining("Redis") });

  await redis.process.start();
  await until("the store serves", async () => (await serving(sidecar, "extra")) === true);
  await sidecar.set("k", "1");
  expect(await sidecar.get("k")).toBe("1");
});

test("while the shutdown is blocked, calls are served and the status is not ready", async () => {
  const words = [`--store=carts=${redis.url}`, "--dapr-block-shutdown-duration=60s"];
  const sidecar = await fixture.start(words);
  await until("it is ready", async () => (await sidecar.http("/readyz")).status === 200);
  sidecar.child.kill("SIGTERM");
  await until("it logs that it is stopping", () => sidecar.stderr.includes('"stopping"'));
  expect(await readiness(sidecar)).toEqual(notReady);
  expect((await sidecar.http("/healthz")).status).toBe(200);
  await sidecar.set("k", "still served");
  expect(await sidecar.get("k")).toBe("still served");
});

test("an outage logs one line of each kind, without stacks, and its end logs one line", async () => {
  const sidecar = await fixture.start([`--store=carts=${redis.url}`]);
  await until("it is ready", async () => (await sidecar.http("/readyz")).status === 200);
  await redis.process.stop();
  await until("the outage is seen", async () => (await serving(sidecar, "carts")) === false);
  await closeConnections(redis.port, 6);
  await redis.process.start();
  await until("the end is logged", () => sidecar.stderr.includes("the store is serving again"));
  const lines = sidecar.log();
  const warnings = lines.filter(({ level }) => level === "warn");
  const kinds = new Set(warnings.map(({ message, cause }) => JSON.stringify([message, cause])));
  // A repeated line has the number of repetitions since the last one.
  expect(warnings.filter(({ repeated }) => repeated === undefined)).toHaveLength(kinds.size);
  expect(JSON.stringify(lines)).not.toContain('"stack"');
  expect(lines.filter(({ message }) => message === "the store is serving again")).toEqual([
    expect.objectContaining({ store: "carts", repeated: expect.any(Number) }),
  ]);
});
