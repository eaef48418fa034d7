// The command `serve`: starts the process and stops it in order after a signal. An exception that nothing catches ends the
// process at once.
import { setTimeout as sleep } from "node:timers/promises";
import { isatty } from "node:tty";
import { StoreError, systemClock } from "../src/index.ts";
import { startText } from "./banner.ts";
import { compose, type Sidecar } from "./compose.ts";
import type { CheckedStore, Config } from "./config/index.ts";
import { exitCode } from "./exit-code.ts";
import { Lifecycle } from "./lifecycle.ts";
import { ListenError } from "./net/index.ts";
import { onEndSignal, onIgnoredSignal } from "./signals.ts";
import { createLog, type Log, logPrinted } from "./telemetry/index.ts";
import { version } from "./version.ts";

const standardError = 2;
const lastLinesMs = 500;
const settleMs = 1000;

/** Serves until a signal. Resolves to the exit code. */
export async function serve(
  config: Config,
  stores: readonly CheckedStore[],
  warnings: readonly string[],
): Promise<number> {
  const format = config.log.format ?? (isatty(standardError) ? "text" : "json");
  const log = createLog({ level: config.log.level, format, fields: { app: config.appId } });
  endOnUncaught(log);
  logPrinted(log, console, process, () => systemClock.monotonic());
  onIgnoredSignal((message) => log.warn(message));
  // A closed standard output must not end the process.
  process.stdout.on("error", () => undefined);
  for (const warning of warnings) log.warn(warning);
  const sidecar = await compose(config, stores, log);
  const lifecycle = new Lifecycle(sidecar.units, systemClock, {
    onState: (state) => log.debug("lifecycle", { state }),
    onStopError: (unit, cause) => log.error("a unit failed to stop", { unit }, cause),
  });
  const ended = onEndSignal((signal) => {
    // Reported as not serving first, so that load balancers stop sending calls while they are still accepted.
    sidecar.leave();
    return end(lifecycle, config, log, signal);
  });
  try {
    await lifecycle.start(config.shutdown.graceMs);
  } catch (cause) {
    return reportFailedStart(cause, config, log);
  }
  if (lifecycle.state === "running") reportRunning(sidecar, config, stores, log);
  return ended;
}

function reportRunning(sidecar: Sidecar, config: Config, stores: readonly CheckedStore[], log: Log): void {
  log.info("running", { version, ...sidecar.served() });
  if (config.log.banner) process.stdout.write(startText(sidecar.served(), config, stores));
  setTimeout(settleMemory, settleMs).unref();
}

async function reportFailedStart(cause: unknown, config: Config, log: Log): Promise<number> {
  const reason = cause instanceof Error ? `${cause.message}${listenHint(cause, config)}` : "unknown reason";
  // What an operator can change needs no stack.
  const isOfOperator =
    cause instanceof ListenError || (cause instanceof StoreError && cause.code === "invalid");
  log.fatal(`cannot start: ${reason}`, {}, isOfOperator ? undefined : cause);
  await log.flush();
  return exitCode.failed;
}

// Names the flag that sets another port, or other addresses.
function listenHint(cause: Error, { grpc, http, publicHttp, metrics }: Config): string {
  if (!(cause instanceof ListenError) || cause.port === undefined) return "";
  const flags = new Map([
    [metrics.http?.port, ["--metrics-port", "--metrics-listen-address"]],
    [publicHttp?.port, ["--dapr-public-port", "--dapr-public-listen-address"]],
    [http.port, ["--dapr-http-port", "--dapr-listen-addresses"]],
    [grpc.port, ["--dapr-grpc-port", "--dapr-listen-addresses"]],
  ]);
  const [port, addresses] = flags.get(cause.port) ?? [];
  if (port === undefined) return "";
  if (cause.reason === "not-there") return `; use ${addresses} to choose another address`;
  return `; use ${port} to choose another port`;
}

// After an uncaught exception the state of the process is unknown. Stores keep every acknowledged write, so ending at once
// is safe.
function endOnUncaught(log: Log): void {
  let ending = false;
  const endWith = (message: string) => (cause: unknown) => {
    if (ending) return;
    ending = true;
    log.fatal(message, {}, cause);
    void log.flush().finally(() => process.exit(exitCode.failed));
  };
  process.on("uncaughtException", endWith("uncaught exception"));
  process.on("unhandledRejection", endWith("unhandled rejection"));
}

// Frees the garbage of the start-up, a tenth of the memory of an idle pod, in about 20 ms. The first collection finds
// what is unused, the second returns its pages. Without --expose-gc this is left to V8.
function settleMemory(): void {
  globalThis.gc?.();
  globalThis.gc?.();
}

/** Stops in order within the grace period. After it, the process ends with a failure. */
async function end(lifecycle: Lifecycle, config: Config, log: Log, signal: string): Promise<number> {
  const { graceMs, blockMs } = config.shutdown;
  log.info("stopping", { signal, graceMs, ...(blockMs > 0 && { blockMs }) });
  if (blockMs > 0) await sleep(blockMs);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<"late">((resolve) => {
    timer = setTimeout(resolve, graceMs, "late");
  });
  const result = await Promise.race([lifecycle.stop(graceMs), late]);
  clearTimeout(timer);
  if (result === "late") log.error("did not stop within the grace period", { graceMs });
  else log.info("stopped", { state: lifecycle.state });
  // The log may no longer have a reader; do not wait for one.
  await Promise.race([log.flush(), sleep(lastLinesMs)]);
  return result === "late" ? exitCode.failed : exitCode.ok;
}
