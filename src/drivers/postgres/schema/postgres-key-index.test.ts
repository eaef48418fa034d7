// How the store closes while the index for scans is being created.
import type { Client } from "pg";
import { expect, test, vi } from "vitest";
import { systemClock } from "../../../model/call.ts";
import type { PostgresConnections } from "../connection/postgres-connections.ts";
import { PostgresKeyIndex } from "./postgres-key-index.ts";
import { layoutOf } from "./postgres-layout.ts";

test("a close does not wait for a statement that would begin after it", async () => {
  const query = vi.fn(() => new Promise(() => undefined));
  const client = { query, end: async () => undefined } as unknown as Client;
  let connected: (client: Client) => void = () => undefined;
  const connections = {
    run: async () => [],
    dedicated: () => new Promise<Client>((resolve) => (connected = resolve)),
  } as unknown as PostgresConnections;
  const names = { tableName: "state", tablePrefix: "", metadataTableName: "dapr_metadata" };
  const context = { clock: systemClock, random: Math.random, log: () => undefined, storeName: "main" };
  const index = new PostgresKeyIndex(connections, layoutOf("v2", names), context);
  index.ensure();
  await new Promise(setImmediate);
  const closed = index.close();
  // The server is slow: the connection is made after the time that a close waits.
  await new Promise((resolve) => setTimeout(resolve, 1_100));
  connected(client);
  await closed;
  expect(query).not.toHaveBeenCalled();
});
