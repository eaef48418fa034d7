// A shared connection: at most one client is open or being connected at a time,
// and each client that was connected is ended.
import { Client } from "pg";
import { expect, it, type Mock, vi } from "vitest";
import { PostgresSharedConnection } from "./postgres-shared-connection.ts";

interface Attempt {
  readonly client: Client;
  readonly end: Mock;
  readonly complete: () => void;
}

// Each attempt stays pending until the test completes it.
function sharedConnection(): { connection: PostgresSharedConnection; attempts: Attempt[] } {
  const attempts: Attempt[] = [];
  const connect = (): Promise<Client> => {
    const client = new Client();
    const end = vi.fn(() => Promise.resolve());
    client.end = end;
    return new Promise((resolve) => {
      attempts.push({ client, end, complete: () => resolve(client) });
    });
  };
  const connection = new PostgresSharedConnection({ check: () => {}, connect, succeeded: () => {} });
  return { connection, attempts };
}

async function connected(connection: PostgresSharedConnection, attempts: Attempt[]): Promise<Attempt> {
  const connecting = connection.connect();
  const attempt = attempts.at(-1);
  if (attempt === undefined) throw new Error("no attempt was made");
  attempt.complete();
  await connecting;
  return attempt;
}

it("a dropped client is ended once, however many of its statements fail", async () => {
  const { connection, attempts } = sharedConnection();
  const first = await connected(connection, attempts);
  connection.drop(first.client);
  connection.drop(first.client);
  expect(connection.client).toBeUndefined();
  expect(first.end).toHaveBeenCalledTimes(1);
});

it("a late failure on a dropped client starts no second attempt beside the one that replaces it", async () => {
  const { connection, attempts } = sharedConnection();
  const first = await connected(connection, attempts);
  connection.drop(first.client);
  const connecting = connection.connect();
  connection.drop(first.client);
  expect(connection.connect()).toBe(connecting);
  expect(attempts).toHaveLength(2);
  attempts[1]?.complete();
  expect(await connecting).toBe(attempts[1]?.client);
  expect(connection.client).toBe(attempts[1]?.client);
});

it("a late failure on a dropped client does not end the client that replaced it", async () => {
  const { connection, attempts } = sharedConnection();
  const first = await connected(connection, attempts);
  connection.drop(first.client);
  const second = await connected(connection, attempts);
  connection.drop(first.client);
  expect(connection.client).toBe(second.client);
  expect(second.end).not.toHaveBeenCalled();
});

it("closing ends a client that is being connected after a late failure on the one before", async () => {
  const { connection, attempts } = sharedConnection();
  const first = await connected(connection, attempts);
  connection.drop(first.client);
  const connecting = connection.connect();
  connection.drop(first.client);
  const closing = connection.close();
  attempts[1]?.complete();
  await Promise.all([connecting, closing]);
  expect(attempts[1]?.end).toHaveBeenCalledTimes(1);
});
