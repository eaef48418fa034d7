// What the sidecar is told, checked and complete. Other rooms import these
// types; only this room makes the values.
import type { RawOptions } from "../../src/index.ts";
import type { Secret } from "./secret.ts";
import type { Source } from "./setting.ts";

/** Transports that serve gRPC. */
export const grpcTransports = ["grpc-js"] as const;

/** One of the transports. */
export type GrpcTransport = (typeof grpcTransports)[number];

/** Levels of the log, from the most talkative. */
export const logLevels = ["debug", "info", "warn", "error", "fatal"] as const;

/** One of the levels. */
export type LogLevel = (typeof logLevels)[number];

/** One configured store, before its driver has checked the options. */
export interface StoreConfig {
  readonly name: string;
  /** The driver's name in the registry. */
  readonly driver: string;
  /** For the driver's own check; may hold passwords. */
  readonly options: Secret<RawOptions>;
  /** What stands before its keys, as Dapr's `keyPrefix` says it; undefined: the app id. */
  readonly keyPrefix: string | undefined;
  readonly source: Source;
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
  /** Where it runs, as Dapr's key prefix of that name has it; empty if not said. */
  readonly namespace: string;
  /** Where embedded stores without a path of their own keep their files, absolute. */
  readonly dataDir: string;
  /** At least one; names differ. */
  readonly stores: readonly StoreConfig[];
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
