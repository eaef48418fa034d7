// Starts Postgres servers from the programs of this run: each with a new cluster,
// on 127.0.0.1 and on a Unix socket. If this is root, Postgres runs as another
// user, because it does not run as root.
import { execFileSync } from "node:child_process";
import { appendFileSync, chownSync, cpSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { createServerFolder } from "./run-folder.ts";
import { freePort, ServerProcess } from "./server-process.ts";
import type { ServerProgram } from "./server-source.ts";

/** How a Postgres is set up. Default: all local users are trusted without a password; fsync is off. */
export interface PostgresServerOptions {
  /** Lines of postgresql.conf. */
  readonly settings?: Readonly<Record<string, string>>;
  /** The password that user `postgres` needs, with SCRAM. */
  readonly password?: string;
  /** Lines that go to the top of pg_hba.conf. */
  readonly hba?: readonly string[];
}

/** A running Postgres. */
export interface PostgresServer {
  readonly host: string;
  readonly port: number;
  /** Folder of its Unix socket: a `host` for clients. */
  readonly socketFolder: string;
  readonly user: string;
  readonly database: string;
  /** `postgres://postgres@127.0.0.1:port/postgres`, with the password if there is one. */
  readonly url: string;
  readonly folder: string;
  readonly process: ServerProcess;
}

/** A primary and the standby that follows it. */
export interface PostgresPair {
  readonly primary: PostgresServer;
  readonly standby: PostgresServer;
  stop(): Promise<void>;
}

/** Where servers are started: the run's folder and the program `postgres`. */
export interface PostgresHome {
  readonly run: string;
  readonly program: ServerProgram;
}

const unprivileged = { uid: 65_534, gid: 65_534 };

function serverUser(program: ServerProgram): { uid: number; gid: number } | undefined {
  return process.getuid?.() === 0 && program.from !== "docker" ? unprivileged : undefined;
}

function invocation(program: ServerProgram, name: string, args: readonly string[]): [string, string[]] {
  if (program.from === "docker") {
    const leading = program.leading.map((word) => (word === "postgres" ? name : word));
    return [program.command, [...leading, ...args]];
  }
  return [join(dirname(program.command), name), [...args]];
}

function initialise(home: PostgresHome, data: string, options: PostgresServerOptions): void {
  const args = ["-D", data, "-U", "postgres", "-E", "UTF8", "--locale=C", "--no-sync", "-A"];
  const user = serverUser(home.program);
  const [command, words] = invocation(home.program, "initdb", [...args, "trust"]);
  execFileSync(command, words, { stdio: "pipe", cwd: dirname(data), timeout: 60_000, ...user });
  if (options.password === undefined) return;
  // A new cluster has no password; single-user mode sets one before the first start.
  const [single, singleWords] = invocation(home.program, "postgres", ["--single", "-D", data, "postgres"]);
  const input = `ALTER USER postgres PASSWORD '${options.password.replaceAll("'", "''")}'\n`;
  execFileSync(single, singleWords, { input, stdio: ["pipe", "pipe", "pipe"], cwd: dirname(data), ...user });
  const lines = [...(options.hba ?? []), "host all all all scram-sha-256", "local all all trust"];
  writeFileSync(join(data, "pg_hba.conf"), `${lines.join("\n")}\nhost replication all 127.0.0.1/32 trust\n`);
}

function configure(data: string, port: number, settings: Readonly<Record<string, string>>): void {
  const all: Record<string, string> = {
    listen_addresses: "127.0.0.1",
    port: String(port),
    unix_socket_directories: dirname(data),
    fsync: "off",
    shared_buffers: "32MB",
    max_connections: "100",
    logging_collector: "off",
    wal_keep_size: "256MB",
    ...settings,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name} = '${value.replaceAll("'", "''")}'`);
  appendFileSync(join(data, "postgresql.conf"), `\n${lines.join("\n")}\n`);
}

function createDataFolder(home: PostgresHome): { folder: string; data: string } {
  const folder = createServerFolder(home.run, "postgres");
  const user = serverUser(home.program);
  if (user !== undefined) chownSync(folder, user.uid, user.gid);
  return { folder, data: join(folder, "data") };
}

async function serve(
  home: PostgresHome,
  folder: string,
  port: number,
  password: string | undefined,
): Promise<PostgresServer> {
  const [command, args] = invocation(home.program, "postgres", ["-D", join(folder, "data")]);
  const server = new ServerProcess({
    command,
    args,
    folder,
    ready: /ready to accept (read-only )?connections/,
    stopSignal: "SIGINT",
    env: { LC_ALL: "C" },
    user: serverUser(home.program),
  });
  await server.start();
  const login = password === undefined ? "postgres" : `postgres:${encodeURIComponent(password)}`;
  return {
    host: "127.0.0.1",
    port,
    socketFolder: folder,
    user: "postgres",
    database: "postgres",
    url: `postgres://${login}@127.0.0.1:${port}/postgres`,
    folder,
    process: server,
  };
}

/** Starts a Postgres with a fresh cluster and waits until it serves. */
export async function startPostgres(
  home: PostgresHome,
  options: PostgresServerOptions = {},
): Promise<PostgresServer> {
  const { folder, data } = createDataFolder(home);
  const port = await freePort();
  initialise(home, data, options);
  configure(data, port, options.settings ?? {});
  return serve(home, folder, port, options.password);
}

// Files that root copies belong to root.
function changeOwner(folder: string, user: { uid: number; gid: number }): void {
  chownSync(folder, user.uid, user.gid);
  for (const entry of readdirSync(folder, { recursive: true }))
    chownSync(join(folder, String(entry)), user.uid, user.gid);
}

/**
 * Starts a Postgres and a standby that streams from it. The standby begins as a copy of the cluster before its first
 * start, so that it needs no programs but initdb and postgres. `synchronous` makes commits wait for it.
 */
export async function startPostgresPair(
  home: PostgresHome,
  options: PostgresServerOptions & { readonly synchronous?: boolean } = {},
): Promise<PostgresPair> {
  const first = createDataFolder(home);
  const second = createDataFolder(home);
  const [primaryPort, standbyPort] = [await freePort(), await freePort()];
  initialise(home, first.data, options);
  mkdirSync(second.folder, { recursive: true });
  cpSync(first.data, second.data, { recursive: true, verbatimSymlinks: true });
  configure(first.data, primaryPort, {
    ...options.settings,
    ...(options.synchronous === true && { synchronous_standby_names: "standby" }),
  });
  configure(second.data, standbyPort, {
    ...options.settings,
    primary_conninfo: `host=127.0.0.1 port=${primaryPort} user=postgres application_name=standby`,
  });
  writeFileSync(join(second.data, "standby.signal"), "");
  const user = serverUser(home.program);
  if (user !== undefined) changeOwner(second.data, user);
  const primary = await serve(home, first.folder, primaryPort, options.password);
  const standby = await serve(home, second.folder, standbyPort, options.password);
  return {
    primary,
    standby,
    stop: async () => {
      await standby.process.stop();
      await primary.process.stop();
    },
  };
}

/**
 * Makes a server that is stopped the standby of another one, which was its own standby until it was promoted, and starts it.
 */
export async function startAsStandby(
  home: PostgresHome,
  server: PostgresServer,
  primary: PostgresServer,
): Promise<void> {
  const data = join(server.folder, "data");
  const user = serverUser(home.program);
  configure(data, server.port, { primary_conninfo: `host=127.0.0.1 port=${primary.port} user=postgres` });
  writeFileSync(join(data, "standby.signal"), "");
  if (user !== undefined) chownSync(join(data, "standby.signal"), user.uid, user.gid);
  await server.process.start();
}
