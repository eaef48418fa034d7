// A `pg` pool connected directly to Postgres, with one named statement per call, as in an application without a sidecar.
import { Pool } from "pg";
import type { Target } from "./load-plan.ts";
import { forEachIndex, keyOf, type TargetCaller, valueOfBytes } from "./operation.ts";

const atOnce = 16;
const table = "bench_direct";

const createText = `CREATE TABLE IF NOT EXISTS ${table} (key text PRIMARY KEY, value bytea NOT NULL,
  etag uuid NOT NULL DEFAULT gen_random_uuid(), updated_at timestamptz)`;
const getText = `SELECT value, etag FROM ${table} WHERE key = $1`;
const setText = `INSERT INTO ${table} (key, value) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE
  SET value = EXCLUDED.value, etag = gen_random_uuid(), updated_at = now() RETURNING etag`;

/** A pool as a target. */
export async function openPostgres(target: Extract<Target, { type: "postgres" }>): Promise<TargetCaller> {
  const pool = new Pool({ connectionString: target.url, max: target.connections });
  const set = async (key: string, value: Buffer) =>
    void (await pool.query({ name: "set", text: setText, values: [key, value] }));
  await pool.query(createText);
  return {
    fill: ({ keyCount, valueBytes }) => {
      const value = valueOfBytes(valueBytes);
      return forEachIndex(keyCount, atOnce, (index) => set(keyOf(index), value));
    },
    get: async (key) => {
      const { rows } = await pool.query<{ value: Buffer }>({ name: "get", text: getText, values: [key] });
      return rows[0]?.value.length;
    },
    set,
    close: () => pool.end(),
  };
}
