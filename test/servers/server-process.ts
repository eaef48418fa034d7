// A server process: it can be started, frozen, killed and started again on the
// same data. Starting waits until its log says that it is ready. It is killed only
// by its process id.
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
  /** Its folder in the run's folder; logs and `pid` are written there. */
  readonly folder: string;
  /** Matches its log once it serves. */
  readonly ready: RegExp;
  readonly stopSignal: NodeJS.Signals;
  readonly env?: NodeJS.ProcessEnv;
  /** The user to run as. Default: this process's. */
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

  /** The process id; throws if it is not running. */
  get pid(): number {
    const pid = this.#child?.pid;
    if (pid === undefined) throw new Error("the server is not running");
    return pid;
  }

  /** The log of the current process. */
  get log(): string {
    const file = this.#logFile;
    return existsSync(file) ? readFileSync(file, "utf8") : "";
  }

  get #logFile(): string {
    return join(this.#options.folder, `log-${this.#runs}`);
  }

  /** Starts it and waits until its log matches `ready`; rejects with the log if that takes longer than 30 s. */
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
      failure ??= `it exited with ${signal ?? code}`;
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

  /** Stops it with its stop signal; kills it after 10 s. Does nothing if it is not running. */
  async stop(): Promise<void> {
    const child = this.#child;
    if (child?.pid === undefined) return;
    child.kill("SIGCONT");
    child.kill(this.#options.stopSignal);
    const timer = setTimeout(() => child.kill("SIGKILL"), stopMsMax);
    await this.#exited(child);
    clearTimeout(timer);
  }

  /** Kills it with SIGKILL. */
  async kill(): Promise<void> {
    const child = this.#child;
    if (child === undefined) return;
    child.kill("SIGKILL");
    await this.#exited(child);
  }

  /** Suspends it; its sockets stay open. */
  freeze(): void {
    process.kill(this.pid, "SIGSTOP");
  }

  /** Resumes a frozen one. */
  thaw(): void {
    process.kill(this.pid, "SIGCONT");
  }

  async #exited(child: ChildProcess): Promise<void> {
    await until(
      () => child.exitCode !== null || child.signalCode !== null,
      stopMsMax * 2,
      () => "the server did not exit",
    );
  }
}

/** Checks a condition every 10 ms until it holds; rejects with `explain` after `waitMsMax`. */
export async function until(
  condition: () => boolean | Promise<boolean>,
  waitMsMax: number,
  explain: () => string = () => `the condition did not hold within ${waitMsMax} ms`,
): Promise<void> {
  const end = performance.now() + waitMsMax;
  while (!(await condition())) {
    if (performance.now() > end) throw new Error(explain());
    await delay(10);
  }
}

// The cluster bus of Redis 6 uses the port plus 10000, which must be a valid port, too.
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

/** Returns a port of 127.0.0.1 that is free now; with `withBus`, port + 10000 is free as well. */
export async function freePort(withBus = false): Promise<number> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const port = await isFree(withBus ? 20_000 + Math.floor(Math.random() * (portMax - 20_000)) : 0);
    if (port === undefined) continue;
    if (!withBus || (await isFree(port + 10_000)) !== undefined) return port;
  }
  throw new Error("no free port on 127.0.0.1 after 100 attempts");
}
