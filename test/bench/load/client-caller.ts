// Our client on a given transport.
import { readFileSync } from "node:fs";
import { type Mutation, StateClient } from "@pillion/client";
import type { KeySpace, Target } from "./load-plan.ts";
import { forEachIndex, keyOf, type TargetCaller, valueOfBytes } from "./operation.ts";

const mutationsMax = 100;
const batchBytesMax = 1 << 20;
const batchesAtOnce = 4;
const timeoutMs = 30_000;

async function clientFor({
  address,
  transport,
  caFile,
}: Extract<Target, { type: "client" }>): Promise<StateClient> {
  const tls = caFile === undefined ? {} : { tls: { ca: readFileSync(caFile), serverName: "localhost" } };
  if (transport === "wire") return new StateClient({ address, ...tls, timeoutMs });
  const { grpcJsTransport } = await import("@pillion/client/grpc-js");
  return new StateClient({ transport: grpcJsTransport({ address, ...tls }), timeoutMs });
}

// A message holds at most a hundred mutations and at most 1 MiB of values.
async function fill(client: StateClient, { keyCount, valueBytes }: KeySpace): Promise<void> {
  const value = valueOfBytes(valueBytes);
  const each = Math.max(1, Math.min(mutationsMax, Math.floor(batchBytesMax / valueBytes)));
  await forEachIndex(Math.ceil(keyCount / each), batchesAtOnce, async (batch) => {
    const first = batch * each;
    const mutations = Array.from(
      { length: Math.min(each, keyCount - first) },
      (_, index): Mutation => ({ type: "set", key: keyOf(first + index), value }),
    );
    for (const entry of await client.batchWrite(mutations)) if (entry.status === "failed") throw entry.error;
  });
}

/** Our client as a target. */
export async function openClient(target: Extract<Target, { type: "client" }>): Promise<TargetCaller> {
  const client = await clientFor(target);
  await client.listStores({ waitForReady: true });
  return {
    fill: (keys) => fill(client, keys),
    get: async (key) => (await client.get(key))?.value.length,
    set: async (key, value) => void (await client.set(key, value)),
    batchGet: async (keys) => (await client.batchGet(keys)).filter(({ status }) => status === "found").length,
    others: [
      (key) => client.exists(key),
      (key) => client.increment(key),
      (key) => client.delete(key),
      (key, value) => client.set(key, value, { ttlMs: 60_000 }),
    ],
    close: () => client.close(),
  };
}
