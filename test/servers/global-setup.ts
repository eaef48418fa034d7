// Finds the servers that the tests need before the first test runs, prints which
// ones it uses, and stops the run if one is missing. A server starts when a test
// first needs it; all of them are stopped here, after the last test.
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { findPostgres } from "./postgres-source.ts";
import { findRedis } from "./redis-source.ts";
import { createRunFolder, removeDeadRuns, removeRunFolder } from "./run-folder.ts";
import { MissingServerError, type ServerSource, sourceTable } from "./server-source.ts";
import type { TestServers } from "./test-servers.ts";

function allowedMissing(environment: NodeJS.ProcessEnv): ReadonlySet<string> {
  const names = (environment.TEST_ALLOW_MISSING ?? "").split(",").filter((name) => name !== "");
  const ci = environment.CI;
  if (names.length > 0 && ci !== undefined && ci !== "" && ci !== "false" && ci !== "0")
    throw new Error("TEST_ALLOW_MISSING is not allowed in CI, which needs every server");
  return new Set(names);
}

function find(
  name: ServerSource["name"],
  allowed: ReadonlySet<string>,
  search: () => ServerSource,
): ServerSource {
  try {
    return search();
  } catch (cause) {
    if (!(cause instanceof MissingServerError) || !allowed.has(name)) throw cause;
    console.warn(`TEST_ALLOW_MISSING: no ${name} server; every test that needs one will fail`);
    return { name, url: undefined, program: undefined };
  }
}

interface SharedRun {
  readonly servers: TestServers;
  /** How many projects use it. */
  users: number;
}

// Vitest loads this file once for each project, so what the projects share is kept outside of it: one run folder, and
// the servers in it.
const holder = globalThis as { pillionTestRun?: SharedRun | undefined };

function startRun(cache: string): SharedRun {
  const allowed = allowedMissing(process.env);
  const redis = find("redis", allowed, () => findRedis(process.env, cache));
  const postgres = find("postgres", allowed, () => findPostgres(process.env));
  console.log(`test servers:\n${sourceTable([redis, postgres])}`);
  removeDeadRuns();
  return { servers: { run: createRunFolder(), redis, postgres }, users: 0 };
}

/** Vitest calls this for each project before its tests, and what it returns after them. */
export function setup(project: TestProject): () => void {
  const run = holder.pillionTestRun ?? startRun(join(project.config.root, ".cache"));
  holder.pillionTestRun = run;
  run.users += 1;
  project.provide("testServers", run.servers);
  return () => {
    run.users -= 1;
    if (run.users > 0) return;
    holder.pillionTestRun = undefined;
    removeRunFolder(run.servers.run);
  };
}
