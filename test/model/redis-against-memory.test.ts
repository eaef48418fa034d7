// Compares the scripts of the Redis driver with the memory driver.
import { afterAll, beforeAll, it } from "vitest";
import type { StateStore } from "../../src/store/state-store.ts";
import { openRedisStore } from "../conformance/redis-subject.ts";
import { sharedRedisUrl } from "../servers/test-servers.ts";
import { expectAgreement, modelSeed, openMemory } from "./against-memory.ts";

const stores: StateStore[] = [];
let memory: StateStore;

beforeAll(async () => {
  const url = await sharedRedisUrl();
  memory = await openMemory();
  stores.push(await openRedisStore({ url }), await openRedisStore({ url, redisDB: "2", index: "true" }));
});

afterAll(async () => {
  for (const store of [memory, ...stores]) await store?.close();
});

it.each([
  ["plain", 0],
  ["with an index", 1],
])(
  `Redis %s and the memory driver agree (MODEL_SEED=${modelSeed})`,
  (_, index) => expectAgreement(stores[index] ?? memory, memory, 150),
  120_000,
);
