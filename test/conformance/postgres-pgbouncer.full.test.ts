// The suite on Postgres behind PgBouncer in transaction mode. Needs `pgbouncer` on PATH.
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe } from "vitest";
import { freePort, until } from "../servers/server-process.ts";
import { sharedPostgresUrl } from "../servers/test-servers.ts";
import { openPostgres, postgresExceptions } from "./postgres-subject.ts";
import { conformance } from "./suite.ts";

describe("behind PgBouncer", () => {
  const folder = mkdtempSync(join(tmpdir(), "pillion-pgbouncer-"));
  let bouncer: ChildProcess | undefined;
  let url: string;

  beforeAll(async () => {
    requirePgBouncer();
    const target = new URL(await sharedPostgresUrl());
    const port = await freePort();
    const password = target.password === "" ? "" : ` password=${target.password}`;
    const settings = [
      "[databases]",
      `* = host=${target.hostname} port=${target.port} user=${target.username}${password}`,
      "[pgbouncer]",
      `listen_addr = 127.0.0.1\nlisten_port = ${port}\nauth_type = any\npool_mode = transaction\ndefault_pool_size = 10`,
      `unix_socket_dir =\nlogfile = ${join(folder, "log")}`,
    ];
    const file = join(folder, "pgbouncer.ini");
    writeFileSync(file, `${settings.join("\n")}\n`);
    chmodSync(folder, 0o777);
    // PgBouncer does not run as root.
    const user = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
    bouncer = spawn("pgbouncer", ["-q", file], { stdio: "ignore", ...user });
    url = `postgres://${target.username}@127.0.0.1:${port}${target.pathname}`;
    await until(() => isListening(port), 10_000);
  });

  afterAll(() => {
    bouncer?.kill("SIGKILL");
    rmSync(folder, { recursive: true });
  });

  conformance({
    name: "postgres v2 behind pgbouncer",
    open: () => openPostgres("v2", undefined, { url, pgbouncer: true }),
    exceptions: postgresExceptions.v2,
  });
});

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    const end = (isOpen: boolean): void => {
      socket.destroy();
      resolve(isOpen);
    };
    socket.once("connect", () => end(true));
    socket.once("error", () => end(false));
  });
}

function requirePgBouncer(): void {
  try {
    execFileSync("pgbouncer", ["--version"], { stdio: "ignore" });
  } catch (cause) {
    throw new TypeError("pgbouncer is not on PATH; install it (Debian: apt-get install pgbouncer)", {
      cause,
    });
  }
}
