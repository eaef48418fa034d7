// The commands `backup` and `restore`: a copy of one store in one file. A wrong file or store exits with code 2, what fails with
// 1. A signal ends them early; nothing of the copy stays.
import { resolve } from "node:path";
import { asStoreError, type BackupReport, systemClock } from "../src/index.ts";
import type { CheckedStore, Config } from "./config/index.ts";
import { exitCode } from "./exit-code.ts";

type Command = "backup" | "restore";

const endSignals = ["SIGTERM", "SIGINT", "SIGHUP"] as const;

/** Runs one of the commands. Resolves to the exit code. */
export async function runBackup(
  command: Command,
  [fileOperand, storeName]: readonly string[],
  { appId }: Pick<Config, "appId">,
  stores: readonly CheckedStore[],
): Promise<number> {
  if (fileOperand === undefined) return reject(`${command}: needs a file: pillion ${command} FILE [STORE]`);
  const store = chooseStore(stores, storeName);
  if (typeof store === "string") return reject(`${command}: ${store}`);
  const file = resolve(fileOperand);
  const { name } = store;
  const signal = endSignal();
  // LMDB prints the errors that it also throws.
  console.error = () => undefined;
  try {
    const report =
      command === "backup"
        ? await store.backUp?.({ file, origin: { appId, store: name, time: systemClock.now() }, signal })
        : await store.restore?.({ file, random: Math.random, signal });
    if (report === undefined) return reject(`${command}: ${unsupported(store)}`);
    process.stdout.write(reportText(command, name, file, report));
    if (report.origin.appId !== appId) say(otherAppText(report.origin.appId, appId));
    return exitCode.ok;
  } catch (thrown) {
    const { violations, message, code } = asStoreError(thrown);
    const reason = violations.map(({ description }) => description).join("; ") || message;
    say(`${command} of the store "${name}" failed: ${reason}; ${nothingLeft[command]}`);
    return code === "invalid" ? exitCode.misconfigured : exitCode.failed;
  }
}

const nothingLeft: Readonly<Record<Command, string>> = {
  backup: "no file was made",
  restore: "nothing was restored",
};

function say(text: string): void {
  process.stderr.write(`pillion: ${text}\n`);
}

function reject(text: string): number {
  say(text);
  return exitCode.misconfigured;
}

// The store, or why there is none.
function chooseStore(stores: readonly CheckedStore[], name: string | undefined): CheckedStore | string {
  const possible = stores.filter(({ backUp, restore }) => backUp !== undefined && restore !== undefined);
  const names = possible.map((store) => store.name).join(", ");
  if (name !== undefined) {
    const named = stores.find((store) => store.name === name);
    if (named === undefined)
      return `there is no store "${name}"; those that have backups: ${names || "none"}`;
    return possible.includes(named) ? named : unsupported(named);
  }
  const [only, ...others] = possible;
  if (only === undefined)
    return "none of the stores is embedded; back up the others with their servers' tools";
  return others.length === 0 ? only : `there are several embedded stores, name one after the file: ${names}`;
}

function unsupported({ name, driver }: CheckedStore): string {
  return `the store "${name}" (${driver}) has no backups; use the tools of its server`;
}

function reportText(
  command: Command,
  name: string,
  file: string,
  { origin, place, bytes, records }: BackupReport,
): string {
  const size = `${records} record${records === 1 ? "" : "s"}, ${bytes} bytes`;
  if (command === "backup") return `Copied the store "${name}" in ${place} to ${file}: ${size}.\n`;
  const made = `made from the store "${origin.store}" at ${new Date(origin.time).toISOString()}`;
  return `Restored the store "${name}" in ${place} from ${file}: ${size}, ${made}.\n`;
}

function otherAppText(backupApp: string, appId: string): string {
  return `warning: the backup was made by the app "${backupApp}", and this is "${appId}"; unless keyPrefix says otherwise, its records are visible only with --app-id ${backupApp}`;
}

function endSignal(): AbortSignal {
  const controller = new AbortController();
  for (const signal of endSignals) process.on(signal, () => controller.abort());
  // The system sends it with a write beyond the size that it allows for files; the write fails anyway.
  process.on("SIGXFSZ", () => undefined);
  return controller.signal;
}
