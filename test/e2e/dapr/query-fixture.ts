// What tests of Dapr's query API work with: rows of two apps in one table, the
// face over it, and short ways to ask over gRPC and HTTP.
import { randomBytes } from "node:crypto";
import { createKeyRing, encrypt } from "../../../src/index.ts";
import { openPostgresRows, type PostgresRows } from "../../query/postgres-rows.ts";
import { ask } from "../grpc-fixture.ts";
import { type DaprFixture, type HttpAnswer, inMemory, startDapr } from "./dapr-fixture.ts";

const postgresV1 = { type: "state.postgresql", version: "v1" };

/** An answer over gRPC. */
export interface QueryFound {
  readonly results: readonly {
    readonly key: string;
    readonly data: Buffer;
    readonly etag: string;
    readonly error: string;
  }[];
  readonly token: string;
}

/** The keys of an answer, in order. */
export const keysOf = ({ results }: { readonly results: readonly { readonly key: string }[] }): string[] =>
  results.map(({ key }) => key);

// The data of Dapr's own documentation, cut short.
const people: readonly (readonly [string, string, number, string, string])[] = [
  ["1", "Dev Ops", 1036, "Seattle", "WA"],
  ["2", "Hardware", 1028, "Portland", "OR"],
  ["3", "Finance", 1071, "Sacramento", "CA"],
  ["4", "Dev Ops", 1042, "Spokane", "WA"],
  ["5", "Hardware", 99, "Los Angeles", "CA"],
  ["6", "Finance", 1015, "Portland", "OR"],
];

/** The face over a store `people` of rows, `plain`, which cannot be asked, and `sealed`, which is encrypted. */
export class QueryScene {
  readonly rows: PostgresRows;
  readonly dapr: DaprFixture;

  private constructor(rows: PostgresRows, dapr: DaprFixture) {
    this.rows = rows;
    this.dapr = dapr;
  }

  static async open(): Promise<QueryScene> {
    const rows = await openPostgresRows();
    const ring = createKeyRing({ name: "k1", hex: "11".repeat(32) });
    const dapr = await startDapr({
      stores: {
        people: { component: postgresV1, store: rows.store },
        plain: { component: inMemory },
        sealed: { component: postgresV1, store: encrypt(ring, randomBytes)(await rows.open()) },
      },
    });
    for (const [key, org, id, city, state] of people) {
      await rows.write(`app||${key}`, { person: { org, id }, city, state });
      await rows.write(`other||${key}`, { person: { org, id }, city, state, secret: "another app's" });
    }
    const due = { person: { org: "Dev Ops", id: 1 }, city: "Seattle", state: "WA" };
    await rows.write("app||expired", due, -60_000);
    await rows.admin.query(
      `INSERT INTO ${rows.table} (key, value, isbinary) VALUES ('app||bytes', '"AP8="', true), ('app||json-bytes', '"eyJhIjoxfQ=="', true)`,
    );
    return new QueryScene(rows, dapr);
  }

  /** Asks over gRPC; a text goes as it is. */
  query(said: unknown, storeName = "people"): Promise<QueryFound> {
    const query = typeof said === "string" ? said : JSON.stringify(said);
    return ask(this.dapr.client, "QueryStateAlpha1", { storeName, query });
  }

  /** Asks over HTTP. */
  post(said: unknown, method = "POST", store = "people"): Promise<HttpAnswer> {
    return this.dapr.send(method, `/v1.0-alpha1/state/${store}/query`, said);
  }

  async close(): Promise<void> {
    await this.dapr.close();
    await this.rows.close();
  }
}
