// The service statestore.v1.Stores: the stores, their facts and their health. It
// replies from memory, so that it works during an outage of a store.
import { StoresMethods, statestore } from "@pillion/proto";
import type { Durability, StoreFacts } from "../../src/index.ts";
import { type Operation, operation } from "../rpc/index.ts";
import type { ServedStore, StoreDirectory, StoreHealth } from "../stores/index.ts";
import { timestampOf } from "./field-messages.ts";

const v1 = statestore.v1;

/** Every method of the service. */
export function storesOperations(stores: StoreDirectory): readonly Operation[] {
  return [operation(StoresMethods.listStores, async () => ({ stores: stores.stores.map(storeMessage) }))];
}

function storeMessage({ name, driver, facts, health }: ServedStore): statestore.v1.Store.$Properties {
  return { name, driver, facts: factsMessage(facts), health: healthMessage(health) };
}

const atomicityNumber = {
  "any-keys": v1.Atomicity.ATOMICITY_ANY_KEYS,
  "one-slot": v1.Atomicity.ATOMICITY_ONE_SLOT,
  // The contract has no value for it yet.
  "one-partition": v1.Atomicity.ATOMICITY_UNSPECIFIED,
} as const satisfies Record<StoreFacts["atomicity"], number>;

const durabilityNumber = {
  memory: v1.Durability.DURABILITY_MEMORY,
  "process-crash": v1.Durability.DURABILITY_PROCESS_CRASH,
  "power-loss": v1.Durability.DURABILITY_POWER_LOSS,
  "primary-loss": v1.Durability.DURABILITY_PRIMARY_LOSS,
} as const satisfies Record<Durability, number>;

function factsMessage(facts: StoreFacts): statestore.v1.StoreFacts.$Properties {
  const { durabilityPromise, nativeExpiry, orderedScan, changeFeed, replicas, queries } = facts;
  return {
    atomicity: atomicityNumber[facts.atomicity],
    durability: durabilityNumber[facts.durability],
    durabilityPromise,
    nativeExpiry,
    orderedScan,
    changeFeed,
    replicas,
    queries,
  };
}

function healthMessage({ serving, checkTime, reason }: StoreHealth): statestore.v1.StoreHealth.$Properties {
  return { serving, reason, ...(checkTime !== undefined && { checkTime: timestampOf(checkTime) }) };
}
