// The suite through the client, gRPC and the full stack, on the stores that need
// servers.
import { afterAll, beforeAll } from "vitest";
import { keyBytesMax } from "../../src/index.ts";
import { type RedisServer, startRedis } from "../servers/redis-server.ts";
import { redisHome } from "../servers/test-servers.ts";
import { fullStack, openClient, valueBytesMax, wireExceptions } from "./client-subject.ts";
import { openPostgres, postgresExceptions } from "./postgres-subject.ts";
import { openRedisSubject, redisExceptions } from "./redis-subject.ts";
import { conformance } from "./suite.ts";

// The clock of a server cannot be stopped, unlike those of memory and embedded in client.test.ts.
const runningClock = {
  V2: "requests contain a time to live, which becomes a time on a running clock: a ms more or less",
  E2: "requests contain a time to live, which becomes a time on a running clock: a ms more or less",
  C9: "requests contain a time to live, which becomes a time on a running clock: a ms more or less",
  E4: "what the store keeps is not visible through a client; it is tested on the driver",
};

let redis: RedisServer | undefined;

beforeAll(async () => {
  redis = await startRedis(redisHome());
});

afterAll(() => redis?.process.stop());

conformance({
  name: "a client of the stack over redis",
  open: async () => {
    if (redis === undefined) throw new Error("the server was not started");
    return openClient(await openRedisSubject([redis], { url: redis.url }, fullStack));
  },
  isGuarded: true,
  keyBytesMax,
  valueBytesMax,
  exceptions: { ...redisExceptions, ...wireExceptions, ...runningClock },
});

for (const layout of ["v2", "v1"] as const) {
  const { L2: _driverAlone, ...exceptions } = postgresExceptions[layout];
  conformance({
    name: `a client of the stack over postgres ${layout}`,
    open: async () => openClient(await openPostgres(layout, fullStack)),
    isGuarded: true,
    keyBytesMax,
    valueBytesMax,
    exceptions: { ...exceptions, ...wireExceptions, ...runningClock },
  });
}
