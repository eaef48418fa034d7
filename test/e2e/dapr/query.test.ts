// Dapr's query API over gRPC and HTTP, on rows that two apps wrote into one
// table of Postgres: what it answers, and what it never shows.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ask } from "../grpc-fixture.ts";
import { keysOf, QueryScene } from "./query-fixture.ts";

describe("Dapr's query API", () => {
  let scene: QueryScene;
  beforeAll(async () => {
    scene = await QueryScene.open();
  });
  afterAll(() => scene?.close());

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
    const first = await scene.query(joined);
    expect(keysOf(first)).toEqual(["1", "4"]);
    expect(first.token).toBe("2");
    const second = await scene.query({ ...joined, page: { limit: 2, token: first.token } });
    expect(keysOf(second)).toEqual(["3"]);
    expect(second.token).toBe("3");
    const third = await scene.query({ ...joined, page: { limit: 2, token: second.token } });
    expect(third).toMatchObject({ results: [], token: "" });
  });

  it("answers over HTTP alike, by POST and PUT, and 204 where nothing is found", async () => {
    for (const method of ["POST", "PUT"]) {
      const { status: code, json } = await scene.post(joined, method);
      expect(code).toBe(200);
      expect(json).toMatchObject({
        token: "2",
        results: [
          { key: "1", data: { person: { org: "Dev Ops", id: 1036 }, city: "Seattle", state: "WA" } },
          { key: "4" },
        ],
      });
    }
    expect(await scene.post({ filter: { EQ: { state: "TX" } } })).toMatchObject({ status: 204, text: "" });
  });

  it("gives etags with which a record can be changed, and values as a read gives them", async () => {
    const { results } = await scene.query({ filter: { EQ: { city: "Spokane" } } });
    const read = await ask(scene.dapr.client, "GetState", { storeName: "people", key: "4" });
    expect(results).toEqual([{ key: "4", data: read.data, etag: read.etag, error: "" }]);
  });

  it("compares and orders numbers as numbers", async () => {
    const ids = await scene.query({ filter: { LT: { "person.id": 1000 } } });
    expect(keysOf(ids)).toEqual(["5"]);
    const sorted = await scene.query({ filter: { GTE: { "person.id": 0 } }, sort: [{ key: "person.id" }] });
    expect(keysOf(sorted)).toEqual(["5", "6", "2", "1", "4", "3"]);
  });

  it("never shows another app's rows, nor those that are due", async () => {
    const all = await scene.query({});
    expect(keysOf(all).toSorted()).toEqual(["1", "2", "3", "4", "5", "6", "bytes", "json-bytes"]);
    expect(keysOf(await scene.query({ filter: { EQ: { secret: "another app's" } } }))).toEqual([]);
    expect((await scene.post({ filter: { EQ: { secret: "another app's" } } })).status).toBe(204);
    expect(JSON.stringify((await scene.post({ sort: [{ key: "secret" }] })).json)).not.toContain(
      "another app",
    );
  });

  it("shows bytes as they are over gRPC, and over HTTP says where they are no JSON", async () => {
    const { results } = await scene.query({});
    expect(results.find(({ key }) => key === "bytes")?.data).toEqual(Buffer.from([0, 255]));
    const { json } = await scene.post({});
    const items = (json as { results: { key: string }[] }).results;
    expect(items.find(({ key }) => key === "bytes")).toMatchObject({
      error: expect.stringContaining("not JSON"),
    });
    expect(items.find(({ key }) => key === "json-bytes")).toMatchObject({ data: { a: 1 } });
  });
});
