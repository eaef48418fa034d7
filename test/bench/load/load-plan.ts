// What is asked of a load process and what it answers, as plain data, because
// it travels between processes.
import type { Observed } from "../measure/process-usage.ts";

/** Whom to call. */
export type Target =
  /** Our client. */
  | {
      readonly type: "client";
      readonly address: string;
      readonly transport: "wire" | "grpc-js";
      /** The file of the authority to trust; TLS if it is given. */
      readonly caFile?: string;
    }
  /** Dapr's gRPC API as bytes over our wire client: any sidecar that speaks it. */
  | { readonly type: "dapr"; readonly address: string; readonly store: string }
  /** The same through the package `@dapr/dapr`. */
  | { readonly type: "dapr-sdk"; readonly address: string; readonly store: string }
  /** ioredis straight to Redis. */
  | { readonly type: "redis"; readonly url: string }
  /** A `pg` pool straight to Postgres, one statement per call. */
  | { readonly type: "postgres"; readonly url: string; readonly connections: number }
  /** A file, with one fsync per Set. */
  | { readonly type: "file"; readonly path: string };

/**
 * What one operation is. `mixed` is four Gets, two Sets and four others: an Exists, an Increment, a Delete and a Set
 * with a TTL; through Dapr's API a bulk Get, a transaction, a Delete and a Save with a TTL.
 */
export type OperationName = "get" | "set" | "batch-get" | "mixed";

/** The records that operations meet. */
export interface KeySpace {
  readonly keyCount: number;
  readonly valueBytes: number;
}

/** One run. */
export interface LoadPlan extends KeySpace {
  readonly operation: OperationName;
  /** Operations under way at once. With a rate: the most that may be. */
  readonly inFlight: number;
  /** Starts operations at this rate, whether or not the earlier ones have ended. Default: as soon as one ends. */
  readonly ratePerSecond?: number;
  readonly warmUpMs: number;
  /** How long to measure. */
  readonly measureMs: number;
  /** Ends early after this many operations. */
  readonly operationsMax?: number;
  /** Whether to time each operation; costs the application a little. */
  readonly latency: boolean;
  /** Processes to account for, by role. */
  readonly observed: Readonly<Record<string, Observed>>;
}

/** What a run gave. */
export interface LoadResult {
  readonly operations: number;
  readonly failures: number;
  /** What the first failure said. */
  readonly failure: string | undefined;
  readonly elapsedMs: number;
  /** CPU in µs by role; `application` is the load process itself. */
  readonly cpuUs: Readonly<Record<string, number>>;
  /** Counts of a `LatencyHistogram`; empty if latencies were not asked for. */
  readonly latencyCounts: readonly number[];
  /** Operations ended in each `timelineMs`; a fraction where the process was late to look. */
  readonly timeline: readonly number[];
}

/** The width of a step of a timeline, in ms. */
export const timelineMs = 100;

/** A message to a load process. Each is answered by one `LoadAnswer`, in order. */
export type LoadQuestion =
  | { readonly type: "open"; readonly target: Target }
  | { readonly type: "fill"; readonly keys: KeySpace }
  | { readonly type: "run"; readonly plan: LoadPlan }
  | { readonly type: "close" };

/** An answer: a result for a run, nothing for the others, or why not. */
export type LoadAnswer =
  | { readonly type: "done"; readonly result?: LoadResult }
  | { readonly type: "failed"; readonly message: string };
