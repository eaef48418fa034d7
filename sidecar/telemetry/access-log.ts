// The log lines about calls: one for each call if that is configured, and one
// for each failure. A line holds nothing of a request but its method, and over
// HTTP its path up to the store, never a key.
import { type StatusCode, statusName } from "@pillion/wire";
import type { ErrorCode, StoreError } from "../../src/index.ts";
import type { Config } from "../config/index.ts";
import type { RecorderOf } from "../rpc/index.ts";
import type { DaprRequestEnd } from "./dapr-metrics.ts";
import type { Log } from "./log.ts";

/** Writes the lines. */
export interface AccessLog {
  /** Records calls over gRPC; undefined if calls are not logged. */
  readonly grpc: RecorderOf | undefined;
  /** Called at the end of each request of Dapr's HTTP API; undefined if calls are not logged. */
  readonly http: ((ended: DaprRequestEnd) => void) | undefined;
  /** Called for each call that failed: an error where the cause is in this process or its store, else debug. */
  readonly failed: (path: string, error: StoreError) => void;
}

// The client learns little or nothing about these failures: the operator has to.
const operatorErrors: ReadonlySet<ErrorCode> = new Set(["internal", "corrupt"]);

const httpHealth = "/v1.0/healthz";

const rounded = (ms: number) => Math.round(ms * 1000) / 1000;

/** The access log as it is configured. */
export function createAccessLog({ calls, omitsHealth }: Config["log"], log: Log): AccessLog {
  const write = (method: string, code: string | number, ms: number) =>
    log.info("call", { method, code, ms: rounded(ms) });
  return {
    grpc: calls
      ? ({ path, isHealth }) =>
          omitsHealth && isHealth
            ? undefined
            : (_call, code, durationMs) => write(path, statusName(code as StatusCode), durationMs)
      : undefined,
    http: calls
      ? ({ method, path, status, durationMs }) => {
          if (omitsHealth && path.startsWith(httpHealth)) return;
          write(`${method} ${path === "" ? "(unknown path)" : path}`, status, durationMs);
        }
      : undefined,
    failed: (path, { code, outcome, message, cause }) => {
      const level = operatorErrors.has(code) ? "error" : "debug";
      log[level]("a call failed", { method: path, code, outcome, reason: message }, cause);
    },
  };
}
