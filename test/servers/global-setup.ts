// Finds the servers that the tests need before the first test runs, says which
// it uses, and stops the run when one cannot be had. Servers start when a test
// first asks for them; all of them are ended here, after the last test.
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { findPostgres } from "./postgres-source.ts";
import { findRedis } from "./redis-source.ts";
import { createRunFolder, removeDeadRuns, removeRunFolder } from "./run-folder.ts";
import { MissingServerError, type ServerSource, sourceTable } from "./server-source.ts";

function allowedMissing(environment: NodeJS.ProcessEnv): ReadonlySet<string> {
  const names = (environment.TEST_ALLOW_MISSING ?? "").split(",").filter((name) => name !== "");
  const ci = environment.CI;
  if (names.length > 0 && ci !== undefined && ci !== "" && ci !== "false" && ci !== "0")
    throw new Error("TEST_ALLOW_MISSING is refused in CI: every server has to be there");
  return new Set(names);
}

function find(
  name: ServerSource["name"],
  allowed: ReadonlySet<string>,
  seek: () => ServerSource,
): ServerSource {
  try {
    return seek();
  } catch (cause) {
    if (!(cause instanceof MissingServerError) || !allowed.has(name)) throw cause;
    console.warn(
      `TEST_ALLOW_MISSING: no ${name}; every test that needs it FAILS to start and proves nothing`,
    );
    return { name, url: undefined, program: undefined };
  }
}

/** Vitest calls this once before all tests, and what it returns once after them. */
export function setup(project: TestProject): () => void {
  const allowed = allowedMissing(process.env);
  const cache = join(project.config.root, ".cache");
  const redis = find("redis", allowed, () => findRedis(process.env, cache));
  const postgres = find("postgres", allowed, () => findPostgres(process.env));
  console.log(`test servers:\n${sourceTable([redis, postgres])}`);
  removeDeadRuns();
  const run = createRunFolder();
  project.provide("testServers", { run, redis, postgres });
  return () => removeRunFolder(run);
}
