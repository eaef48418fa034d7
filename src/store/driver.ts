// A driver has two parts: a manifest that is always loaded, and the part that checks
// options and opens stores, which is loaded on demand.
import type { Clock } from "../model/call.ts";
import type { Violation } from "../model/errors.ts";
import type { StateStore } from "./state-store.ts";

/** An event of a driver, for the log. Contains no values and no secrets. */
export interface DriverEvent {
  readonly level: "debug" | "info" | "warn" | "error";
  readonly message: string;
  readonly detail?: Readonly<Record<string, unknown>>;
  readonly cause?: unknown;
}

/** The dependencies of a driver. */
export interface DriverContext {
  readonly clock: Clock;
  /** A number in [0, 1), as Math.random. */
  readonly random: () => number;
  readonly log: (event: DriverEvent) => void;
  /** The configured name of the store, for messages. */
  readonly storeName: string;
}

/** Options as they come from a URL, a file or a flag: names and values, unchecked. */
export type RawOptions = Readonly<Record<string, unknown>>;

/** Environment variables by name. */
export type DriverEnvironment = Readonly<Record<string, string | undefined>>;

/** What a URL of a store says. */
export interface UrlOptions {
  /** Unchecked, as `compile` takes them, without those that have a violation. */
  readonly options: RawOptions;
  /** Of `url` if the URL as a whole cannot be read; else of options in it. None quotes a value. */
  readonly violations: readonly Violation[];
}

/** Where a backup was made. */
export interface BackupOrigin {
  readonly appId: string;
  readonly store: string;
  /** When it was begun, in ms since the Unix epoch. */
  readonly time: number;
}

/** A backup that is complete: its file was flushed and read back. */
export interface BackupReport {
  readonly origin: BackupOrigin;
  /** Where the store keeps its records. */
  readonly place: string;
  /** Of the file. */
  readonly bytes: number;
  /** Expired records that are not removed yet count. */
  readonly records: number;
}

/** A backup to make. */
export interface BackupRequest {
  /** The path of the file, absolute. */
  readonly file: string;
  readonly origin: BackupOrigin;
  /** Ends it early; nothing of it stays. */
  readonly signal: AbortSignal;
}

/** A backup to restore. */
export interface RestoreRequest {
  /** The path of the file, absolute. */
  readonly file: string;
  /** A number in [0, 1), as Math.random. */
  readonly random: () => number;
  /** Ends it early; nothing of it stays. */
  readonly signal: AbortSignal;
}

/** A kind of store. */
export interface Driver<Options> {
  readonly name: string;
  /**
   * Checks raw options once. Throws `invalid` with every violation, whose path is the option; unknown names are violations.
   * `environment` has the variables that the driver's own library or its database documents, such as PGHOST, and those that
   * name trusted authorities. Default: none is set.
   */
  compile(raw: RawOptions, environment?: DriverEnvironment): Options;
  /** Texts about options that are accepted, but not as they are written. None quotes a secret. No method: there are none. */
  warnings?(options: Options): readonly string[];
  /** Where a store keeps its records, for people and without a secret; undefined or no method: only in this process. */
  place?(options: Options): string | undefined;
  /**
   * Opens a store. Rejects with `invalid` only for what waiting cannot fix (a wrong option, a directory that is not writable
   * or that another process owns). A server that cannot be reached now does not fail it: the store opens, its calls fail
   * with `unavailable`, and it keeps trying.
   */
  open(options: Options, context: DriverContext): Promise<StateStore>;
  /**
   * Copies all records of one moment to a new file, also while another process (not this one) serves the store. The file exists only once it
   * is complete, flushed, and was read back. Rejects with `invalid` if it exists or the store has no records of this driver,
   * with `corrupt` if a record is damaged, and with `unavailable` if the file cannot be written. No method: this driver has no
   * backups of its own.
   */
  backUp?(options: Options, request: BackupRequest): Promise<BackupReport>;
  /**
   * Makes a store that has no records, and that is not open, from a backup. It can be opened only once all records were
   * written, flushed and read back. Rejects as `backUp` does, and with `invalid` if the store is not empty.
   */
  restore?(options: Options, request: RestoreRequest): Promise<BackupReport>;
}

/** A type of Dapr's component files that a driver serves. */
export interface ComponentType {
  /** As in `spec.type`, in lower case: `state.redis`. */
  readonly type: string;
  /**
   * The values of `spec.version` that mean this entry, in lower case. The first one is used in metadata about stores that
   * have no component file; `""` is a file without a version.
   */
  readonly versions: readonly [string, ...string[]];
  /** Options that the type and its version imply; a file may not set them. Default: none. */
  readonly options?: Readonly<Record<string, string>>;
  /** Which of Dapr's store-specific behaviours the Dapr API shows for this type; the table is in `sidecar/dapr`. */
  readonly quirks: string;
  /** Whether `ttlInSeconds` is the time to live of writes that have none. Default: false. */
  readonly hasTtlDefault?: boolean;
  /** Whether FIRST_WRITE marks records, so that `firstWriteCreatesOnly` has a meaning. Default: false. */
  readonly hasFirstWriteMark?: boolean;
  /** What users of this type should know; logged as a warning. */
  readonly warning?: string;
}

/**
 * Everything that is known about a driver before it is loaded. A manifest imports no library, so reading every manifest costs
 * almost nothing at start. Code depends on manifests and facts, never on driver names.
 */
export interface DriverManifest {
  /** Unique; lower case. */
  readonly name: string;
  /** URL schemes without the colon: `["redis", "rediss"]`. No two drivers share one. */
  readonly schemes: readonly string[];
  /**
   * Dapr component types that this driver serves. A store without a component file is treated as the first one whose
   * implied options do not contradict the store's options.
   */
  readonly components: readonly [ComponentType, ...ComponentType[]];
  /**
   * The option that holds the path of the folder with the store's files. The configuration makes the path
   * absolute, uses a folder named after the store by default, and rejects two stores with one folder. Default: the driver keeps
   * no files.
   */
  readonly pathOption?: string;
  /** Whether its stores report changes of records, which a near cache needs. Default: false. */
  readonly reportsChanges?: boolean;
  /** Reads a URL that begins with one of `schemes`. A scheme without a colon is the scheme with an empty rest. Never throws. */
  readUrl(url: string): UrlOptions;
  /** Loads the driver and its library. */
  load(): Promise<Driver<unknown>>;
}
