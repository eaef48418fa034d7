// Invalid requests from a client that is made from the .proto files: each row is
// rejected with a code, a message and details that name the field, and changes
// nothing.
import type { Client } from "@grpc/grpc-js";
import { statusCode } from "@pillion/wire";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Row, reads, secret, value, writes } from "./grpc-bad-input-rows.ts";
import {
  callErrorOf,
  callUnary,
  type GrpcFixture,
  openMemoryStore,
  startGrpc,
  stateClient,
} from "./grpc-fixture.ts";

describe("bad input over the wire", () => {
  let port: GrpcFixture;
  let client: Client;
  let before: unknown;

  const everything = () => callUnary(client, "List", { view: "VIEW_FULL", pageSize: 1000 });

  beforeAll(async () => {
    port = await startGrpc();
    client = stateClient(port.address);
    await callUnary(client, "Set", { key: "kept", value: Buffer.from("as it was") });
    before = await everything();
  });
  afterAll(async () => {
    client.close();
    await port.close();
  });

  async function expectRejected(row: Row, call: Promise<unknown>, outcome?: string): Promise<void> {
    const error = await callErrorOf(call);
    expect(error).toMatchObject({
      code: row.code ?? statusCode.invalidArgument,
      reason: row.reason ?? "INVALID",
      domain: "statestore",
      fields: [row.field],
    });
    expect(error.metadata).toEqual({
      field: row.field,
      ...row.metadata,
      ...(outcome !== undefined && { outcome }),
    });
    expect(error.message.startsWith(`${row.field}: `)).toBe(true);
    for (const words of row.says) expect(error.message).toContain(words);
    expect(error.message).not.toContain(secret);
    expect(await everything()).toEqual(before);
  }

  test.each(reads)("$method rejects $name", async (row) => {
    await expectRejected(row, callUnary(client, row.method, row.request));
  });

  test.each(writes)("$method rejects $name and writes nothing", async (row) => {
    await expectRejected(row, callUnary(client, row.method, row.request), "NOT_APPLIED");
  });

  test("a page token of another query is rejected; one of this query with another page size is accepted", async () => {
    for (const key of ["p1", "p2", "p3"]) await callUnary(client, "Set", { key, value });
    before = await everything();
    const { nextPageToken } = await callUnary(client, "List", { prefix: "p", pageSize: 1 });
    const row = { name: "", method: "List", request: {}, field: "page_token", says: ["prefix and view"] };
    for (const other of [{ prefix: "" }, { prefix: "p1" }, { prefix: "p", view: "VIEW_FULL" }]) {
      await expectRejected(row, callUnary(client, "List", { ...other, pageToken: nextPageToken }));
    }
    const next = await callUnary(client, "List", { prefix: "p", pageSize: 5, pageToken: nextPageToken });
    expect(next.entries.map((entry: { key: string }) => entry.key)).toEqual(["p2", "p3"]);
  });

  test("an empty store name is rejected with the names of both stores if there are two", async () => {
    const two = await startGrpc({ one: await openMemoryStore(), two: await openMemoryStore() });
    const other = stateClient(two.address);
    const error = await callErrorOf(callUnary(other, "Set", { key: "a", value }));
    expect(error).toMatchObject({ code: statusCode.invalidArgument, fields: ["store"] });
    expect(error.message).toContain("one, two");
    await callUnary(other, "Set", { store: "two", key: "a", value });
    expect(await callUnary(other, "Get", { store: "one", key: "a" })).toMatchObject({ found: false });
    other.close();
    await two.close();
  });

  test("bad input is no failure of the process: nothing internal is in its log", () => {
    expect(port.failures.filter(({ error }) => error.code === "internal")).toEqual([]);
  });
});
