// The statuses that a transport sends without a handler: for exceeded limits, malformed
// requests and unknown paths. They carry the same details as any other.
import { type Route, type RpcError, type StatusCode, statusCode } from "@pillion/wire";
import type { ServedRoute } from "./grpc-routes.ts";
import { closedRetryMs, type DescribeStatus, overloadedRetryMs, plainRpcError } from "./status.ts";

const serviceOf = (path: string) => path.slice(1, path.lastIndexOf("/"));
const methodOf = (path: string) => path.slice(path.lastIndexOf("/") + 1);

/** The full names of the services of these paths, each once. */
export function serviceNames(paths: readonly string[]): string[] {
  return [...new Set(paths.map(serviceOf))];
}

/** Adds details, as any other error has, to the statuses with which a transport of these routes ends a call. */
export function describeStatus(routes: readonly ServedRoute[]): DescribeStatus {
  const effects = new Map(routes.map(({ method, effect }) => [method.path, effect]));
  return ({ path, code, message, reason, outcome }) => {
    const facts = reason === undefined ? transportFacts.get(code) : { reason };
    return plainRpcError(code, message, effects.get(path) ?? "read", { ...facts, outcome });
  };
}

// The same reasons and retry delays as in the engine's errors.
const transportFacts: ReadonlyMap<StatusCode, { readonly reason?: string; readonly retryDelayMs?: number }> =
  new Map([
    [statusCode.invalidArgument, { reason: "INVALID" }],
    [statusCode.deadlineExceeded, { reason: "DEADLINE" }],
    [statusCode.resourceExhausted, { reason: "OVERLOADED", retryDelayMs: overloadedRetryMs }],
    [statusCode.unimplemented, { reason: "UNSUPPORTED" }],
    [statusCode.unavailable, { retryDelayMs: closedRetryMs }],
  ]);

const whatThisIs = "Pillion is a state-store sidecar; it has no service invocation, pub/sub or workflows";

/** The error for an unknown path: UNIMPLEMENTED, naming this program and what is served. */
export function unknownMethod(routes: readonly Route[], path: string): RpcError {
  const service = serviceOf(path);
  const methods = routes.filter((route) => serviceOf(route.method.path) === service);
  const there =
    methods.length > 0
      ? `the methods of ${service} are: ${methods.map((route) => methodOf(route.method.path)).join(", ")}`
      : `the services are: ${serviceNames(routes.map((route) => route.method.path)).join(", ")}`;
  const message = `this method does not exist; ${whatThisIs}; ${there}`;
  return plainRpcError(statusCode.unimplemented, message, "read", { reason: "UNSUPPORTED" });
}
