// The real servers of a bench run, found and started as for the tests, each when
// a case first asks for it. Postgres flushes every commit to the disk; Redis
// keeps its records in memory, as a cache beside an application usually does.
import { join } from "node:path";
import { type PostgresServer, startPostgres } from "../../servers/postgres-server.ts";
import { findPostgres } from "../../servers/postgres-source.ts";
import { type RedisServer, startRedis } from "../../servers/redis-server.ts";
import { findRedis } from "../../servers/redis-source.ts";
import { createRunFolder, removeDeadRuns, removeRunFolder } from "../../servers/run-folder.ts";
import type { ServerProgram } from "../../servers/server-source.ts";
import type { Observed } from "../measure/process-usage.ts";
import { root } from "./bench-folders.ts";

/** A server as cases see it. */
export interface BenchServer {
  readonly url: string;
  /** Its process, with its children. */
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
  /** What was started, for the report: `redis 7.0.15`. */
  readonly versions: string[] = [];

  constructor() {
    removeDeadRuns();
    this.#run = createRunFolder();
  }

  /** A Redis of this run. Rejects if none can be had. */
  async redis(): Promise<BenchServer> {
    this.#redis ??= startRedis(this.#home("redis", findRedis(process.env, join(root, ".cache")).program));
    const { url, process: server } = await this.#redis;
    return { url, observed: { pid: server.pid, children: false } };
  }

  /** A Redis for one case alone, which the case may kill. Rejects if none can be had. */
  async ownRedis(): Promise<BenchServer & { kill(): Promise<void> }> {
    const { program } = findRedis(process.env, join(root, ".cache"));
    const { url, process: server } = await startRedis(this.#homeOf("redis", program));
    return { url, observed: { pid: server.pid, children: false }, kill: () => server.kill() };
  }

  /** A Postgres of this run. Rejects if none can be had. */
  async postgres(): Promise<BenchServer> {
    this.#postgres ??= startPostgres(this.#home("postgres", findPostgres(process.env).program), {
      settings: postgresSettings,
    });
    const { url, process: server } = await this.#postgres;
    return { url, observed: { pid: server.pid, children: true } };
  }

  /** Notes a program that was started, for the report. */
  note(version: string): void {
    if (!this.versions.includes(version)) this.versions.push(version);
  }

  /** Ends them and removes their data. */
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
      throw new Error(`the bench starts a ${name} of its own and needs its program, not only a URL`);
    return { run: this.#run, program };
  }
}
