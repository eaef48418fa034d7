// The suite on encrypted stores: over each driver every clause holds as without
// encryption, also for counters, which the layer implements with puts.
import { randomBytes } from "node:crypto";
import { afterAll, beforeAll } from "vitest";
import { createKeyRing } from "../../src/crypto/key-ring.ts";
import { encrypt } from "../../src/layers/encrypt.ts";
import { type RedisServer, startRedis } from "../servers/redis-server.ts";
import { redisHome } from "../servers/test-servers.ts";
import { openEmbedded } from "./embedded-subject.ts";
import { openPostgres, postgresExceptions } from "./postgres-subject.ts";
import { openRedisSubject, redisExceptions } from "./redis-subject.ts";
import type { OpenSubject } from "./subject.ts";
import { conformance } from "./suite.ts";

const layer = encrypt(createKeyRing({ name: "k1", hex: "11".repeat(32) }), randomBytes);

let server: RedisServer | undefined;

beforeAll(async () => {
  server = await startRedis(redisHome());
});

afterAll(() => server?.process.stop());

async function openRedis(): Promise<OpenSubject> {
  if (server === undefined) throw new Error("the server was not started");
  const opened = await openRedisSubject([server], { url: server.url });
  const reopen = async () => layer((await opened.reopen?.()) ?? opened.store);
  return { ...opened, store: layer(opened.store), reopen };
}

conformance({ name: "encrypt over redis", open: openRedis, exceptions: redisExceptions });

conformance({
  name: "encrypt over embedded",
  open: () => openEmbedded(layer),
  exceptions: { L2: "reads of the embedded store cannot be frozen; tested on the stack over memory" },
});

for (const layout of ["v1", "v2"] as const) {
  conformance({
    name: `encrypt over postgres ${layout}`,
    open: () => openPostgres(layout, layer),
    exceptions: postgresExceptions[layout],
  });
}
