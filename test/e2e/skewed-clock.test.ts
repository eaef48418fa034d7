// A time to live is counted by the server of the store, whatever the clock of the
// sidecar's machine says: every verb of both APIs, from processes whose wall clock is
// wrong, with the server's own account of what is left.
import { randomUUID } from "node:crypto";
import { StateClient } from "@pillion/client";
import { Redis } from "ioredis";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sharedRedisUrl } from "../servers/test-servers.ts";
import { connectBy } from "../transports/transport.ts";
import { ensureBuilt, ProcessFixture, type SidecarProcess } from "./sidecar-process.ts";

const fixture = new ProcessFixture();
const value = new TextEncoder().encode("1");
const ttlMs = 30_000;
let redis: Redis;

beforeAll(async () => {
  ensureBuilt();
  redis = new Redis(await sharedRedisUrl());
}, 120_000);

afterAll(async () => {
  redis?.disconnect();
  await fixture.dispose();
});

describe.each([-60_000, 60_000, -400 * 24 * 3_600_000])("a sidecar whose clock is off by %i ms", (skewMs) => {
  const app = `skewed${randomUUID().slice(0, 8)}`;
  let sidecar: SidecarProcess;
  let client: StateClient;

  beforeAll(async () => {
    const shift = `const now = Date.now; Date.now = () => now() + ${skewMs};`;
    const url = await sharedRedisUrl();
    sidecar = await fixture.start([`--app-id=${app}`, `--store=statestore=${url}`], {
      NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(shift)}`,
    });
    client = new StateClient({ transport: connectBy, address: sidecar.address("gRPC") });
  }, 60_000);
  afterAll(() => client?.close());

  async function expectLifetime(key: string): Promise<void> {
    const left = await redis.pttl(`${app}||${key}`);
    expect(left, key).toBeGreaterThan(28_000);
    expect(left, key).toBeLessThanOrEqual(ttlMs);
  }

  it("keeps records of statestore.v1 for their time to live", async () => {
    await client.set("set", value, { ttlMs });
    await client.set("set-again", value);
    await client.set("set-again", value, { ttlMs });
    await client.increment("increment", 1n, { ttlMs });
    await client.set("touch", value);
    await client.touch("touch", { ttlMs });
    await client.commit([
      { type: "set", key: "commit-set", value, ttlMs },
      { type: "increment", key: "commit-increment", delta: 1n, ttlMs },
    ]);
    await client.batchWrite([
      { type: "set", key: "batch-set", value, ttlMs },
      { type: "increment", key: "batch-increment", delta: 1n, ttlMs },
    ]);
    await client.set("idempotent", value, { ttlMs, idempotencyKey: "once" });
    const keys = ["set", "set-again", "increment", "touch", "commit-set", "commit-increment"];
    for (const key of [...keys, "batch-set", "batch-increment", "idempotent"]) await expectLifetime(key);
  });

  it("keeps records of Dapr's API for their time to live", async () => {
    const item = (key: string) => ({ key, value: "1", metadata: { ttlInSeconds: "30" } });
    const post = async (path: string, body: unknown) => {
      const url = `http://${sidecar.address("HTTP")}/v1.0/state/statestore${path}`;
      const { status } = await fetch(url, { method: "POST", body: JSON.stringify(body) });
      expect(status).toBe(204);
    };
    await post("", [item("save")]);
    await post("", [item("bulk-1"), item("bulk-2")]);
    await post("/transaction", { operations: [{ operation: "upsert", request: item("transaction") }] });
    for (const key of ["save", "bulk-1", "bulk-2", "transaction"]) await expectLifetime(key);
  });

  it("gives a lease to one holder", async () => {
    await client.set("lease", value, { ifAbsent: true, ttlMs: 10_000 });
    await expect(client.set("lease", value, { ifAbsent: true, ttlMs: 10_000 })).rejects.toMatchObject({
      code: "already-exists",
    });
    expect(await redis.pttl(`${app}||lease`)).toBeLessThanOrEqual(10_000);
  });

  it("remembers an idempotency key, so that a repeat counts once", async () => {
    const options = { idempotencyKey: randomUUID() };
    expect(await client.increment("counter", 1n, options)).toMatchObject({ value: 1n });
    expect(await client.increment("counter", 1n, options)).toMatchObject({ value: 1n });
  });
});
