// The commands. An invalid configuration exits with code 2 before any port is bound, a failure to start or stop with 1,
// success with 0. Text for people is written to standard output, messages and the log to standard error.
import { loadDriver } from "../src/index.ts";
import { checkText } from "./banner.ts";
import {
  type Config,
  checkStores,
  type Environment,
  loadConfig,
  usage,
  violationText,
} from "./config/index.ts";
import { exitCode } from "./exit-code.ts";
import { version } from "./version.ts";

/** Runs a command. Resolves to the exit code when it is done. */
export async function run(words: readonly string[], environment: Environment): Promise<number> {
  const loaded = await loadConfig(words, environment);
  const { command, config } = loaded;
  if (command === "help" || command === "version") {
    process.stdout.write(command === "help" ? usage() : `${version}\n`);
    return exitCode.ok;
  }
  if (command === "wait" && config !== undefined) return wait(config);
  const checked = await checkStores(loaded.stores, loadDriver, loaded.isStrict, environment);
  const violations = [...loaded.violations, ...checked.violations].map(violationText);
  const warnings = [...loaded.warnings, ...checked.warnings].map(violationText);
  const allWarnings = [...warnings, ...checked.valueWarnings.map(violationText)];
  if (config === undefined || violations.length > 0) {
    warn(allWarnings);
    return reject(violations);
  }
  if (command === "check") {
    warn(allWarnings);
    process.stdout.write(checkText(config, checked.stores));
    return exitCode.ok;
  }
  if (command === "backup" || command === "restore") {
    const { runBackup } = await import("./backup.ts");
    return runBackup(command, loaded.operands, config, checked.stores);
  }
  const { serve } = await import("./serve.ts");
  return serve(config, checked.stores, warnings);
}

function warn(warnings: readonly string[]): void {
  for (const warning of warnings) process.stderr.write(`warning: ${warning}\n`);
}

function reject(violations: readonly string[]): number {
  const count = violations.length === 1 ? "a violation" : `${violations.length} violations`;
  const lines = violations.map((violation) => `  ${violation}\n`);
  process.stderr.write(`pillion: the configuration has ${count}:\n${lines.join("")}`);
  return exitCode.misconfigured;
}

async function wait({ http }: Config): Promise<number> {
  const { readinessPlace, waitUntilReady } = await import("./wait.ts");
  const place = readinessPlace(http);
  const say = (text: string) => void process.stderr.write(`pillion: ${text}\n`);
  let last = "";
  const onWaiting = (reason: string) => {
    last = reason;
    say(`waiting for ${place}: ${reason}`);
  };
  if (await waitUntilReady(http, { onWaiting })) return exitCode.ok;
  say(`not ready within a minute: ${place}: ${last}`);
  return exitCode.failed;
}
