// The commands. Bad configuration ends with 2 before any port is bound, a
// failure to start or to stop with 1, an orderly end with 0. Lines for people
// go to standard output, the log to standard error.
import { loadDriver, systemClock } from "../src/index.ts";
import { checkText, startText } from "./banner.ts";
import {
  type CheckedStore,
  type Config,
  checkStores,
  type Environment,
  type Fault,
  faultText,
  loadConfig,
  type ReadResources,
  usage,
} from "./config/index.ts";
import { Lifecycle } from "./lifecycle.ts";
import { onEndSignal, onStandingSignal } from "./signals.ts";
import { createLog, type Log } from "./telemetry/index.ts";
import { version } from "./version.ts";

const lastLinesMs = 500;
const settleMs = 1000;
const exitCode = { ok: 0, failed: 1, misconfigured: 2 } as const;

function say(text: string): void {
  process.stdout.write(text);
}

function complain(faults: readonly Fault[]): void {
  const count = faults.length === 1 ? "a fault" : `${faults.length} faults`;
  const lines = faults.map((fault) => `  ${faultText(fault)}\n`);
  process.stderr.write(`pillion: the configuration has ${count}:\n${lines.join("")}`);
}

// Loaded only if there are such files.
const readResources: ReadResources = async (request) =>
  (await import("./config/dapr-files/index.ts")).readResources(request);

/** Runs a command. Resolves to the exit code when it is done. */
export async function run(words: readonly string[], environment: Environment): Promise<number> {
  const loaded = await loadConfig(words, environment, readResources);
  if (loaded.command === "help" || loaded.command === "version") {
    say(loaded.command === "help" ? usage() : `${version}\n`);
    return exitCode.ok;
  }
  if (loaded.command === "wait" && loaded.config !== undefined) return wait(loaded.config);
  const checked = await checkStores(loaded.stores, loadDriver);
  const faults = [...loaded.faults, ...checked.faults];
  if (loaded.config === undefined || faults.length > 0) {
    complain(faults);
    return exitCode.misconfigured;
  }
  const warnings = [...loaded.warnings, ...checked.warnings];
  if (loaded.command === "serve") return serve(loaded.config, checked.stores, warnings);
  for (const warning of warnings) process.stderr.write(`warning: ${faultText(warning)}\n`);
  say(checkText(loaded.config, checked.stores));
  return exitCode.ok;
}

async function wait(config: Config): Promise<number> {
  const { waitUntilReady } = await import("./wait.ts");
  if (await waitUntilReady(config.http)) return exitCode.ok;
  process.stderr.write("pillion: no sidecar with this configuration became ready within a minute\n");
  return exitCode.failed;
}

// What nobody caught leaves the process in a state that nobody knows. Stores
// keep what they acknowledged, so the safe thing is to end at once.
function endOnUncaught(log: Log): void {
  let ending = false;
  const end = (message: string) => (cause: unknown) => {
    if (ending) return;
    ending = true;
    log.fatal(message, {}, cause);
    void log.flush().finally(() => process.exit(exitCode.failed));
  };
  process.on("uncaughtException", end("uncaught exception"));
  process.on("unhandledRejection", end("unhandled rejection"));
}

// What starting left behind is given back before load builds on it: a tenth of the memory of an idle pod, for some 20 ms.
// The first collection finds what is dead, the second gives its pages back. Without --expose-gc it is left to V8.
function settleMemory(): void {
  globalThis.gc?.();
  globalThis.gc?.();
}

async function serve(
  config: Config,
  stores: readonly CheckedStore[],
  warnings: readonly Fault[],
): Promise<number> {
  const log = createLog({ level: config.log.level, fields: { app: config.appId } });
  endOnUncaught(log);
  onStandingSignal((message) => log.warn(message));
  // Whoever read the lines for people has gone; that is no reason to end.
  process.stdout.on("error", () => undefined);
  for (const warning of warnings) log.warn(faultText(warning));
  const { compose } = await import("./compose.ts");
  const sidecar = await compose(config, stores, log);
  const lifecycle = new Lifecycle(sidecar.units, systemClock, {
    onState: (state) => log.debug("lifecycle", { state }),
    onStopFault: (unit, cause) => log.error("a part did not stop in order", { unit }, cause),
  });
  const ended = onEndSignal((signal) => {
    // Whoever sends work here looks elsewhere before the last call is taken.
    sidecar.leave();
    return end(lifecycle, config, log, signal);
  });
  try {
    await lifecycle.start(config.shutdown.graceMs);
  } catch (cause) {
    const message =
      cause instanceof Error ? `${cause.message}${portHint(cause.message, config)}` : "it failed";
    log.fatal("cannot start", { reason: message }, cause);
    await log.flush();
    if (config.log.banner) process.stderr.write(`pillion: cannot start: ${message}\n`);
    return exitCode.failed;
  }
  if (lifecycle.state === "running") {
    log.info("running", { version, ...sidecar.served() });
    if (config.log.banner) say(startText(sidecar.served(), config, stores));
    setTimeout(settleMemory, settleMs).unref();
  }
  return ended;
}

// Whoever reads that a port cannot be had wants to know how to name another.
function portHint(message: string, { grpc, http, publicHttp }: Config): string {
  const port = Number(/^cannot listen on \S+:(\d+): /.exec(message)?.[1]);
  if (Number.isNaN(port)) return "";
  const flags = new Map([
    [publicHttp?.port, "--dapr-public-port"],
    [http.port, "--dapr-http-port"],
    [grpc.port, "--dapr-grpc-port"],
  ]);
  return `; ${flags.get(port) ?? "--metrics-port"} names another port`;
}

/** Ends in order within the grace period, or at its end out of order. */
async function end(lifecycle: Lifecycle, config: Config, log: Log, signal: string): Promise<number> {
  const { graceMs, blockMs } = config.shutdown;
  log.info("stopping", { signal, graceMs, ...(blockMs > 0 && { blockMs }) });
  if (blockMs > 0) await new Promise((resolve) => setTimeout(resolve, blockMs));
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<"late">((resolve) => {
    timer = setTimeout(resolve, graceMs, "late");
  });
  const result = await Promise.race([lifecycle.stop(graceMs), late]);
  clearTimeout(timer);
  if (result === "late") log.error("did not stop within the grace period", { graceMs });
  else log.info("stopped", { state: lifecycle.state });
  // Nobody may be reading the log any more; the end does not wait for them.
  await Promise.race([log.flush(), new Promise((resolve) => setTimeout(resolve, lastLinesMs))]);
  return result === "late" ? exitCode.failed : exitCode.ok;
}
