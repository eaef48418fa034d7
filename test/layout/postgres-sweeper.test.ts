// The removal of expired rows: one sweep removes all that are due, however many
// steps that takes, and leaves the others.
import { afterEach, beforeEach, expect, it } from "vitest";
import { createCall } from "../../src/index.ts";
import { PostgresSchema } from "./postgres-database.ts";

const call = createCall();
let schema: PostgresSchema;

beforeEach(async () => {
  schema = await PostgresSchema.create();
});

afterEach(() => schema.drop());

it.each(["v1", "v2"])(
  "one sweep of %s removes everything that is due, in as many steps as needed",
  async (layout) => {
    const { store } = await schema.openAsAdmin({ layout, cleanupInterval: "2s", cleanupRowsMax: 5 });
    await store.ping(call);
    const [columns, values] =
      layout === "v1"
        ? ["key, value, isbinary, expiredate", `'"MQ=="', true`]
        : ["key, value, expires_at", "'1'"];
    const add = (name: string, count: number, time: string): Promise<unknown> =>
      schema.admin.query(
        `INSERT INTO state (${columns}) SELECT '${name}' || n, ${values}, ${time} FROM generate_series(1, ${count}) AS n; ` +
          `INSERT INTO state_pillion_idempotency SELECT '${name}' || n, '', ${time}, '' FROM generate_series(1, ${count}) AS n`,
      );
    await add("due", 23, "now() - interval '1 second'");
    await add("later", 3, "now() + interval '1 hour'");
    const keys = async (table: string): Promise<readonly string[]> =>
      (await schema.admin.query(`SELECT key FROM ${table} ORDER BY key`)).rows.map(({ key }) => key);
    const sweepTimes = new Set<string>();
    const later = ["later1", "later2", "later3"];
    await expect
      .poll(
        async () => {
          const { rows } = await schema.admin.query(
            "SELECT value FROM dapr_metadata WHERE key LIKE 'last-cleanup%'",
          );
          for (const { value } of rows) sweepTimes.add(value);
          return [await keys("state"), await keys("state_pillion_idempotency")];
        },
        { timeout: 20_000, interval: 20 },
      )
      .toEqual([later, later]);
    expect(sweepTimes.size).toBe(1);
  },
);
