// Bad input over the wire, as a stranger's client sends it: each row is
// refused with a code, a sentence and details that name the field, and what is
// stored stays as it was.
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

  async function expectRefused(row: Row, call: Promise<unknown>, outcome?: string): Promise<void> {
    const refusal = await callErrorOf(call);
    expect(refusal).toMatchObject({
      code: row.code ?? statusCode.invalidArgument,
      reason: row.reason ?? "INVALID",
      domain: "statestore",
      fields: [row.field],
    });
    expect(refusal.metadata).toEqual({ field: row.field, ...(outcome !== undefined && { outcome }) });
    expect(refusal.message.startsWith(`${row.field}: `)).toBe(true);
    for (const words of row.says) expect(refusal.message).toContain(words);
    expect(refusal.message).not.toContain(secret);
    expect(await everything()).toEqual(before);
  }

  test.each(reads)("$method refuses $name", async (row) => {
    await expectRefused(row, callUnary(client, row.method, row.request));
  });

  test.each(writes)("$method refuses $name and writes nothing", async (row) => {
    await expectRefused(row, callUnary(client, row.method, row.request), "NOT_APPLIED");
  });

  test("a page token of another query is refused, one of this query with another page size is not", async () => {
    for (const key of ["p1", "p2", "p3"]) await callUnary(client, "Set", { key, value });
    before = await everything();
    const { nextPageToken } = await callUnary(client, "List", { prefix: "p", pageSize: 1 });
    const row = { name: "", method: "List", request: {}, field: "page_token", says: ["prefix and view"] };
    for (const other of [{ prefix: "" }, { prefix: "p1" }, { prefix: "p", view: "VIEW_FULL" }]) {
      await expectRefused(row, callUnary(client, "List", { ...other, pageToken: nextPageToken }));
    }
    const next = await callUnary(client, "List", { prefix: "p", pageSize: 5, pageToken: nextPageToken });
    expect(next.entries.map((entry: { key: string }) => entry.key)).toEqual(["p2", "p3"]);
  });

  test("an empty store name is refused where there are two stores, naming both", async () => {
    const two = await startGrpc({ one: await openMemoryStore(), two: await openMemoryStore() });
    const other = stateClient(two.address);
    const refusal = await callErrorOf(callUnary(other, "Set", { key: "a", value }));
    expect(refusal).toMatchObject({ code: statusCode.invalidArgument, fields: ["store"] });
    expect(refusal.message).toContain("one, two");
    await callUnary(other, "Set", { store: "two", key: "a", value });
    expect(await callUnary(other, "Get", { store: "one", key: "a" })).toMatchObject({ found: false });
    other.close();
    await two.close();
  });

  test("bad input is no failure of the process: nothing internal is in its log", () => {
    expect(port.failures.filter(({ error }) => error.code === "internal")).toEqual([]);
  });
});
