// The log lines about calls: one for each call if that is configured, and one for each
// failure. A line contains only the method of a request, and over HTTP its path up to the
// store, never a key.
import { statusName } from "@pillion/wire";
import type { ErrorCode, StoreError } from "../../src/index.ts";
import type { Config } from "../config/index.ts";
import type { Recorder, RecorderOf } from "../rpc/index.ts";
import type { Log } from "./log.ts";

/** Writes the lines. */
export interface AccessLog {
  /** Records calls over every protocol; undefined if calls are not logged. */
  readonly record: RecorderOf | undefined;
  /** Called for each call that failed: as an error if the cause is in this process or its store, otherwise as debug. */
  readonly failed: (path: string, error: StoreError) => void;
}

// The client receives few or no details of these failures, so the operator needs them.
const operatorErrors: ReadonlySet<ErrorCode> = new Set(["internal", "corrupt"]);

const rounded = (ms: number) => Math.round(ms * 1000) / 1000;

/** The access log, as configured. */
export function createAccessLog({ calls, omitsHealth }: Config["log"], log: Log): AccessLog {
  const write = (method: string, code: string | number, ms: number) =>
    log.info("call", { method, code, ms: rounded(ms) });
  const recordCall: Recorder = (_call, { code, label, http }, durationMs) => {
    if (http === undefined) write(label, statusName(code), durationMs);
    else write(`${http.method} ${label || "(unknown path)"}`, http.status, durationMs);
  };
  return {
    record: calls ? ({ isHealth }) => (omitsHealth && isHealth ? undefined : recordCall) : undefined,
    failed: (path, { code, outcome, message, cause }) => {
      const level = operatorErrors.has(code) ? "error" : "debug";
      log[level]("a call failed", { method: path, code, outcome, reason: message }, cause);
    },
  };
}
