// The Redis and Postgres servers of a benchmark run, found and started as for the tests, each on first use. Postgres
// flushes every commit to disk; Redis keeps its records in memory only.
import { join } from "node:path";
import { type PostgresServer, startPostgres } from "../../servers/postgres-server.ts";
import { findPostgres } from "../../servers/postgres-source.ts";
import { type RedisServer, startRedis } from "../../servers/redis-server.ts";
import { findRedis } from "../../servers/redis-source.ts";
import { createRunFolder, removeDeadRuns, removeRunFolder } from "../../servers/run-folder.ts";
import type { ServerProgram } from "../../servers/server-source.ts";
import type { Observed } from "../measure/process-usage.ts";
import { root } from "./bench-folders.ts";

/** A running server. */
export interface BenchServer {
  readonly url: string;
  /** Its process, for CPU accounting. */
  readonly observed: Observed;
}

const postgresSettings = {
  fsync: "on",
  synchronous_commit: "on",
  full_page_writes: "on",
  shared_buffers: "128MB",
};

/** The servers of one run. */
export class BenchServers {
  readonly #run: string;
  #redis: Promise<RedisServer> | undefined;
  #postgres: Promise<PostgresServer> | undefined;
  /** The started servers, for the report: `redis 7.0.15`. */
  readonly versions: string[] = [];

  constructor() {
    removeDeadRuns();
    this.#run = createRunFolder();
  }

  /** The Redis of this run. Rejects if it cannot be started. */
  async redis(): Promise<BenchServer> {
    this.#redis ??= startRedis(this.#home("redis", findRedis(process.env, join(root, ".cache")).program));
    const { url, process: server } = await this.#redis;
    return { url, observed: { pid: server.pid, children: false } };
  }

  /** Starts a separate Redis for one case, which may kill it. Rejects if it cannot be started. */
  async ownRedis(): Promise<BenchServer & { kill(): Promise<void> }> {
    const { program } = findRedis(process.env, join(root, ".cache"));
    const { url, process: server } = await startRedis(this.#homeOf("redis", program));
    return { url, observed: { pid: server.pid, children: false }, kill: () => server.kill() };
  }

  /** The Postgres of this run. Rejects if it cannot be started. */
  async postgres(): Promise<BenchServer> {
    this.#postgres ??= startPostgres(this.#home("postgres", findPostgres(process.env).program), {
      settings: postgresSettings,
    });
    const { url, process: server } = await this.#postgres;
    return { url, observed: { pid: server.pid, children: true } };
  }

  /** Adds the version of a started program to the report. */
  note(version: string): void {
    if (!this.versions.includes(version)) this.versions.push(version);
  }

  /** Stops the servers and removes their data. */
  async stop(): Promise<void> {
    for (const server of [this.#redis, this.#postgres])
      await server?.then(({ process: running }) => running.stop()).catch(() => undefined);
    removeRunFolder(this.#run);
  }

  #home(name: string, program: ServerProgram | undefined): { run: string; program: ServerProgram } {
    const home = this.#homeOf(name, program);
    this.note(`${name} ${home.program.version}`);
    return home;
  }

  #homeOf(name: string, program: ServerProgram | undefined): { run: string; program: ServerProgram } {
    if (program === undefined)
      throw new Error(`the benchmark starts ${name} itself and needs its program, not only a URL`);
    return { run: this.#run, program };
  }
}
