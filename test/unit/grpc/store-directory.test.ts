// The directory of stores: what it says of a store is what the store says now.
import { StoresMethods } from "@pillion/proto";
import { expect, it } from "vitest";
import { createStoreDirectory } from "../../../sidecar/grpc/store-directory.ts";
import { storesOperations } from "../../../sidecar/grpc/stores-service.ts";
import { createCall, type StateStore, type StoreFacts } from "../../../src/index.ts";
import { handClock, openStore } from "../operations/operation-fixture.ts";

it("ListStores tells what a store learned after it was opened", async () => {
  const below = await openStore(handClock());
  let learned: Partial<StoreFacts> = {};
  const store: StateStore = {
    get facts() {
      return { ...below.facts, ...learned };
    },
    read: (...asked) => below.read(...asked),
    commit: (...asked) => below.commit(...asked),
    scan: (...asked) => below.scan(...asked),
    ping: (...asked) => below.ping(...asked),
    close: () => below.close(),
  };
  const directory = createStoreDirectory([{ name: "one", store }]);
  const [listStores] = storesOperations(directory);
  expect(listStores?.method.path).toBe(StoresMethods.listStores.path);
  const told = async () => listStores?.handle({}, createCall());
  expect(await told()).toMatchObject({
    stores: [{ facts: { durabilityPromise: below.facts.durabilityPromise } }],
  });
  learned = { durabilityPromise: "three replicas", replicas: true };
  directory.setHealth("one", { serving: true, checkTime: 1, reason: "" });
  expect(await told()).toMatchObject({
    stores: [
      {
        name: "one",
        facts: { durabilityPromise: "three replicas", replicas: true },
        health: { serving: true },
      },
    ],
  });
});
