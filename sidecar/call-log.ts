// The lines of the log that are about calls: each call if that is asked for,
// and every failure that is ours. What is told holds nothing of a request but
// its method, and over HTTP its path up to the store, never a key.
import { type StatusCode, statusName } from "@pillion/wire";
import type { ErrorCode, StoreError } from "../src/index.ts";
import type { DaprRequestEnd } from "./compose-dapr.ts";
import type { Config } from "./config/index.ts";
import type { Log } from "./telemetry/index.ts";

/** Hears of calls. */
export interface CallLog {
  /** The end of a call over gRPC; undefined if calls are not logged. */
  readonly grpc: ((path: string, code: StatusCode, durationMs: number) => void) | undefined;
  /** The end of a request of Dapr's API over HTTP; undefined if calls are not logged. */
  readonly http: ((ended: DaprRequestEnd) => void) | undefined;
  /** A call that failed: an error where the fault is ours, and else for those who look closely. */
  readonly failed: (path: string, error: StoreError) => void;
}

// Of these failures the caller learns little or nothing more than that they
// happened; whoever runs the process has to know.
const ourFaults: ReadonlySet<ErrorCode> = new Set(["internal", "corrupt"]);

const grpcHealth = "/grpc.health.v1.Health/";
const httpHealth = "/v1.0/healthz";

const rounded = (ms: number) => Math.round(ms * 1000) / 1000;

/** The lines about calls, as the configuration asks for them. */
export function createCallLog({ calls, omitsHealth }: Config["log"], log: Log): CallLog {
  const tell = (method: string, code: string | number, ms: number) =>
    log.info("call", { method, code, ms: rounded(ms) });
  const isOmitted = (path: string, health: string) => omitsHealth && path.startsWith(health);
  return {
    grpc: calls
      ? (path, code, ms) => {
          if (!isOmitted(path, grpcHealth)) tell(path, statusName(code), ms);
        }
      : undefined,
    http: calls
      ? ({ method, path, status, durationMs }) => {
          const place = path === "" ? "(a path that is not served)" : path;
          if (!isOmitted(path, httpHealth)) tell(`${method} ${place}`, status, durationMs);
        }
      : undefined,
    failed: (path, { code, outcome, message, cause }) => {
      const level = ourFaults.has(code) ? "error" : "debug";
      log[level]("a call failed", { method: path, code, outcome, reason: message }, cause);
    },
  };
}
