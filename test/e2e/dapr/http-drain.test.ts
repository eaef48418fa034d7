// A process that is stopped while calls of Dapr's HTTP API are in flight: they end within
// the grace period, over HTTP/1 and HTTP/2, and idle connections do not delay the exit.
import { Agent, request } from "node:http";
import { connect as connectHttp2 } from "node:http2";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type RedisServer, startRedis } from "../../servers/redis-server.ts";
import { redisHome } from "../../servers/test-servers.ts";
import { ensureBuilt, ProcessFixture } from "../sidecar-process.ts";

let redis: RedisServer;
const fixture = new ProcessFixture();
beforeAll(async () => {
  ensureBuilt();
  redis = await startRedis(redisHome());
}, 120_000);
afterAll(async () => {
  await fixture.dispose();
  await redis?.process.stop();
});

const save = (address: string, key: string): Promise<{ status: number; connection: string }> =>
  new Promise((resolve, reject) => {
    const [host, port] = address.split(":");
    const agent = new Agent({ keepAlive: true });
    const sent = request({ host, port, path: "/v1.0/state/s", method: "POST", agent }, (reply) => {
      resolve({ status: reply.statusCode ?? 0, connection: reply.headers.connection ?? "" });
      reply.resume().on("end", () => agent.destroy());
    });
    sent.on("error", reject).end(JSON.stringify([{ key, value: 1 }]));
  });

function saveHttp2(address: string, key: string): Promise<number> {
  const client = connectHttp2(`http://${address}`);
  const stream = client.request({ ":method": "POST", ":path": "/v1.0/state/s" });
  stream.end(JSON.stringify([{ key, value: 1 }]));
  return new Promise((resolve, reject) => {
    client.on("error", reject);
    stream.on("error", reject).on("response", (headers) => {
      resolve(Number(headers[":status"]));
      stream.resume().on("close", () => client.close());
    });
  });
}

it("finishes calls in flight for as long as the grace period allows", async () => {
  const sidecar = await fixture.start([
    `--store=s=redis://127.0.0.1:${redis.port}`,
    "--dapr-graceful-shutdown-seconds=10",
  ]);
  const address = sidecar.address("HTTP");
  const idle = await fetch(`http://${address}/healthz`);
  await idle.text();
  expect((await save(address, "before")).status).toBe(204);
  redis.process.freeze();
  const inFlight = [save(address, "during"), saveHttp2(address, "during-2")] as const;
  await sleep(200);
  const start = performance.now();
  const exit = sidecar.end();
  await sleep(1_000);
  redis.process.thaw();
  expect(await inFlight[0]).toEqual({ status: 204, connection: "close" });
  expect(await inFlight[1]).toBe(204);
  expect(await exit).toEqual({ code: 0, signal: null });
  expect(performance.now() - start).toBeLessThan(6_000);
});
