// The messages to and from a load process. They are plain data, because they are sent between processes.
import type { Observed } from "../measure/process-usage.ts";

/** What a load process calls. */
export type Target =
  /** Our client. */
  | {
      readonly type: "client";
      readonly address: string;
      readonly transport: "wire" | "grpc-js";
      /** Path of the CA certificate to trust. If set, the connection uses TLS. */
      readonly caFile?: string;
    }
  /** Any sidecar that serves Dapr's gRPC API, called with our wire client. */
  | { readonly type: "dapr"; readonly address: string; readonly store: string }
  /** The same through the package `@dapr/dapr`. */
  | { readonly type: "dapr-sdk"; readonly address: string; readonly store: string }
  /** ioredis connected directly to Redis. */
  | { readonly type: "redis"; readonly url: string }
  /** A `pg` pool connected directly to Postgres, one statement per call. */
  | { readonly type: "postgres"; readonly url: string; readonly connections: number }
  /** A file, with one fsync per Set. */
  | { readonly type: "file"; readonly path: string };

/**
 * The operation to repeat. `mixed` is a cycle of four Gets, two Sets and four others: an Exists, an Increment, a Delete
 * and a Set with a TTL; through Dapr's API a bulk Get, a transaction, a Delete and a Save with a TTL.
 */
export type OperationName = "get" | "set" | "batch-get" | "mixed";

/** The records that operations use. */
export interface KeySpace {
  readonly keyCount: number;
  readonly valueBytes: number;
}

/** The plan of one run. */
export interface LoadPlan extends KeySpace {
  readonly operation: OperationName;
  /** The number of operations in flight. With `ratePerSecond`: the limit. */
  readonly inFlight: number;
  /** Starts operations at this rate, whether or not earlier ones have completed. Default: one starts when another completes. */
  readonly ratePerSecond?: number;
  readonly warmUpMs: number;
  /** How long to measure. */
  readonly measureMs: number;
  /** Ends early after this many operations. */
  readonly operationsMax?: number;
  /** Whether to time each operation; costs the application a little. */
  readonly latency: boolean;
  /** The processes whose CPU time is measured, by role. */
  readonly observed: Readonly<Record<string, Observed>>;
}

/** The result of a run. */
export interface LoadResult {
  readonly operations: number;
  readonly failures: number;
  /** The message of the first failure. */
  readonly failure: string | undefined;
  readonly elapsedMs: number;
  /** CPU in µs by role; `application` is the load process itself. */
  readonly cpuUs: Readonly<Record<string, number>>;
  /** Counts of a `LatencyHistogram`; empty if the plan does not record latencies. */
  readonly latencyCounts: readonly number[];
  /** Completed operations in each `timelineMs`. Fractional if several steps were read together. */
  readonly timeline: readonly number[];
}

/** The width of a step of a timeline, in ms. */
export const timelineMs = 100;

/** A message to a load process, which sends one `LoadReply` for each, in order. */
export type LoadRequest =
  | { readonly type: "open"; readonly target: Target }
  | { readonly type: "fill"; readonly keys: KeySpace }
  | { readonly type: "run"; readonly plan: LoadPlan }
  | { readonly type: "close" };

/** The reply of a load process. Only a run has a result. */
export type LoadReply =
  | { readonly type: "done"; readonly result?: LoadResult }
  | { readonly type: "failed"; readonly message: string };
