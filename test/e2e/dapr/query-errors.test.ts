// Errors of Dapr's query API over gRPC and HTTP, and that no key of a query is ever
// interpreted as anything but a name.
import { status } from "@grpc/grpc-js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { callUnary } from "../grpc-fixture.ts";
import { components } from "./dapr-documents.ts";
import { daprErrorOf } from "./dapr-error.ts";
import { startDapr } from "./dapr-fixture.ts";
import { keysOf, QueryFixture } from "./query-fixture.ts";

const deep = (depth: number): string => `${'{"AND":['.repeat(depth)}1${",1]}".repeat(depth)}`;
const invalid: readonly (readonly [string, string, string])[] = [
  ["invalid JSON", "{", "query: is not JSON"],
  ["an empty text", "", "query: is not JSON"],
  ["a list", "[]", "query: must be an object"],
  ["an unknown operator", '{"filter":{"LIKE":{"a":"b"}}}', "filter: has an operator other than EQ, NEQ"],
  ["two operators", '{"filter":{"EQ":{"a":1},"NEQ":{"a":2}}}', "filter: must have exactly one member"],
  ["two keys", '{"filter":{"EQ":{"a":1,"b":2}}}', "filter.EQ: must have exactly one member"],
  ["no key", '{"filter":{"EQ":{}}}', "filter.EQ: must have exactly one member"],
  ["an empty key", '{"filter":{"EQ":{"":1}}}', "filter.EQ: its key is empty"],
  [
    "an object to compare with",
    '{"filter":{"EQ":{"a":{}}}}',
    "filter.EQ: compares only with a string, a number",
  ],
  ["an order of strings", '{"filter":{"GT":{"a":"1"}}}', "filter.GT: compares only with a number"],
  ["IN without a list", '{"filter":{"IN":{"a":1}}}', "filter.IN: must name a list"],
  ["IN of nothing", '{"filter":{"IN":{"a":[]}}}', "filter.IN: must name a list of at least one value"],
  ["AND of one", '{"filter":{"AND":[{"EQ":{"a":1}}]}}', "filter.AND: must be a list of at least two filters"],
  [
    "an error in a nested filter",
    '{"filter":{"OR":[{"EQ":{"a":1}},{"IN":{"a":{}}}]}}',
    "filter.OR[1].IN: must name a list",
  ],
  ["IN of 201", JSON.stringify({ filter: { IN: { a: Array(201).fill(1) } } }), "the limit is 200"],
  ["great depth", `{"filter":${deep(5000)}}`, "filter: is more than 8 levels deep; the limit is 8"],
  ["great length", JSON.stringify({ filter: { EQ: { a: "x".repeat(300_000) } } }), "the limit is 262144"],
  ["an unknown order", '{"sort":[{"key":"a","order":"; DROP"}]}', "sort[0].order: must be ASC or DESC"],
  ["a sort without key", '{"sort":[{}]}', "sort[0].key: must be a string"],
  [
    "a page too large",
    '{"page":{"limit":1001}}',
    "page.limit: must be a whole number from 0 (no limit) to 1000",
  ],
  ["half a record", '{"page":{"limit":1.5}}', "page.limit: must be a whole number"],
  ["an invalid token", '{"page":{"limit":1,"token":"1; DROP"}}', "page.token: must be the token"],
  ["a token too far", '{"page":{"limit":1,"token":"99999999"}}', "page.token: is 99999999"],
  ["NUL", '{"filter":{"EQ":{"a":"\\u0000"}}}', "filter: a string must not contain NUL"],
];

