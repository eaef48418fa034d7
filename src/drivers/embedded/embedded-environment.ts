// The tables of a data file over LMDB: reads from one snapshot, and one write
// transaction at a time. `write` resolves only after the data and then the page
// that refers to it were flushed to disk, and readers see the data only then (LMDB
// without overlapping sync). A failed write changes nothing.
import { join } from "node:path";
import { type Database, open, type Transaction } from "lmdb";

/** The tables of a data file. */
export type TableName = "records" | "expiry" | "idempotency" | "meta";

/** One entry to write; without a value it is removed. Key and value must not change until they are written. */
export interface Write {
  readonly table: TableName;
  readonly key: Buffer;
  readonly value: Buffer | undefined;
}

/** A fixed view of all tables. */
export interface Snapshot {
  /** A copy of the value, or undefined. */
  get(table: TableName, key: Buffer): Buffer | undefined;
  /** Calls `use` with the value and its size; the bytes are valid only until the next read. Undefined if there is no value. */
  lend<T>(table: TableName, key: Buffer, use: (bytes: Buffer, size: number) => T): T | undefined;
}

/** A snapshot that can be kept across event-loop turns. */
export interface HeldSnapshot extends Snapshot {
  /** The keys of a table from `start` on, in order. The iteration must end within this event-loop turn. */
  keysFrom(table: TableName, start: Buffer): Iterable<Buffer>;
  /** Releases it; until then the space of entries removed since cannot be reused. */
  release(): void;
}

/** The name of the data file in its directory. */
export const dataFileName = "store.mdb";

/** The maximum length of a key in any table, in bytes: LMDB's limit for pages of 4 KiB. */
export const tableKeyBytesMax = 1978;

/** Every table. */
export const tableNames: readonly TableName[] = ["records", "expiry", "idempotency", "meta"];
// Address space mapped at the start; LMDB maps more as the file grows.
const mapBytesFirst = 2 ** 30;

interface GetOptions {
  readonly transaction?: Transaction;
}

interface Table extends Database<Buffer, Buffer> {
  readonly env: { info(): { readonly lastPageNumber: number } };
  getBinaryFast(key: Buffer, options?: GetOptions): Buffer | undefined;
  readonly lastSize: number;
}

/** How a data file is opened. */
export interface OpenOptions {
  /** As the option of the store. Default: as large as the file. */
  readonly mapBytesMax?: number;
  /**
   * Only reads, beside the process that owns the directory: LMDB locks nothing that a writer needs. Snapshots then see what
   * that process has written. Default: false.
   */
  readonly isReadOnly?: boolean;
}

/** The path of the data file in a directory. */
export function dataFilePath(directory: string): string {
  return join(directory, dataFileName);
}

/** An open data file. A file must not be opened twice in one process, nor twice for writing: see EmbeddedOwner. */
export class EmbeddedEnvironment implements Snapshot {
  readonly #root: Database<Buffer, Buffer>;
  readonly #tables: Readonly<Record<TableName, Table>>;
  readonly #pageBytes: number;

