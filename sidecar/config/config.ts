// What the sidecar is told, checked and complete. Other rooms import these
// types; only this room makes the values.
import type { KeyRing, RawOptions } from "../../src/index.ts";
import type { DaprConfig, LoadReport, SecretSource } from "./dapr-config.ts";
import type { Secret } from "./secret.ts";
import type { Source } from "./source.ts";

/** Transports that serve gRPC. */
export const grpcTransports = ["wire", "grpc-js"] as const;

/** One of the transports. */
export type GrpcTransport = (typeof grpcTransports)[number];

/** Levels of the log, from the most talkative. */
export const logLevels = ["debug", "info", "warn", "error", "fatal"] as const;

/** One of the levels. */
export type LogLevel = (typeof logLevels)[number];

/** A near cache; what is undefined has the layer's default. */
export interface CacheConfig {
  readonly bytesMax: number | undefined;
  readonly ttlMs: number | undefined;
}

/** What the sidecar itself does for a store, whatever its driver is. */
export interface StoreSettings {
  /** What stored keys begin with, before `||`; undefined: keys are stored bare. */
  readonly keyPrefix: string | undefined;
  /** Undefined: no copies are kept near. */
  readonly cache: CacheConfig | undefined;
  /** Undefined: values are stored as they are. */
  readonly encryption: KeyRing | undefined;
  /** Time to live of a write over Dapr's API that says none, in ms; undefined: as the store's type does it. */
  readonly ttlMsDefault: number | undefined;
  /** Whether FIRST_WRITE without etag over Dapr's API creates only, where daprd would overwrite a record without a mark. */
  readonly firstWriteCreatesOnly: boolean;
  /** Longest time of a call, in ms; undefined: the engine's limits. */
  readonly timeoutMs: number | undefined;
  /** Longest time of opening it, in ms; undefined: as long as it takes. */
  readonly openMsMax: number | undefined;
  /** Whether the process goes on without it if it cannot be used. */
  readonly ignoreErrors: boolean;
  /** The Dapr component that it stands for; undefined if it is none. */
  readonly component: { readonly type: string; readonly version: string } | undefined;
}

/** One configured store, before its driver has checked the options. */
export interface StoreConfig extends StoreSettings {
  readonly name: string;
  /** The driver's name in the registry. */
  readonly driver: string;
  /** For the driver's own check; may hold passwords. */
  readonly options: Secret<RawOptions>;
  readonly source: Source;
  /** Options, in lower case, of which a fault is noted, so that the driver is not given them and has nothing to add. */
  readonly rejectedOptions?: ReadonlySet<string>;
  /** The source of one option, for faults that the driver finds. */
  readonly optionSource: (option: string) => Source;
}

/** Where and how the API is served over gRPC. */
export interface GrpcConfig {
  readonly transport: GrpcTransport;
  /** Host names or addresses to bind. Unused with `socketPath`. */
  readonly hosts: readonly string[];
  /** 0 lets the system choose. Unused with `socketPath`. */
  readonly port: number;
  /** A Unix socket instead of TCP. */
  readonly socketPath: string | undefined;
  /** Largest message either way, in bytes. */
  readonly messageBytesMax: number;
  /** Presented by callers as `dapr-api-token`; undefined if none is asked. */
  readonly apiToken: Secret<string> | undefined;
}

/** One HTTP listener. */
export interface HttpConfig {
  readonly hosts: readonly string[];
  readonly port: number;
  readonly socketPath: string | undefined;
  /** Largest request head, in bytes. */
  readonly headerBytesMax: number;
}

/** Everything the sidecar is told. */
export interface Config {
  /** Stands before every key. */
  readonly appId: string;
  /** Where embedded stores without a path of their own keep their files, absolute. */
  readonly dataDir: string;
  /** The namespace of this process, from NAMESPACE; empty if it is not told. */
  readonly namespace: string;
  /** Names differ. There is at least one, unless Dapr's component files are read and none is a state store. */
  readonly stores: readonly StoreConfig[];
  /** Where the application may read secrets. */
  readonly secretStores: readonly SecretSource[];
  /** What Dapr's Configuration says. */
  readonly dapr: DaprConfig;
  /** What was loaded of Dapr's files. */
  readonly report: LoadReport;
  readonly grpc: GrpcConfig;
  /** Health and metrics. */
  readonly http: HttpConfig;
  /** Health only, for probes from outside; undefined if not asked. */
  readonly publicHttp: HttpConfig | undefined;
  readonly metrics: {
    readonly enabled: boolean;
    /** A listener of its own for metrics; undefined: on `http` only. */
    readonly http: HttpConfig | undefined;
  };
  readonly log: {
    readonly level: LogLevel;
    /** Whether every call is logged: its method, code and time, no more. */
    readonly calls: boolean;
    /** Whether calls of health are left out of these. */
    readonly omitsHealth: boolean;
    /** Whether readable lines for people are printed on standard output. */
    readonly banner: boolean;
  };
  readonly shutdown: {
    /** From the signal to the end, in ms, without `blockMs`. */
    readonly graceMs: number;
    /** How long a signal is let wait while calls are still served, in ms. */
    readonly blockMs: number;
  };
}
