// Dapr's query API over gRPC and HTTP, on rows that two apps wrote into one
// table of Postgres: what it answers, what it refuses, and what it never shows.
import { randomBytes } from "node:crypto";
import { status } from "@grpc/grpc-js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createKeyRing, encrypt } from "../../../src/index.ts";
import { openPostgresRows, type PostgresRows } from "../../query/postgres-rows.ts";
import { ask } from "../grpc-fixture.ts";
import { type DaprFixture, inMemory, startDapr } from "./dapr-fixture.ts";
import { daprRefusalOf } from "./dapr-refusal.ts";

const storeName = "people";
const postgresV1 = { type: "state.postgresql", version: "v1" };

interface Found {
  readonly key: string;
  readonly data: Buffer;
  readonly etag: string;
  readonly error: string;
}

describe("Dapr's query API", () => {
  let rows: PostgresRows;
  let dapr: DaprFixture;
  const query = (said: unknown, store = storeName): Promise<{ results: Found[]; token: string }> =>
    ask(dapr.client, "QueryStateAlpha1", {
      storeName: store,
      query: typeof said === "string" ? said : JSON.stringify(said),
    });
  const post = (said: unknown, method = "POST", store = storeName) =>
    dapr.send(method, `/v1.0-alpha1/state/${store}/query`, said);
  const keysOf = ({ results }: { results: readonly { key: string }[] }) => results.map(({ key }) => key);

  beforeAll(async () => {
    rows = await openPostgresRows();
    const ring = createKeyRing({ name: "k1", hex: "11".repeat(32) });
    dapr = await startDapr({
      stores: {
        [storeName]: { component: postgresV1, store: rows.store },
        plain: { component: inMemory },
        sealed: { component: postgresV1, store: encrypt(ring, randomBytes)(await rows.open()) },
      },
    });
    // The data of Dapr's own documentation, cut short.
    const people: readonly (readonly [string, string, number, string, string])[] = [
      ["1", "Dev Ops", 1036, "Seattle", "WA"],
      ["2", "Hardware", 1028, "Portland", "OR"],
      ["3", "Finance", 1071, "Sacramento", "CA"],
      ["4", "Dev Ops", 1042, "Spokane", "WA"],
      ["5", "Hardware", 99, "Los Angeles", "CA"],
      ["6", "Finance", 1015, "Portland", "OR"],
    ];
    for (const [key, org, id, city, state] of people) {
      await rows.write(`app||${key}`, { person: { org, id }, city, state });
      await rows.write(`other||${key}`, { person: { org, id }, city, state, secret: "another app's" });
    }
    await rows.write(
      "app||expired",
      { person: { org: "Dev Ops", id: 1 }, city: "Seattle", state: "WA" },
      -60_000,
    );
    await rows.admin.query(
      `INSERT INTO ${rows.table} (key, value, isbinary) VALUES ('app||bytes', '"AP8="', true), ('app||json-bytes', '"eyJhIjoxfQ=="', true)`,
    );
  });
  afterAll(async () => {
    await dapr?.close();
    await rows?.close();
  });

  const joined = {
    filter: {
      OR: [
        { EQ: { "person.org": "Dev Ops" } },
        { AND: [{ EQ: { "person.org": "Finance" } }, { IN: { state: ["CA", "WA"] } }] },
      ],
    },
    sort: [{ key: "state", order: "DESC" }, { key: "person.id" }],
    page: { limit: 2 },
  };

  it("answers over gRPC page by page, until a page is empty", async () => {
    const first = await query(joined);
    expect(keysOf(first)).toEqual(["1", "4"]);
    expect(first.token).toBe("2");
    const second = await query({ ...joined, page: { limit: 2, token: first.token } });
    expect(keysOf(second)).toEqual(["3"]);
    expect(second.token).toBe("3");
    const third = await query({ ...joined, page: { limit: 2, token: second.token } });
    expect(third).toMatchObject({ results: [], token: "" });
  });

  it("answers over HTTP alike, by POST and PUT, and 204 where nothing is found", async () => {
    for (const method of ["POST", "PUT"]) {
      const { status: code, json } = await post(joined, method);
      expect(code).toBe(200);
      expect(json).toMatchObject({
        token: "2",
        results: [
          { key: "1", data: { person: { org: "Dev Ops", id: 1036 }, city: "Seattle", state: "WA" } },
          { key: "4" },
        ],
      });
    }
    expect(await post({ filter: { EQ: { state: "TX" } } })).toMatchObject({ status: 204, text: "" });
  });

  it("gives etags with which a record can be changed, and values as a read gives them", async () => {
    const { results } = await query({ filter: { EQ: { city: "Spokane" } } });
    const read = await ask(dapr.client, "GetState", { storeName, key: "4" });
    expect(results).toEqual([{ key: "4", data: read.data, etag: read.etag, error: "" }]);
  });

  it("compares and orders numbers as numbers", async () => {
    const ids = await query({ filter: { LT: { "person.id": 1000 } } });
    expect(keysOf(ids)).toEqual(["5"]);
    const sorted = await query({ filter: { GTE: { "person.id": 0 } }, sort: [{ key: "person.id" }] });
    expect(keysOf(sorted)).toEqual(["5", "6", "2", "1", "4", "3"]);
  });

  it("never shows another app's rows, nor those that are due", async () => {
    const all = await query({});
    expect(keysOf(all).toSorted()).toEqual(["1", "2", "3", "4", "5", "6", "bytes", "json-bytes"]);
    expect(keysOf(await query({ filter: { EQ: { secret: "another app's" } } }))).toEqual([]);
    expect((await post({ filter: { EQ: { secret: "another app's" } } })).status).toBe(204);
    expect(JSON.stringify((await post({ sort: [{ key: "secret" }] })).json)).not.toContain("another app");
  });

  it("shows bytes as they are over gRPC, and over HTTP says where they are no JSON", async () => {
    const { results } = await query({});
    expect(results.find(({ key }) => key === "bytes")?.data).toEqual(Buffer.from([0, 255]));
    const { json } = await post({});
    const items = (json as { results: { key: string }[] }).results;
    expect(items.find(({ key }) => key === "bytes")).toMatchObject({
      error: expect.stringContaining("not JSON"),
    });
    expect(items.find(({ key }) => key === "json-bytes")).toMatchObject({ data: { a: 1 } });
  });

  it("tells of itself in the metadata, where it is true", async () => {
    const { registeredComponents } = await ask(dapr.client, "GetMetadata", {});
    const able = (registeredComponents as { name: string; capabilities: string[] }[])
      .filter(({ capabilities }) => capabilities.includes("QUERY_API"))
      .map(({ name }) => name);
    expect(able).toEqual([storeName]);
  });

  it("is refused by a store that cannot, and by one that is encrypted", async () => {
    expect(await daprRefusalOf(query({}, "plain"))).toMatchObject({
      code: status.INTERNAL,
      message: "state store does not support querying",
      reason: "DAPR_STATE_QUERYING_NOT_SUPPORTED",
      resource: ["state", "plain"],
    });
    expect(await daprRefusalOf(query({}, "sealed"))).toMatchObject({
      code: status.INTERNAL,
      message: "state store sealed query failed: cannot query encrypted store",
      reason: "DAPR_STATE_QUERY_FAILED",
      resource: ["state", "sealed"],
    });
    expect(await post({}, "POST", "sealed")).toMatchObject({
      status: 500,
      json: {
        errorCode: "ERR_STATE_QUERY",
        message: expect.stringContaining("cannot query encrypted store"),
      },
    });
    expect(await daprRefusalOf(query({}, "nowhere"))).toMatchObject({ reason: "DAPR_STATE_NOT_FOUND" });
  });

  const deep = (depth: number): string => `${'{"AND":['.repeat(depth)}1${",1]}".repeat(depth)}`;
  it.each<readonly [string, string, string]>([
    ["no JSON", "{", "query: is not JSON"],
    ["nothing", "", "query: is not JSON"],
    ["a list", "[]", "query: must be an object"],
    [
      "an unknown operator",
      '{"filter":{"LIKE":{"a":"b"}}}',
      "filter: has an operator that is none of EQ, NEQ",
    ],
    ["two operators", '{"filter":{"EQ":{"a":1},"NEQ":{"a":2}}}', "filter: must have exactly one member"],
    ["two keys", '{"filter":{"EQ":{"a":1,"b":2}}}', "filter.EQ: must have exactly one member"],
    ["no key", '{"filter":{"EQ":{}}}', "filter.EQ: must have exactly one member"],
    ["an empty key", '{"filter":{"EQ":{"":1}}}', "filter.EQ: its key is empty"],
    ["an object to compare with", '{"filter":{"EQ":{"a":{}}}}', "filter.EQ: compares with a text, a number"],
    ["an order of texts", '{"filter":{"GT":{"a":"1"}}}', "filter.GT: compares with a number only"],
    ["IN without a list", '{"filter":{"IN":{"a":1}}}', "filter.IN: must name a list"],
    ["IN of nothing", '{"filter":{"IN":{"a":[]}}}', "filter.IN: must name a list of at least one value"],
    [
      "AND of one",
      '{"filter":{"AND":[{"EQ":{"a":1}}]}}',
      "filter.AND: must be a list of at least two filters",
    ],
    [
      "a fault within",
      '{"filter":{"OR":[{"EQ":{"a":1}},{"IN":{"a":{}}}]}}',
      "filter.OR[1].IN: must name a list",
    ],
    ["IN of 201", JSON.stringify({ filter: { IN: { a: Array(201).fill(1) } } }), "the limit is 200"],
    ["great depth", `{"filter":${deep(5000)}}`, "filter: is more than 8 levels deep; the limit is 8"],
    ["great length", JSON.stringify({ filter: { EQ: { a: "x".repeat(300_000) } } }), "the limit is 262144"],
    [
      "an order that is none",
      '{"sort":[{"key":"a","order":"; DROP"}]}',
      "sort[0].order: must be ASC or DESC",
    ],
    ["a sort without key", '{"sort":[{}]}', "sort[0].key: must be a text"],
    [
      "a page too large",
      '{"page":{"limit":1001}}',
      "page.limit: must be a whole number from 0, for none, to 1000",
    ],
    ["half a record", '{"page":{"limit":1.5}}', "page.limit: must be a whole number"],
    ["a token that is none", '{"page":{"limit":1,"token":"1; DROP"}}', "page.token: must be the token"],
    ["a token too far", '{"page":{"limit":1,"token":"99999999"}}', "page.token: is 99999999"],
    ["NUL", '{"filter":{"EQ":{"a":"\\u0000"}}}', "filter: a text must not hold NUL"],
  ])("refuses %s, and says where", async (_, said, message) => {
    const refusal = await daprRefusalOf(query(said));
    expect(refusal).toMatchObject({ code: status.INTERNAL, reason: "DAPR_STATE_QUERY_FAILED" });
    expect(refusal.message).toContain("state store people query failed: ");
    expect(refusal.message).toContain(message);
    const answer = await post(said);
    expect(answer).toMatchObject({ status: 500, json: { errorCode: "ERR_STATE_QUERY" } });
    expect((answer.json as { message: string }).message).toBe(refusal.message);
  });

  it.each(["a.b", "it's", '"', "$.data", "a'->>'b", "{a,b}", "0", "\\", "..", "a b"])(
    "takes the key %j for a name and nothing else",
    async (key) => {
      const names = key.split(".");
      const value = names.reduceRight<unknown>((inner, name) => ({ [name]: inner }), "found");
      await rows.write("app||odd", value as never);
      expect(keysOf(await query({ filter: { EQ: { [key]: "found" } }, sort: [{ key }] }))).toEqual(["odd"]);
      await rows.write("app||odd", {}, -60_000);
      expect(keysOf(await query({ filter: { EQ: { [key]: "found" } } }))).toEqual([]);
    },
  );

  it("says how many there may be, where no limit is given and more are found", async () => {
    await rows.admin.query(
      `INSERT INTO ${rows.table} (key, value, isbinary) SELECT 'app||many-' || n, jsonb_build_object('many', n), false FROM generate_series(1, 1001) AS n`,
    );
    const filter = { GT: { many: 0 } };
    expect((await daprRefusalOf(query({ filter }))).message).toContain("limit of 1000");
    const page = await query({ filter, sort: [{ key: "many" }], page: { limit: 1000 } });
    expect(page.results).toHaveLength(1000);
    const rest = await query({ filter, sort: [{ key: "many" }], page: { limit: 1000, token: page.token } });
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