describe("Dapr's query API", () => {
  let fixture: QueryFixture;
  beforeAll(async () => {
    fixture = await QueryFixture.open();
  });
  afterAll(() => fixture?.close());

  it("is listed as a capability only of stores that support it", async () => {
    const { registeredComponents } = await callUnary(fixture.dapr.client, "GetMetadata", {});
    const able = (registeredComponents as { name: string; capabilities: string[] }[])
      .filter(({ capabilities }) => capabilities.includes("QUERY_API"))
      .map(({ name }) => name);
    expect(able).toEqual(["people"]);
  });

  it("fails on a store that does not support it, and on an encrypted store", async () => {
    expect(await daprErrorOf(fixture.query({}, "plain"))).toMatchObject({
      code: status.INTERNAL,
      message: "state store does not support querying",
      reason: "DAPR_STATE_QUERYING_NOT_SUPPORTED",
      resource: ["state", "plain"],
    });
    expect(await daprErrorOf(fixture.query({}, "encrypted"))).toMatchObject({
      code: status.INTERNAL,
      message: "state store encrypted query failed: cannot query encrypted store",
      reason: "DAPR_STATE_QUERY_FAILED",
      resource: ["state", "encrypted"],
    });
    expect(await fixture.post({}, "POST", "encrypted")).toMatchObject({
      status: 500,
      json: {
        errorCode: "ERR_STATE_QUERY",
        message: expect.stringContaining("cannot query encrypted store"),
      },
    });
    expect(await daprErrorOf(fixture.query({}, "nowhere"))).toMatchObject({ reason: "DAPR_STATE_NOT_FOUND" });
  });

  it("fails where the component supports queries, but its server or its configuration has no index", async () => {
    const redis = await startDapr({
      stores: { redis: { component: components.redis } },
    });
    const query = callUnary(redis.client, "QueryStateAlpha1", { storeName: "redis", query: "{}" });
    expect(await daprErrorOf(query)).toMatchObject({
      code: status.INTERNAL,
      message: "state store redis query failed: the store cannot query values",
      reason: "DAPR_STATE_QUERY_FAILED",
      resource: ["state", "redis"],
    });
    expect(await redis.send("POST", "/v1.0-alpha1/state/redis/query", {})).toMatchObject({
      status: 500,
      json: { errorCode: "ERR_STATE_QUERY" },
    });
    await redis.close();
  });

  it.each(invalid)("rejects %s, and names the place", async (_, input, message) => {
    const error = await daprErrorOf(fixture.query(input));
    expect(error).toMatchObject({ code: status.INTERNAL, reason: "DAPR_STATE_QUERY_FAILED" });
    expect(error.message).toContain("state store people query failed: ");
    expect(error.message).toContain(message);
    const reply = await fixture.post(input);
    expect(reply).toMatchObject({ status: 500, json: { errorCode: "ERR_STATE_QUERY" } });
    expect((reply.json as { message: string }).message).toBe(error.message);
  });

  it.each(["a.b", "it's", '"', "$.data", "a'->>'b", "{a,b}", "0", "\\", "..", "a b"])(
    "treats the key %j as a name and nothing else",
    async (key) => {
      const names = key.split(".");
      const value = names.reduceRight<unknown>((inner, name) => ({ [name]: inner }), "found");
      await fixture.rows.write("app||odd", value as never);
      expect(keysOf(await fixture.query({ filter: { EQ: { [key]: "found" } }, sort: [{ key }] }))).toEqual([
        "odd",
      ]);
      await fixture.rows.write("app||odd", {}, -60_000);
      expect(keysOf(await fixture.query({ filter: { EQ: { [key]: "found" } } }))).toEqual([]);
    },
  );

  it("states the limit if no limit is given and more records are found", async () => {
    await fixture.rows.admin.query(
      `INSERT INTO ${fixture.rows.table} (key, value, isbinary) SELECT 'app||many-' || n, jsonb_build_object('many', n), false FROM generate_series(1, 1001) AS n`,
    );
    const filter = { GT: { many: 0 } };
    expect((await daprErrorOf(fixture.query({ filter }))).message).toContain("limit of 1000");
    const page = await fixture.query({ filter, sort: [{ key: "many" }], page: { limit: 1000 } });
    expect(page.results).toHaveLength(1000);
    const rest = await fixture.query({
      filter,
      sort: [{ key: "many" }],
      page: { limit: 1000, token: page.token },
    });
    expect(keysOf(rest)).toEqual(["many-1001"]);
  });

  it("is closed if the list of denied APIs contains it", async () => {
    const closed = await startDapr({
      access: { allowed: [], denied: [{ name: "state", version: "v1alpha1" }] },
    });
    const request = { storeName: "statestore", query: "{}" };
    const error = await daprErrorOf(callUnary(closed.client, "QueryStateAlpha1", request));
    expect(error).toMatchObject({ code: status.UNIMPLEMENTED, reason: "Not Implemented" });
    expect((await closed.send("POST", "/v1.0-alpha1/state/statestore/query", {})).status).toBe(501);
    await closed.close();
  });
});
