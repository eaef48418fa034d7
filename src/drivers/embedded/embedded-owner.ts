// Exclusive ownership of a data directory by one process. LMDB holds a lock of the
// operating system (fcntl) on the lock file of every data file that a process has
// open, and empties its reader table when a process opens it alone. So a separate
// small file is opened; the process that finds its reader table empty and then has
// the only entry in it is the owner. The kernel releases the lock when the process
// ends in any way, so there is nothing to clean up, process ids (which repeat in
// containers) are not compared, and containers that share a volume exclude each
// other. `owner.txt` is only for the error message.
import { rmSync, writeFileSync } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { pid } from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { type Database, open, type Transaction } from "lmdb";
import type { StoreError } from "../../model/errors.ts";
import { invalid } from "./embedded-directory.ts";
import { inspectFile } from "./embedded-file.ts";

const lockFile = "owner.mdb";
const noteFile = "owner.txt";
const attemptsMax = 6;
// Multiplied by the number of the attempt; at most 1.1 s in all before a directory is rejected.
const retryDelayMsMin = 5;
const retryDelayMsMax = 50;

// The kernel grants a second lock to the same process, and releasing it would release the first. So all copies of this
// module in the process share this register.
const register: { [ownedKey]?: Set<string> } = globalThis as object;
const ownedKey = Symbol.for("pillion.embedded.owned-directories");
register[ownedKey] ??= new Set();
const owned = register[ownedKey];

/** The ownership of a data directory. */
export class EmbeddedOwner {
  readonly #directory: string;
  readonly #identity: string;
  readonly #claim: Claim;

  private constructor(directory: string, identity: string, claim: Claim) {
    this.#directory = directory;
    this.#identity = identity;
    this.#claim = claim;
  }

  /**
   * Acquires the directory, which must exist. Rejects with `invalid` if another process or another store of this one
   * owns it, and with the error of the file system if it cannot be used.
   */
  static async acquire(directory: string, random: () => number): Promise<EmbeddedOwner> {
    const { dev, ino } = await stat(directory, { bigint: true });
    const identity = `${dev}:${ino}`;
    if (owned.has(identity)) throw inUse(directory, `process ${pid}, which is this one`);
    owned.add(identity);
    try {
      for (let attempt = 1; attempt <= attemptsMax; attempt++) {
        const claim = await tryClaim(directory);
        if (claim !== undefined) {
          note(directory);
          return new EmbeddedOwner(directory, identity, claim);
        }
        // Two processes that start at once may each see the other, so each tries again after a random delay.
        await sleep(attempt * (retryDelayMsMin + random() * (retryDelayMsMax - retryDelayMsMin)));
      }
      throw inUse(directory, await readNote(directory));
    } catch (thrown) {
      owned.delete(identity);
      throw thrown;
    }
  }

  /** Releases the directory. */
  async release(): Promise<void> {
    rmSync(join(this.#directory, noteFile), { force: true });
    this.#claim.reader.done();
    await this.#claim.file.close();
    owned.delete(this.#identity);
  }
}

interface Claim {
  readonly file: Database;
  /** An entry in the reader table; held as long as the directory is owned. */
  readonly reader: Transaction;
}

async function tryClaim(directory: string): Promise<Claim | undefined> {
  const path = join(directory, lockFile);
  // Before LMDB opens the lock file: closing it later would release the lock.
  if ((await inspectFile(path)) === "damaged") {
    throw invalid(directory, `has a damaged ${lockFile}; remove that file`);
  }
  const file = open({ path, noSubdir: true, overlappingSync: false, ...ownerFile });
  if (readersOf(file) === 0) {
    const reader = file.useReadTransaction();
    if (readersOf(file) === 1) return { file, reader };
    reader.done();
  }
  await file.close();
  return undefined;
}

// LMDB's native code reads this option; its types lack it.
const ownerFile: object = { permissionsMode: 0o600 };

// How many reader entries were taken since a process last opened the lock file alone. From LMDB's environment, which its
// types lack, because reading statistics would itself take an entry.
function readersOf(file: Database): number {
  const { env } = file as unknown as { readonly env: { info(): { readonly numReaders: number } } };
  return env.info().numReaders;
}

// The note is not essential: a full disk must not keep a store from opening.
function note(directory: string): void {
  const path = join(directory, noteFile);
  try {
    // One that a killed process left may belong to another user.
    rmSync(path, { force: true });
    writeFileSync(path, `process ${pid} on host ${hostname()}\n`, { mode: 0o600 });
  } catch (thrown) {
    if (!(thrown instanceof Error && "code" in thrown && thrown.code === "ENOSPC")) throw thrown;
  }
}

async function readNote(directory: string): Promise<string> {
  try {
    const text = await readFile(join(directory, noteFile), "utf8");
    const [process] = /^process \d+ on host \S+/.exec(text) ?? [];
    return process ?? "another process";
  } catch {
    return "another process";
  }
}

function inUse(directory: string, by: string): StoreError {
  return invalid(directory, `is in use by ${by}; stop it, or use another directory`);
}
