// Dapr's query API over gRPC and HTTP: what it refuses, in which words, and that
// no text of a query is ever more than a text.
import { status } from "@grpc/grpc-js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ask } from "../grpc-fixture.ts";
import { daprRefusalOf } from "./dapr-error.ts";
import { startDapr } from "./dapr-fixture.ts";
import { keysOf, QueryScene } from "./query-fixture.ts";

const deep = (depth: number): string => `${'{"AND":['.repeat(depth)}1${",1]}".repeat(depth)}`;
const refused: readonly (readonly [string, string, string])[] = [
  ["no JSON", "{", "query: is not JSON"],
  ["nothing", "", "query: is not JSON"],
  ["a list", "[]", "query: must be an object"],
  ["an unknown operator", '{"filter":{"LIKE":{"a":"b"}}}', "filter: has an operator that is none of EQ, NEQ"],
  ["two operators", '{"filter":{"EQ":{"a":1},"NEQ":{"a":2}}}', "filter: must have exactly one member"],
  ["two keys", '{"filter":{"EQ":{"a":1,"b":2}}}', "filter.EQ: must have exactly one member"],
  ["no key", '{"filter":{"EQ":{}}}', "filter.EQ: must have exactly one member"],
  ["an empty key", '{"filter":{"EQ":{"":1}}}', "filter.EQ: its key is empty"],
  ["an object to compare with", '{"filter":{"EQ":{"a":{}}}}', "filter.EQ: compares with a string, a number"],
  ["an order of texts", '{"filter":{"GT":{"a":"1"}}}', "filter.GT: compares with a number only"],
  ["IN without a list", '{"filter":{"IN":{"a":1}}}', "filter.IN: must name a list"],
  ["IN of nothing", '{"filter":{"IN":{"a":[]}}}', "filter.IN: must name a list of at least one value"],
  ["AND of one", '{"filter":{"AND":[{"EQ":{"a":1}}]}}', "filter.AND: must be a list of at least two filters"],
  [
    "a fault within",
    '{"filter":{"OR":[{"EQ":{"a":1}},{"IN":{"a":{}}}]}}',
    "filter.OR[1].IN: must name a list",
  ],
  ["IN of 201", JSON.stringify({ filter: { IN: { a: Array(201).fill(1) } } }), "the limit is 200"],
  ["great depth", `{"filter":${deep(5000)}}`, "filter: is more than 8 levels deep; the limit is 8"],
  ["great length", JSON.stringify({ filter: { EQ: { a: "x".repeat(300_000) } } }), "the limit is 262144"],
  ["an order that is none", '{"sort":[{"key":"a","order":"; DROP"}]}', "sort[0].order: must be ASC or DESC"],
  ["a sort without key", '{"sort":[{}]}', "sort[0].key: must be a string"],
  [
    "a page too large",
    '{"page":{"limit":1001}}',
    "page.limit: must be a whole number from 0 (no limit) to 1000",
  ],
  ["half a record", '{"page":{"limit":1.5}}', "page.limit: must be a whole number"],
  ["a token that is none", '{"page":{"limit":1,"token":"1; DROP"}}', "page.token: must be the token"],
  ["a token too far", '{"page":{"limit":1,"token":"99999999"}}', "page.token: is 99999999"],
  ["NUL", '{"filter":{"EQ":{"a":"\\u0000"}}}', "filter: a text must not hold NUL"],
];

