// The directory of stores: the facts of a store are read each time.
import { StoresMethods } from "@pillion/proto";
import { expect, it } from "vitest";
import type { StateStore, StoreFacts } from "../../src/index.ts";
import { handClock, openStore } from "../../src/operations/operation-fixture.ts";
import { callContext } from "../rpc/call-fixture.ts";
import { storesOperations } from "../services/stores-service.ts";
import { createStoreDirectory, isReady } from "./store-directory.ts";

it("ListStores returns facts that a store learned after it was opened", async () => {
  const below = await openStore(handClock());
  let learned: Partial<StoreFacts> = {};
  const store: StateStore = {
    get facts() {
      return { ...below.facts, ...learned };
    },
    read: (...given) => below.read(...given),
    commit: (...given) => below.commit(...given),
    scan: (...given) => below.scan(...given),
    ping: (...given) => below.ping(...given),
    close: () => below.close(),
  };
  const directory = createStoreDirectory([{ name: "one", store }]);
  const [listStores] = storesOperations(directory);
  expect(listStores?.method.path).toBe(StoresMethods.listStores.path);
  const listed = async () => listStores?.handle({}, callContext());
  expect(await listed()).toMatchObject({
    stores: [{ facts: { durabilityPromise: below.facts.durabilityPromise } }],
  });
  learned = { durabilityPromise: "three replicas", replicas: true };
  directory.setHealth("one", { serving: true, checkTime: 1, reason: "" });
  expect(await listed()).toMatchObject({
    stores: [
      {
        name: "one",
        facts: { durabilityPromise: "three replicas", replicas: true },
        health: { serving: true },
      },
    ],
  });
});

const down = { serving: false, checkTime: 1, reason: "down" };
const up = { serving: true, checkTime: 1, reason: "" };

async function twoStores(optional: boolean) {
  const [one, two] = [await openStore(handClock()), await openStore(handClock())];
  return createStoreDirectory([
    { name: "one", store: one },
    { name: "two", store: two, optional },
  ]);
}

it("is ready once each store was reached, and stays ready through an outage", async () => {
  const directory = await twoStores(false);
  directory.setHealth("one", up);
  directory.setHealth("two", down);
  expect([isReady(directory), directory.unreached]).toEqual([false, ["two"]]);
  directory.setHealth("two", up);
  expect([isReady(directory), directory.unreached]).toEqual([true, []]);
  directory.setHealth("one", down);
  expect([isReady(directory), directory.get("one")?.health.serving]).toEqual([true, false]);
});

it("does not wait for an optional store", async () => {
  const directory = await twoStores(true);
  directory.setHealth("one", up);
  directory.setHealth("two", down);
  expect(isReady(directory)).toBe(true);
});

it.each(["leave", "drain"] as const)("is not ready after %s, and notifies its subscribers", async (end) => {
  const directory = await twoStores(false);
  for (const name of ["one", "two"]) directory.setHealth(name, up);
  let notified = 0;
  directory.subscribe(() => {
    notified += 1;
  });
  directory[end]();
  expect([isReady(directory), notified]).toEqual([false, 1]);
});
