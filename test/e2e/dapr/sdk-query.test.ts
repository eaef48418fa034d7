// Queries by Dapr's own JavaScript SDK against a real sidecar, over gRPC and HTTP:
// rows in a Postgres table that two apps share, and documents in Redis with a
// search index that the component file configures.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { CommunicationProtocolEnum, DaprClient } from "@dapr/dapr";
import { StoresMethods } from "@pillion/proto";
import { Redis } from "ioredis";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { component } from "../../../sidecar/config/dapr-files/resource-fixture.ts";
import { openPostgresRows, type PostgresRows } from "../../query/postgres-rows.ts";
import { startRedisWithSearch } from "../../servers/redis-search.ts";
import type { RedisServer } from "../../servers/redis-server.ts";
import { redisHome } from "../../servers/test-servers.ts";
import { ensureBuilt, ProcessFixture, type SidecarProcess } from "../sidecar-process.ts";
import { orderIndexes } from "./dapr-documents.ts";
import { logger } from "./sdk-suite.ts";

const orders: readonly (readonly [string, object])[] = [
  ["1", { customer: { name: "Ada" }, total: 9.5, state: "open" }],
  ["2", { customer: { name: "Grace" }, total: 120, state: "open" }],
  ["3", { customer: { name: "Ada" }, total: 11, state: "closed" }],
];

interface Found {
  readonly results: readonly { readonly key: string; readonly data: unknown; readonly etag?: string }[];
  readonly token?: string;
}

describe("Dapr's JavaScript SDK", () => {
  let rows: PostgresRows;
  let redis: RedisServer;
  let fixture: ProcessFixture;
  let sidecar: SidecarProcess;

  beforeAll(async () => {
    ensureBuilt();
    [rows, redis] = await Promise.all([openPostgresRows(), startRedisWithSearch(redisHome())]);
    const client = new Redis(redis.url);
    for (const [key, data] of orders) {
      for (const app of ["app", "other"]) {
        await rows.write(`${app}||${key}`, data as never);
        await client.call("JSON.SET", `${app}||${key}`, "$", JSON.stringify({ data, version: 3 }));
      }
    }
    client.disconnect();
    fixture = new ProcessFixture();
    const { url, table, metadata } = rows;
    const postgres = { connectionString: url, tableName: table, metadataTableName: metadata };
    writeFileSync(join(fixture.folder, "rows.yaml"), component("rows", "state.postgresql", postgres));
    const found = { redisHost: new URL(redis.url).host, queryIndexes: orderIndexes };
    writeFileSync(join(fixture.folder, "documents.yaml"), component("documents", "state.redis", found));
    sidecar = await fixture.start([`--resources-path=${fixture.folder}`]);
  }, 180_000);

  afterAll(async () => {
    await fixture?.dispose();
    await rows?.close();
    await redis?.process.stop();
  });

  describe.each([
    ["gRPC", CommunicationProtocolEnum.GRPC],
    ["HTTP", CommunicationProtocolEnum.HTTP],
  ] as const)("over %s", (name, communicationProtocol) => {
    let client: DaprClient;
    beforeAll(() => {
      const [daprHost = "", daprPort = ""] = sidecar.address(name).split(":");
      client = new DaprClient({ daprHost, daprPort, communicationProtocol, logger });
    });
    afterAll(() => client.stop());
    const query = async (store: string, input: object): Promise<Found> =>
      (await client.state.query(store, input as never)) as unknown as Found;
    const keysOf = ({ results }: Found) => results.map(({ key }) => key);

    describe.each(["rows", "documents"])("on %s", (store) => {
      it("finds this app's records by their contents", async () => {
        const filter = { AND: [{ EQ: { "customer.name": "Ada" } }, { IN: { state: ["open", "lost"] } }] };
        const found = await query(store, { filter });
        expect(keysOf(found)).toEqual(["1"]);
        const [first] = found.results;
        const data =
          first?.data instanceof Uint8Array ? JSON.parse(Buffer.from(first.data).toString()) : first?.data;
        expect(data).toEqual(orders[0]?.[1]);
        expect(first?.etag).not.toBe("");
      });

      it("orders numbers as numbers and continues with the token until nothing is left", async () => {
        const seen: string[] = [];
        let token: string | undefined;
        for (;;) {
          const page = { limit: 2, ...(token && { token }) };
          const found = await query(store, { filter: {}, sort: [{ key: "total", order: "DESC" }], page });
          if (found.results.length === 0) break;
          seen.push(...keysOf(found));
          token = found.token;
          expect(seen.length).toBeLessThan(10);
        }
        expect(seen).toEqual(["2", "3", "1"]);
      });
    });
  });

  it("finds the capability in the metadata of both stores", async () => {
    const { components } = (await (
      await fetch(`http://${sidecar.address("HTTP")}/v1.0/metadata`)
    ).json()) as {
      components: { name: string; capabilities: string[] }[];
    };
    const able = components.filter(({ capabilities }) => capabilities.includes("QUERY_API"));
    expect(able.map(({ name }) => name).toSorted()).toEqual(["documents", "rows"]);
  });

  it("finds the same among the facts of Pillion's own API", async () => {
    const { stores } = await sidecar.call(StoresMethods.listStores, {});
    expect(stores.map(({ name, facts }) => [name, facts?.queries]).toSorted()).toEqual([
      ["documents", true],
      ["rows", true],
    ]);
  });

  it("is counted under Dapr's metric name", async () => {
    const text = await (await fetch(`http://${sidecar.address("HTTP")}/metrics`)).text();
    expect(text).toMatch(
      /^dapr_component_state_count\{[^}]*component="rows"[^}]*operation="query"[^}]*success="true"/m,
    );
  });
});