  /** Opens or creates the data file, which must be intact or missing: see inspectFile. Throws LMDB's errors, which have a numeric `code`. */
  constructor(directory: string, { mapBytesMax, isReadOnly = false }: OpenOptions = {}) {
    const root = open<Buffer, Buffer>({
      path: dataFilePath(directory),
      noSubdir: true,
      encoding: "binary",
      keyEncoding: "binary",
      maxDbs: tableNames.length,
      ...(!isReadOnly && { mapSize: Math.min(mapBytesMax ?? mapBytesFirst, mapBytesFirst) }),
      readOnly: isReadOnly,
      overlappingSync: false,
      // Each write is one explicit transaction; waiting for the end of the event-loop turn would only delay it.
      eventTurnBatching: false,
      ...privateFiles,
    });
    this.#root = root;
    const openTable = (name: TableName) =>
      root.openDB<Buffer, Buffer>({ name, encoding: "binary", keyEncoding: "binary" }) as Table;
    this.#tables = {
      records: openTable("records"),
      expiry: openTable("expiry"),
      idempotency: openTable("idempotency"),
      meta: openTable("meta"),
    };
    this.#pageBytes = Number(readStats(this.#tables.records).pageSize);
  }

  get(table: TableName, key: Buffer): Buffer | undefined {
    return this.#tables[table].get(key);
  }

  lend<T>(table: TableName, key: Buffer, use: (bytes: Buffer, size: number) => T): T | undefined {
    return lendFrom(this.#tables[table], key, use);
  }

  /** A snapshot of the current state that can be kept. */
  hold(): HeldSnapshot {
    const tables = this.#tables;
    const transaction = tables.records.useReadTransaction();
    return {
      get: (table, key) => tables[table].get(key, { transaction }),
      lend: (table, key, use) => lendFrom(tables[table], key, use, { transaction }),
      keysFrom: (table, start) => tables[table].getKeys({ start, transaction }),
      release: () => transaction.done(),
    };
  }

  /** The keys of a table from `start` on, in order. The iteration must end within this event-loop turn. */
  keysFrom(table: TableName, start: Buffer): Iterable<Buffer> {
    return this.#tables[table].getKeys({ start });
  }

  /**
   * Writes all entries in one transaction, in order, and resolves once they are on disk. Rejects with LMDB's error, which has
   * a numeric `code`; then nothing was written, unless the write of the last page failed: only a restart shows which. Must
   * not be called again before it ends.
   */
  async write(writes: readonly Write[]): Promise<void> {
    try {
      await this.#tables.records.batch(() => {
        for (const { table, key, value } of writes) this.#write(this.#tables[table], key, value);
      });
    } catch (thrown) {
      throw await commitError(thrown);
    }
  }

  /** The size of the data file, in bytes; cheap. */
  fileBytes(): number {
    return (this.#tables.records.env.info().lastPageNumber + 1) * this.#pageBytes;
  }

  /** Bytes of pages in use; the rest of the file is free. */
  usedBytes(): number {
    const { records, ...others } = this.#tables;
    const stats = readStats(records);
    const otherPages = Object.values(others).map((table) => pagesOf(readStats(table)));
    const rootPages = pagesOf(stats.root) + pagesOf(stats.free) + metaPages;
    return otherPages.reduce((sum, pages) => sum + pages, rootPages + pagesOf(stats)) * this.#pageBytes;
  }

  /** The number of entries in a table. */
  entryCount(table: TableName): number {
    return Number(readStats(this.#tables[table]).entryCount);
  }

  /** Releases the snapshots of processes that were killed. Until then the space of entries removed since cannot be reused. */
  releaseDeadReaders(): void {
    this.#root.readerCheck();
  }

  /** Throws if LMDB can no longer read, as after an error that it considers fatal. */
  probe(): void {
    this.#root.resetReadTxn();
    this.#tables.meta.get(probeKey);
  }

  /** Closes the file. Operations in flight must have ended and held snapshots been released. */
  async close(): Promise<void> {
    await this.#root.close();
  }

  #write(table: Table, key: Buffer, value: Buffer | undefined): void {
    // LMDB returns one promise for all operations of the transaction; it is awaited there.
    if (value === undefined) void table.remove(key);
    else void table.put(key, value);
  }
}

// LMDB's native code reads this option; its types lack it.
const privateFiles: object = { permissionsMode: 0o600 };
// The first two pages of a data file refer to the rest.
const metaPages = 2;
const probeKey = Buffer.from("probe");

function lendFrom<T>(
  table: Table,
  key: Buffer,
  use: (bytes: Buffer, size: number) => T,
  options?: GetOptions,
): T | undefined {
  const bytes = table.getBinaryFast(key, options);
  if (bytes === undefined) return undefined;
  const size = table.lastSize;
  // A large value is a view of the map that is not a Buffer.
  return use(Buffer.isBuffer(bytes) ? bytes : viewOf(bytes), size);
}

function viewOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function readStats(table: Table): Readonly<Record<string, unknown>> {
  return { ...table.getStats() };
}

function pagesOf(stats: unknown): number {
  if (typeof stats !== "object" || stats === null) return 0;
  const { treeBranchPageCount, treeLeafPageCount, overflowPages } = stats as Record<string, unknown>;
  return Number(treeBranchPageCount ?? 0) + Number(treeLeafPageCount ?? 0) + Number(overflowPages ?? 0);
}

async function commitError(thrown: unknown): Promise<unknown> {
  if (!(thrown instanceof Error) || !("commitError" in thrown)) return thrown;
  try {
    await thrown.commitError;
    return thrown;
  } catch (cause) {
    return cause;
  }
}
