// Dapr's query API over gRPC and HTTP, on rows of two apps in one table of
// Postgres: what it returns, and what it never returns.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { callUnary } from "../grpc-fixture.ts";
import { keysOf, QueryFixture } from "./query-fixture.ts";

describe("Dapr's query API", () => {
  let fixture: QueryFixture;
  beforeAll(async () => {
    fixture = await QueryFixture.open();
  });
  afterAll(() => fixture?.close());

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

  it("returns pages over gRPC until a page is empty", async () => {
    const first = await fixture.query(joined);
    expect(keysOf(first)).toEqual(["1", "4"]);
    expect(first.token).toBe("2");
    const second = await fixture.query({ ...joined, page: { limit: 2, token: first.token } });
    expect(keysOf(second)).toEqual(["3"]);
    expect(second.token).toBe("3");
    const third = await fixture.query({ ...joined, page: { limit: 2, token: second.token } });
    expect(third).toMatchObject({ results: [], token: "" });
  });

  it("returns the same over HTTP, with POST and PUT, and 204 if nothing is found", async () => {
    for (const method of ["POST", "PUT"]) {
      const { status: code, json } = await fixture.post(joined, method);
      expect(code).toBe(200);
      expect(json).toMatchObject({
        token: "2",
        results: [
          { key: "1", data: { person: { org: "Dev Ops", id: 1036 }, city: "Seattle", state: "WA" } },
          { key: "4" },
        ],
      });
    }
    expect(await fixture.post({ filter: { EQ: { state: "TX" } } })).toMatchObject({ status: 204, text: "" });
  });

  it("returns the etags and values that a read returns", async () => {
    const { results } = await fixture.query({ filter: { EQ: { city: "Spokane" } } });
    const read = await callUnary(fixture.dapr.client, "GetState", { storeName: "people", key: "4" });
    expect(results).toEqual([{ key: "4", data: read.data, etag: read.etag, error: "" }]);
  });

  it("compares and orders numbers as numbers", async () => {
    const ids = await fixture.query({ filter: { LT: { "person.id": 1000 } } });
    expect(keysOf(ids)).toEqual(["5"]);
    const sorted = await fixture.query({ filter: { GTE: { "person.id": 0 } }, sort: [{ key: "person.id" }] });
    expect(keysOf(sorted)).toEqual(["5", "6", "2", "1", "4", "3"]);
  });

  it("never returns another app's rows or expired rows", async () => {
    const all = await fixture.query({});
    expect(keysOf(all).toSorted()).toEqual(["1", "2", "3", "4", "5", "6", "bytes", "json-bytes"]);
    expect(keysOf(await fixture.query({ filter: { EQ: { secret: "another app's" } } }))).toEqual([]);
    expect((await fixture.post({ filter: { EQ: { secret: "another app's" } } })).status).toBe(204);
    expect(JSON.stringify((await fixture.post({ sort: [{ key: "secret" }] })).json)).not.toContain(
      "another app",
    );
  });

  it("returns bytes as they are over gRPC, and reports over HTTP which are not JSON", async () => {
    const { results } = await fixture.query({});
    expect(results.find(({ key }) => key === "bytes")?.data).toEqual(Buffer.from([0, 255]));
    const { json } = await fixture.post({});
    const items = (json as { results: { key: string }[] }).results;
    expect(items.find(({ key }) => key === "bytes")).toMatchObject({
      error: expect.stringContaining("not JSON"),
    });
    expect(items.find(({ key }) => key === "json-bytes")).toMatchObject({ data: { a: 1 } });
  });
});