describe("Dapr's query API, asked wrongly or of the wrong store,", () => {
  let scene: QueryScene;
  beforeAll(async () => {
    scene = await QueryScene.open();
  });
  afterAll(() => scene?.close());

  it("tells of itself in the metadata, where it is true", async () => {
    const { registeredComponents } = await ask(scene.dapr.client, "GetMetadata", {});
    const able = (registeredComponents as { name: string; capabilities: string[] }[])
      .filter(({ capabilities }) => capabilities.includes("QUERY_API"))
      .map(({ name }) => name);
    expect(able).toEqual(["people"]);
  });

  it("is refused by a store that cannot, and by one that is encrypted", async () => {
    expect(await daprRefusalOf(scene.query({}, "plain"))).toMatchObject({
      code: status.INTERNAL,
      message: "state store does not support querying",
      reason: "DAPR_STATE_QUERYING_NOT_SUPPORTED",
      resource: ["state", "plain"],
    });
    expect(await daprRefusalOf(scene.query({}, "sealed"))).toMatchObject({
      code: status.INTERNAL,
      message: "state store sealed query failed: cannot query encrypted store",
      reason: "DAPR_STATE_QUERY_FAILED",
      resource: ["state", "sealed"],
    });
    expect(await scene.post({}, "POST", "sealed")).toMatchObject({
      status: 500,
      json: {
        errorCode: "ERR_STATE_QUERY",
        message: expect.stringContaining("cannot query encrypted store"),
      },
    });
    expect(await daprRefusalOf(scene.query({}, "nowhere"))).toMatchObject({ reason: "DAPR_STATE_NOT_FOUND" });
  });

  it("has failed where the component takes queries and its server or its configuration has no index", async () => {
    const redis = await startDapr({
      stores: { redis: { component: { type: "state.redis", version: "v1" } } },
    });
    const asked = ask(redis.client, "QueryStateAlpha1", { storeName: "redis", query: "{}" });
    expect(await daprRefusalOf(asked)).toMatchObject({
      code: status.INTERNAL,
      message: "state store redis query failed: the store cannot look into values",
      reason: "DAPR_STATE_QUERY_FAILED",
      resource: ["state", "redis"],
    });
    expect(await redis.send("POST", "/v1.0-alpha1/state/redis/query", {})).toMatchObject({
      status: 500,
      json: { errorCode: "ERR_STATE_QUERY" },
    });
    await redis.close();
  });

  it.each(refused)("refuses %s, and says where", async (_, said, message) => {
    const refusal = await daprRefusalOf(scene.query(said));
    expect(refusal).toMatchObject({ code: status.INTERNAL, reason: "DAPR_STATE_QUERY_FAILED" });
    expect(refusal.message).toContain("state store people query failed: ");
    expect(refusal.message).toContain(message);
    const answer = await scene.post(said);
    expect(answer).toMatchObject({ status: 500, json: { errorCode: "ERR_STATE_QUERY" } });
    expect((answer.json as { message: string }).message).toBe(refusal.message);
  });

  it.each(["a.b", "it's", '"', "$.data", "a'->>'b", "{a,b}", "0", "\\", "..", "a b"])(
    "takes the key %j for a name and nothing else",
    async (key) => {
      const names = key.split(".");
      const value = names.reduceRight<unknown>((inner, name) => ({ [name]: inner }), "found");
      await scene.rows.write("app||odd", value as never);
      expect(keysOf(await scene.query({ filter: { EQ: { [key]: "found" } }, sort: [{ key }] }))).toEqual([
        "odd",
      ]);
      await scene.rows.write("app||odd", {}, -60_000);
      expect(keysOf(await scene.query({ filter: { EQ: { [key]: "found" } } }))).toEqual([]);
    },
  );

  it("says how many there may be, where no limit is given and more are found", async () => {
    await scene.rows.admin.query(
      `INSERT INTO ${scene.rows.table} (key, value, isbinary) SELECT 'app||many-' || n, jsonb_build_object('many', n), false FROM generate_series(1, 1001) AS n`,
    );
    const filter = { GT: { many: 0 } };
    expect((await daprRefusalOf(scene.query({ filter }))).message).toContain("limit of 1000");
    const page = await scene.query({ filter, sort: [{ key: "many" }], page: { limit: 1000 } });
    expect(page.results).toHaveLength(1000);
    const rest = await scene.query({
      filter,
      sort: [{ key: "many" }],
      page: { limit: 1000, token: page.token },
    });
    expect(keysOf(rest)).toEqual(["many-1001"]);
  });

  it("is closed where the lists say so", async () => {
    const closed = await startDapr({
      access: { allowed: [], denied: [{ name: "state", version: "v1alpha1" }] },
    });
    const request = { storeName: "statestore", query: "{}" };
    const refusal = await daprRefusalOf(ask(closed.client, "QueryStateAlpha1", request));
    expect(refusal).toMatchObject({ code: status.UNIMPLEMENTED, reason: "Not Implemented" });
    expect((await closed.send("POST", "/v1.0-alpha1/state/statestore/query", {})).status).toBe(501);
    await closed.close();
  });
});
