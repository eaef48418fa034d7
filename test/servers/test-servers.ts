// The servers for tests: the shared ones of the run, which start when a test first
// needs them, and what a test needs to start its own.
import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { inject } from "vitest";
import { type PostgresHome, startPostgres } from "./postgres-server.ts";
import { type RedisHome, startRedis } from "./redis-server.ts";
import { until } from "./server-process.ts";
import type { ServerSource } from "./server-source.ts";

/** What the set-up passes to the workers. */
export interface TestServers {
  /** The run's folder. */
  readonly run: string;
  readonly redis: ServerSource;
  readonly postgres: ServerSource;
}

declare module "vitest" {
  interface ProvidedContext {
    testServers: TestServers;
  }
}

const startMsMax = 60_000;

// One worker starts the server; the others wait for the file with its URL.
async function shared(name: string, start: () => Promise<string>): Promise<string> {
  const { run } = inject("testServers");
  const file = join(run, `${name}.url`);
  const lock = join(run, `${name}.lock`);
  for (;;) {
    if (existsSync(file)) return readFileSync(file, "utf8");
    try {
      mkdirSync(lock);
    } catch {
      await until(() => existsSync(file) || !existsSync(lock), startMsMax);
      continue;
    }
    try {
      if (!existsSync(file)) writeFileSync(file, await start());
    } finally {
      rmdirSync(lock);
    }
  }
}

/** Returns what is needed to start a Redis; throws if the run has only a URL. */
export function redisHome(): RedisHome {
  const { run, redis } = inject("testServers");
  if (redis.program === undefined)
    throw new Error("this test starts its own Redis: install redis-server, or set TEST_REDIS_PROGRAM");
  return { run, program: redis.program };
}

/** Returns what is needed to start a Postgres; throws if the run has only a URL. */
export function postgresHome(): PostgresHome {
  const { run, postgres } = inject("testServers");
  if (postgres.program === undefined)
    throw new Error("this test starts its own Postgres: run npm ci, or set TEST_PG_BIN");
  return { run, program: postgres.program };
}

/** Returns the URL of the run's shared Redis. It holds other tests' keys: use your own prefix, and never flush it. */
export async function sharedRedisUrl(): Promise<string> {
  const { url } = inject("testServers").redis;
  return url ?? shared("redis", async () => (await startRedis(redisHome())).url);
}

/** Returns the URL of the run's shared Postgres. It holds other tests' tables: use your own schema or table prefix. */
export async function sharedPostgresUrl(): Promise<string> {
  const { url } = inject("testServers").postgres;
  return url ?? shared("postgres", async () => (await startPostgres(postgresHome())).url);
}
