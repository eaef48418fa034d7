// The fixture of the tests of Dapr's query API: rows of two apps in one table, the
// Dapr API over it, and helpers for queries over gRPC and HTTP.
import { randomBytes } from "node:crypto";
import { createKeyRing, encrypt } from "../../../src/index.ts";
import { openPostgresRows, type PostgresRows } from "../../query/postgres-rows.ts";
import { callUnary } from "../grpc-fixture.ts";
import { components } from "./dapr-documents.ts";
import { type DaprFixture, type HttpReply, startDapr } from "./dapr-fixture.ts";

const { inMemory, postgresV1 } = components;

/** A result over gRPC. */
export interface QueryFound {
  readonly results: readonly {
    readonly key: string;
    readonly data: Buffer;
    readonly etag: string;
    readonly error: string;
  }[];
  readonly token: string;
}

/** The keys of a result, in order. */
export const keysOf = ({ results }: { readonly results: readonly { readonly key: string }[] }): string[] =>
  results.map(({ key }) => key);

// The data of Dapr's own documentation, shortened.
const people: readonly (readonly [string, string, number, string, string])[] = [
  ["1", "Dev Ops", 1036, "Seattle", "WA"],
  ["2", "Hardware", 1028, "Portland", "OR"],
  ["3", "Finance", 1071, "Sacramento", "CA"],
  ["4", "Dev Ops", 1042, "Spokane", "WA"],
  ["5", "Hardware", 99, "Los Angeles", "CA"],
  ["6", "Finance", 1015, "Portland", "OR"],
];

/** The stores are `people` with the rows, `plain`, which does not support queries, and `encrypted`. */
export class QueryFixture {
  readonly rows: PostgresRows;
  readonly dapr: DaprFixture;

  private constructor(rows: PostgresRows, dapr: DaprFixture) {
    this.rows = rows;
    this.dapr = dapr;
  }

  static async open(): Promise<QueryFixture> {
    const rows = await openPostgresRows();
    const ring = createKeyRing({ name: "k1", hex: "11".repeat(32) });
    const dapr = await startDapr({
      stores: {
        people: { component: postgresV1, store: rows.store },
        plain: { component: inMemory },
        encrypted: {
          component: postgresV1,
          store: encrypt(ring, randomBytes)(await rows.open()),
          isEncrypted: true,
        },
      },
    });
    for (const [key, org, id, city, state] of people) {
      await rows.write(`app||${key}`, { person: { org, id }, city, state });
      await rows.write(`other||${key}`, { person: { org, id }, city, state, secret: "another app's" });
    }
    const expired = { person: { org: "Dev Ops", id: 1 }, city: "Seattle", state: "WA" };
    await rows.write("app||expired", expired, -60_000);
    await rows.admin.query(
      `INSERT INTO ${rows.table} (key, value, isbinary) VALUES ('app||bytes', '"AP8="', true), ('app||json-bytes', '"eyJhIjoxfQ=="', true)`,
    );
    return new QueryFixture(rows, dapr);
  }

  /** Sends a query over gRPC; a string is sent as it is. */
  query(input: unknown, storeName = "people"): Promise<QueryFound> {
    const query = typeof input === "string" ? input : JSON.stringify(input);
    return callUnary(this.dapr.client, "QueryStateAlpha1", { storeName, query });
  }

  /** Sends a query over HTTP. */
  post(input: unknown, method = "POST", store = "people"): Promise<HttpReply> {
    return this.dapr.send(method, `/v1.0-alpha1/state/${store}/query`, input);
  }

  async close(): Promise<void> {
    await this.dapr.close();
    await this.rows.close();
  }
}
