// Starts Redis servers of any configuration from the program of this run.
// Each listens on 127.0.0.1 and on a Unix socket, and has its own folder.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createServerFolder } from "./run-folder.ts";
import { freePort, ServerProcess } from "./server-process.ts";
import type { ServerProgram } from "./server-source.ts";

/** How a Redis is set up. Default: no password, no persistence. */
export interface RedisServerOptions {
  /** Lines of redis.conf, as `name: value`; a list repeats the name. */
  readonly config?: Readonly<Record<string, string | readonly string[]>>;
  readonly sentinel?: boolean;
  /** Keep port + 10000 free for a cluster bus. */
  readonly bus?: boolean;
}

/** A running Redis. */
export interface RedisServer {
  readonly host: string;
  readonly port: number;
  readonly socket: string;
  /** `redis://127.0.0.1:port`; no password in it. */
  readonly url: string;
  readonly folder: string;
  readonly process: ServerProcess;
}

/** Where servers are started: the run's folder and the program. */
export interface RedisHome {
  readonly run: string;
  readonly program: ServerProgram;
}

function configText(settings: Readonly<Record<string, string | readonly string[]>>): string {
  const lines = Object.entries(settings).flatMap(([name, value]) =>
    (typeof value === "string" ? [value] : value).map((item) => `${name} ${item === "" ? '""' : item}`),
  );
  return `${lines.join("\n")}\n`;
}

/** Starts a Redis and waits until it serves. */
export async function startRedis(home: RedisHome, options: RedisServerOptions = {}): Promise<RedisServer> {
  const folder = createServerFolder(home.run, options.sentinel === true ? "sentinel" : "redis");
  const port = await freePort(options.bus === true);
  const socket = join(folder, "s");
  const file = join(folder, "redis.conf");
  const settings: Record<string, string | readonly string[]> = {
    bind: "127.0.0.1",
    port: String(port),
    dir: folder,
    // The process's arguments then keep naming its folder, by which the clean-up identifies it.
    "set-proc-title": "no",
    ...(options.sentinel !== true && { unixsocket: socket, save: "", appendonly: "no", databases: "16" }),
    ...options.config,
  };
  writeFileSync(file, configText(settings), { mode: 0o644 });
  const { command, leading } = home.program;
  const server = new ServerProcess({
    command,
    args: [...leading, file, ...(options.sentinel === true ? ["--sentinel"] : [])],
    folder,
    ready: options.sentinel === true ? /Sentinel ID is/ : /Ready to accept connections/,
    stopSignal: "SIGTERM",
  });
  await server.start();
  return { host: "127.0.0.1", port, socket, url: `redis://127.0.0.1:${port}`, folder, process: server };
}
