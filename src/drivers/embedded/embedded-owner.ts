// Who may use a data directory: one process, for as long as it lives. LMDB
// keeps a lock of the operating system (fcntl) on the lock file of every data
// file that a process has open, and who opens it while no one else has it finds
// its table of readers emptied. So a small file of its own is opened, and whoever
// finds the table empty and then is alone in it is the owner. The kernel drops
// the lock when the process ends, however it ends: nothing is ever left to clean
// up, no process id is compared (they repeat in containers), and containers that
// share a volume exclude each other. `owner.txt` is only for the message.
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
// Times the number of the attempt; at most 1.1 s in all before a directory is refused.
const retryDelayMsMin = 5;
const retryDelayMsMax = 50;

// A second lock of the same process would be granted, and to give it back would drop the first. The register is shared
// by all copies of this module in the process.
const register: { [ownedKey]?: Set<string> } = globalThis as object;
const ownedKey = Symbol.for("pillion.embedded.owned-directories");
register[ownedKey] ??= new Set();
const owned = register[ownedKey];

/** The right to use a data directory. */
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
   * Takes the directory, which has to be there. Rejects with `invalid` if another process, or another store of this one,
   * has it; with whatever the file system says if it cannot be used.
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
        // Two that start at once may each see the other; so each tries again after a while of its own.
        await sleep(attempt * (retryDelayMsMin + random() * (retryDelayMsMax - retryDelayMsMin)));
      }
      throw inUse(directory, await readNote(directory));
    } catch (thrown) {
      owned.delete(identity);
      throw thrown;
    }
  }

  /** Gives the directory back. */
  async release(): Promise<void> {
    rmSync(join(this.#directory, noteFile), { force: true });
    this.#claim.place.done();
    await this.#claim.file.close();
    owned.delete(this.#identity);
  }
}

interface Claim {
  readonly file: Database;
  /** A reader's place in the lock file; held as long as the directory is owned. */
  readonly place: Transaction;
}

async function tryClaim(directory: string): Promise<Claim | undefined> {
  const path = join(directory, lockFile);
  // Before LMDB has the lock file open: to close it later would drop the lock.
  if ((await inspectFile(path)) === "broken") {
    throw invalid(directory, `has an ${lockFile} that is broken; remove it`);
  }
  const file = open({ path, noSubdir: true, overlappingSync: false, ...ownerFile });
  if (readersOf(file) === 0) {
    const place = file.useReadTransaction();
    if (readersOf(file) === 1) return { file, place };
    place.done();
  }
  await file.close();
  return undefined;
}

// Read by LMDB's native side; its types do not know it.
const ownerFile: object = { permissionsMode: 0o600 };

// How many places of readers were taken since the lock file was last opened by one process alone. Asked of LMDB's
// environment itself, which its types do not show: to ask for statistics would take a place.
function readersOf(file: Database): number {
  const { env } = file as unknown as { readonly env: { info(): { readonly numReaders: number } } };
  return env.info().numReaders;
}

// The note is a courtesy: a full disk must not keep a store from opening.
function note(directory: string): void {
  try {
    writeFileSync(join(directory, noteFile), `process ${pid} on host ${hostname()}\n`, { mode: 0o600 });
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
  return invalid(directory, `is in use by ${by}`);
}
