// A server as a process of this machine: started, watched through its log until
// it is ready, frozen, killed, started again on the same data. It is ended by
// its process id alone.
import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { notePid } from "./run-folder.ts";

/** How to start a server. */
export interface ProcessOptions {
  readonly command: string;
  readonly args: readonly string[];
  /** Its folder below the run's folder; `log` and `pid` are written there. */
  readonly folder: string;
  /** What its log says once it serves. */
  readonly ready: RegExp;
  readonly stopSignal: NodeJS.Signals;
  readonly env?: NodeJS.ProcessEnv;
  /** Another user to run as. */
  readonly user?: { readonly uid: number; readonly gid: number } | undefined;
}

const startMsMax = 30_000;
const stopMsMax = 10_000;

/** One server process. */
export class ServerProcess {
  readonly #options: ProcessOptions;
  #child: ChildProcess | undefined;
  #runs = 0;

  constructor(options: ProcessOptions) {
    this.#options = options;
  }

  /** The process id; throws if it does not run. */
  get pid(): number {
    const pid = this.#child?.pid;
    if (pid === undefined) throw new Error("the server is not running");
    return pid;
  }

  /** What the present process has logged. */
  get log(): string {
    const file = this.#logFile;
    return existsSync(file) ? readFileSync(file, "utf8") : "";
  }

  get #logFile(): string {
    return join(this.#options.folder, `log-${this.#runs}`);
  }

  /** Starts it and waits until its log says that it serves; rejects with the log if it does not. */
  async start(): Promise<void> {
    const { command, args, folder, env, user } = this.#options;
    this.#runs += 1;
    const log = openSync(this.#logFile, "a");
    const child = spawn(command, args, {
      cwd: folder,
      stdio: ["ignore", log, log],
      detached: true,
      env: { ...process.env, ...env },
      ...user,
    });
    closeSync(log);
    this.#child = child;
    let failure: string | undefined;
    child.once("error", (cause) => {
      failure = cause.message;
    });
    child.once("exit", (code, signal) => {
      failure ??= `it ended with ${signal ?? code}`;
      if (this.#child === child) this.#child = undefined;
    });
    child.unref();
    if (child.pid !== undefined) notePid(folder, child.pid);
    await until(
      () => failure !== undefined || this.#options.ready.test(this.log),
      startMsMax,
      () => `${command} was not ready within ${startMsMax} ms:\n${this.log}`,
    );
    if (failure !== undefined) throw new Error(`${command}: ${failure}:\n${this.log.slice(-4000)}`);
  }

  /** Stops it in order; kills it if it does not stop. Does nothing if it does not run. */
  async stop(): Promise<void> {
    const child = this.#child;
    if (child?.pid === undefined) return;
    child.kill("SIGCONT");
    child.kill(this.#options.stopSignal);
    const timer = setTimeout(() => child.kill("SIGKILL"), stopMsMax);
    await this.#ended(child);
    clearTimeout(timer);
  }

  /** Kills it without warning. */
  async kill(): Promise<void> {
    const child = this.#child;
    if (child === undefined) return;
    child.kill("SIGKILL");
    await this.#ended(child);
  }

  /** Stops it from running while its sockets stay open. */
  freeze(): void {
    process.kill(this.pid, "SIGSTOP");
  }

  /** Lets a frozen one run on. */
  thaw(): void {
    process.kill(this.pid, "SIGCONT");
  }

  async #ended(child: ChildProcess): Promise<void> {
    await until(
      () => child.exitCode !== null || child.signalCode !== null,
      stopMsMax * 2,
      () => "the server did not end",
    );
  }
}

/** Waits for a condition; rejects with `explain` when the time is over. Asks every 10 ms. */
export async function until(
  condition: () => boolean | Promise<boolean>,
  waitMsMax: number,
  explain: () => string = () => `the condition did not come true within ${waitMsMax} ms`,
): Promise<void> {
  const end = performance.now() + waitMsMax;
  while (!(await condition())) {
    if (performance.now() > end) throw new Error(explain());
    await delay(10);
  }
}

// Cluster buses of Redis 6 take their port plus 10000, which must fit too.
const portMax = 55_000;

async function isFree(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(undefined));
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" ? address?.port : undefined));
    });
  });
}

/** A port of 127.0.0.1 that is free now; `withBus` asks for port + 10000 as well. */
export async function freePort(withBus = false): Promise<number> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const port = await isFree(withBus ? 20_000 + Math.floor(Math.random() * (portMax - 20_000)) : 0);
    if (port === undefined) continue;
    if (!withBus || (await isFree(port + 10_000)) !== undefined) return port;
  }
  throw new Error("no free port on 127.0.0.1 after 100 attempts");
}
