// Starts PgBouncer in front of a Postgres. It needs `pgbouncer` on PATH; on Debian
// it is a package, which has no download of its own.
import { execFileSync } from "node:child_process";
import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createServerFolder } from "./run-folder.ts";
import { freePort, ServerProcess } from "./server-process.ts";

/** How PgBouncer assigns connections to the server: for a client's connection, or for each transaction. */
export type PoolMode = "session" | "transaction";

/** How PgBouncer is set up. */
export interface PgBouncerOptions {
  readonly mode: PoolMode;
  /** The maximum number of connections to the server for each user and database. Default: 10. */
  readonly poolSize?: number;
  /** More lines of the section `[pgbouncer]`. */
  readonly settings?: readonly string[];
}

/** A running PgBouncer. */
export interface PgBouncer {
  readonly port: number;
  /** The URL of the Postgres with PgBouncer's address, for the same user. */
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts PgBouncer in the run's folder, in front of the Postgres with this URL. It logs in as the user of the client. */
export async function startPgBouncer(
  run: string,
  postgresUrl: string,
  { mode, poolSize = 10, settings = [] }: PgBouncerOptions,
): Promise<PgBouncer> {
  requirePgBouncer();
  const target = new URL(postgresUrl);
  const port = await freePort();
  const folder = createServerFolder(run, "pgbouncer");
  const login = target.password === "" ? "" : ` user=${target.username} password=${target.password}`;
  const lines = [
    "[databases]",
    `* = host=${target.hostname} port=${target.port}${login}`,
    "[pgbouncer]",
    `listen_addr = 127.0.0.1\nlisten_port = ${port}\nauth_type = ${login === "" ? "trust" : "any"}`,
    `pool_mode = ${mode}\ndefault_pool_size = ${poolSize}\nunix_socket_dir =`,
    `auth_file = ${join(folder, "users")}`,
    ...settings,
  ];
  writeFileSync(join(folder, "users"), `"${target.username}" ""\n`);
  writeFileSync(join(folder, "pgbouncer.ini"), `${lines.join("\n")}\n`);
  chmodSync(folder, 0o777);
  const server = new ServerProcess({
    command: "pgbouncer",
    args: [join(folder, "pgbouncer.ini")],
    folder,
    ready: /process up/,
    stopSignal: "SIGTERM",
    // PgBouncer does not run as root.
    user: process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : undefined,
  });
  await server.start();
  target.hostname = "127.0.0.1";
  target.port = String(port);
  return { port, url: target.href, stop: () => server.stop() };
}

function requirePgBouncer(): void {
  try {
    execFileSync("pgbouncer", ["--version"], { stdio: "ignore" });
  } catch {
    throw new TypeError("pgbouncer is not on PATH; install it (Debian: apt-get install pgbouncer)");
  }
}
