// Writes up to a million records directly into a server, in the layout that the sidecar uses (Dapr's): with a script on
// Redis, with one statement on Postgres. The keys are `<app>||key-N`.
import { Redis } from "ioredis";
import { Client } from "pg";
import type { KeySpace } from "./load-plan.ts";
import { keyOf, valueOfBytes } from "./operation.ts";

const recordsPerScript = 10_000;

const redisScript = `for index = tonumber(ARGV[1]), tonumber(ARGV[2]) - 1 do
  redis.call("HSET", ARGV[3] .. index, "data", ARGV[4], "version", "1")
end`;

// The key without its number.
const keyStem = keyOf(0).slice(0, -1);

/** Writes the records of an app into a Redis database. */
export async function fillRedis(url: string, app: string, { keyCount, valueBytes }: KeySpace): Promise<void> {
  const redis = new Redis(url);
  const value = valueOfBytes(valueBytes);
  try {
    for (let first = 0; first < keyCount; first += recordsPerScript) {
      const last = Math.min(first + recordsPerScript, keyCount);
      await redis.eval(redisScript, 0, first, last, `${app}||${keyStem}`, value);
    }
  } finally {
    redis.disconnect();
  }
}

/** Writes the records of an app into an existing table of Dapr's v2 layout, and updates the table's statistics. */
export async function fillPostgres(
  url: string,
  table: string,
  app: string,
  { keyCount, valueBytes }: KeySpace,
): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(
      `INSERT INTO ${table} (key, value) SELECT $1 || index, $2 FROM generate_series(0, $3::int - 1) AS index
       ON CONFLICT (key) DO NOTHING`,
      [`${app}||${keyStem}`, valueOfBytes(valueBytes), keyCount],
    );
    // Otherwise Postgres would do this work while the sidecar is measured.
    await client.query(`VACUUM ANALYZE ${table}`);
    await client.query("CHECKPOINT");
  } finally {
    await client.end();
  }
}
