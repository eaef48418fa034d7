// The configuration of the sidecar, checked and complete. Other folders import these types; only this folder creates the values.
import type { KeyRing, RawOptions } from "../../src/index.ts";
import type { DaprConfig, LoadReport, SecretSource } from "./dapr-config.ts";
import type { Secret } from "./secret.ts";
import type { Source } from "./source.ts";

/** The implementations of the gRPC server. */
export const grpcTransports = ["wire", "grpc-js"] as const;

/** One of the implementations. */
export type GrpcTransport = (typeof grpcTransports)[number];

/** Levels of the log, from the most detailed one. */
export const logLevels = ["debug", "info", "warn", "error", "fatal"] as const;

/** One of the levels. */
export type LogLevel = (typeof logLevels)[number];

/** A near cache; undefined values have the layer's defaults. */
export interface CacheConfig {
  readonly bytesMax: number | undefined;
  readonly ttlMs: number | undefined;
}

/** What the sidecar itself does for a store, independent of its driver. */
export interface StoreSettings {
  /** The text before `||` in every stored key; undefined: keys are stored without a prefix. */
  readonly keyPrefix: string | undefined;
  /** Undefined: no near cache. */
  readonly cache: CacheConfig | undefined;
  /** Undefined: values are not encrypted. */
  readonly encryption: KeyRing | undefined;
  /** Time to live of a write over the Dapr API that has none, in ms; undefined: the default of the store's type. */
  readonly ttlMsDefault: number | undefined;
  /** Whether FIRST_WRITE without etag over the Dapr API only creates, where daprd would overwrite a record without a mark. */
  readonly firstWriteCreatesOnly: boolean;
  /** The maximum duration of a call, in ms; undefined: the limits of the engine. */
  readonly timeoutMs: number | undefined;
  /** The maximum time to open it, in ms; undefined: no limit. */
  readonly openMsMax: number | undefined;
  /** Whether the process continues without the store if it cannot be opened. */
  readonly ignoreErrors: boolean;
  /** The Dapr component that declares it; undefined if none does. */
  readonly component: { readonly type: string; readonly version: string } | undefined;
}

/** One configured store, before its driver checks the options. */
export interface StoreConfig extends StoreSettings {
  readonly name: string;
  /** The driver's name in the registry. */
  readonly driver: string;
  /** Not yet checked by the driver; may contain passwords. */
  readonly options: Secret<RawOptions>;
  readonly source: Source;
  /** Options, in lower case, that already have a violation. The driver does not receive them, and must not add one. */
  readonly rejectedOptions?: ReadonlySet<string>;
  /** The source of one option, for violations that the driver finds. */
  readonly optionSource: (option: string) => Source;
}

/** The settings of the gRPC port. */
export interface GrpcConfig {
  readonly transport: GrpcTransport;
  /** Host names or addresses to bind. Unused with `socketPath`. */
  readonly hosts: readonly string[];
  /** 0 lets the system choose. Unused with `socketPath`. */
  readonly port: number;
  /** A Unix socket instead of TCP. */
  readonly socketPath: string | undefined;
  /** The maximum size of a request or reply, in bytes. */
  readonly messageBytesMax: number;
  /** The maximum size of a request's metadata, in bytes. */
  readonly metadataBytesMax: number;
  /** What clients must send as `dapr-api-token`; undefined: no token is required. */
  readonly apiToken: Secret<string> | undefined;
}

/** One HTTP listener. */
export interface HttpConfig {
  readonly hosts: readonly string[];
  readonly port: number;
  readonly socketPath: string | undefined;
  /** The maximum size of a request's headers, in bytes. */
  readonly headerBytesMax: number;
  /** The maximum number of connections; undefined: that of listeners which serve only probes or metrics. */
  readonly connectionsMax: number | undefined;
}

/** The whole configuration. */
export interface Config {
  /** The app that owns the state; by default the prefix of every key. */
  readonly appId: string;
  /** Absolute path of the folder for the files of embedded stores that have no path option. */
  readonly dataDir: string;
  /** The namespace of this process, from NAMESPACE; empty if it is not set. */
  readonly namespace: string;
  /** Names are unique. There is at least one, unless Dapr's component files are read and none is a state store. */
  readonly stores: readonly StoreConfig[];
  /** The secret stores that the application may read. */
  readonly secretStores: readonly SecretSource[];
  /** The settings of Dapr's Configuration for the Dapr API. */
  readonly dapr: DaprConfig;
  /** The settings that were loaded from Dapr's files. */
  readonly report: LoadReport;
  /** The memory that the process may use, in bytes; undefined: what the container or the machine has. */
  readonly memoryBytesMax: number | undefined;
  readonly grpc: GrpcConfig;
  /** The Dapr API, health and metrics. */
  readonly http: HttpConfig;
  /** Only health, for probes from outside; undefined: no such listener. */
  readonly publicHttp: HttpConfig | undefined;
  readonly metrics: {
    readonly enabled: boolean;
    /** An additional listener for metrics; undefined: they are served only on `http`. */
    readonly http: HttpConfig | undefined;
  };
  readonly log: {
    readonly level: LogLevel;
    /** Whether every call is logged: only its method, code and duration. */
    readonly calls: boolean;
    /** Whether health calls are not logged. */
    readonly omitsHealth: boolean;
    /** Undefined: text on a terminal, else JSON. */
    readonly format: "json" | "text" | undefined;
    /** Whether text for people is printed on standard output. */
    readonly banner: boolean;
  };
  readonly shutdown: {
    /** The maximum time from the signal to the exit, in ms, without `blockMs`. */
    readonly graceMs: number;
    /** How long calls are still served after a signal before the process stops, in ms. */
    readonly blockMs: number;
  };
}
