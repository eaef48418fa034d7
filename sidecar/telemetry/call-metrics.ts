// Records calls in the metrics, at the end of each call: count, code and time of gRPC
// calls, and for Dapr's API over gRPC and HTTP also daprd's metrics, with its names.
import { statusCode, statusName } from "@pillion/wire";
import type { MethodFacts, RecorderOf } from "../rpc/index.ts";
import type { DaprMetrics } from "./dapr-metrics.ts";
import type { Metrics } from "./metrics.ts";

/** Count and time of every gRPC call. */
export function callMetrics({ observeCall }: Pick<Metrics, "observeCall">): RecorderOf {
  return ({ protocol, path }) =>
    protocol === "grpc"
      ? (_call, { code }, durationMs) => observeCall(path, statusName(code), durationMs)
      : undefined;
}

/** Count and time of the gRPC calls of Dapr's service. */
export function daprCallMetrics(
  servicePrefix: string,
  { observeCall }: Pick<DaprMetrics, "observeCall">,
): RecorderOf {
  return (method) =>
    isOfService(method, servicePrefix)
      ? (_call, { code }, durationMs) => observeCall(method.path, statusName(code), durationMs)
      : undefined;
}

/** Sizes of the gRPC messages of Dapr's service; those of the replies only where the call succeeded. */
export function daprMessageSizes(
  servicePrefix: string,
  { observeReceived, observeSent }: Pick<DaprMetrics, "observeReceived" | "observeSent">,
): RecorderOf {
  return (method) =>
    isOfService(method, servicePrefix)
      ? (call, { code }) => {
          observeReceived(method.path, call.requestBytes);
          if (code === statusCode.ok) observeSent(method.path, call.replyBytes);
        }
      : undefined;
}

/** Count, time and sizes of the requests of Dapr's API over HTTP. */
export function daprRequestMetrics({ observeRequest }: Pick<DaprMetrics, "observeRequest">): RecorderOf {
  return ({ protocol }) => (protocol === "http" ? observeRequest : undefined);
}

const isOfService = ({ protocol, path }: MethodFacts, servicePrefix: string) =>
  protocol === "grpc" && path.startsWith(servicePrefix);
