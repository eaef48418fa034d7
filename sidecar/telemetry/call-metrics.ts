// Records gRPC calls in the metrics, at the end of each call: count, code and
// time, and for Dapr's service also what daprd records, by its names.
import { type StatusCode, statusCode, statusName } from "@pillion/wire";
import type { RecorderOf } from "../rpc/index.ts";
import type { DaprMetrics } from "./dapr-metrics.ts";
import type { Metrics } from "./metrics.ts";

const nameOf = (code: number) => statusName(code as StatusCode);

/** Count and time of every call. */
export function callMetrics({ observeCall }: Pick<Metrics, "observeCall">): RecorderOf {
  return ({ path }) =>
    (_call, code, durationMs) =>
      observeCall(path, nameOf(code), durationMs);
}

/** Count and time of the calls of Dapr's service. */
export function daprCallMetrics(
  servicePrefix: string,
  { observeCall }: Pick<DaprMetrics, "observeCall">,
): RecorderOf {
  return ({ path }) =>
    path.startsWith(servicePrefix)
      ? (_call, code, durationMs) => observeCall(path, nameOf(code), durationMs)
      : undefined;
}

/** Sizes of the messages of Dapr's service; those of the replies only where the call succeeded. */
export function daprMessageSizes(
  servicePrefix: string,
  { observeReceived, observeSent }: Pick<DaprMetrics, "observeReceived" | "observeSent">,
): RecorderOf {
  return ({ path }) =>
    path.startsWith(servicePrefix)
      ? (call, code) => {
          observeReceived(path, call.requestBytes);
          if (code === statusCode.ok) observeSent(path, call.replyBytes);
        }
      : undefined;
}
