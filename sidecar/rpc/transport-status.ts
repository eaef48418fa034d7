// The statuses that a transport sends without a handler: for limits and broken
// requests, and for unknown paths. They carry the same details as any other.
import { type Route, type RpcError, type StatusCode, statusCode } from "@pillion/wire";
import type { ServedRoute } from "./grpc-routes.ts";
import { type DescribeStatus, plainRpcError } from "./status.ts";

const serviceOf = (path: string) => path.slice(1, path.lastIndexOf("/"));
const methodOf = (path: string) => path.slice(path.lastIndexOf("/") + 1);

/** The full names of the services that these paths belong to, each once. */
export function serviceNames(paths: readonly string[]): string[] {
  return [...new Set(paths.map(serviceOf))];
}

/** How these routes word a status that the transport itself ends a call with: with details, as any other error. */
export function describeStatus(routes: readonly ServedRoute[]): DescribeStatus {
  const effects = new Map(routes.map(({ method, effect }) => [method.path, effect]));
  return ({ path, code, message, reason, outcome }) =>
    plainRpcError(code, message, effects.get(path) ?? "read", {
      reason: reason ?? transportReasons.get(code),
      outcome,
    });
}

// So that a program finds the same reason whoever noticed.
const transportReasons: ReadonlyMap<StatusCode, string> = new Map<StatusCode, string>([
  [statusCode.invalidArgument, "INVALID"],
  [statusCode.deadlineExceeded, "DEADLINE"],
  [statusCode.resourceExhausted, "OVERLOADED"],
  [statusCode.unimplemented, "UNSUPPORTED"],
]);

const whatThisIs = "Pillion is a sidecar that keeps state; it calls no app, broker or workflow";

/** The error for a path that no route has: UNIMPLEMENTED, naming what this is and what there is. */
export function unknownMethod(routes: readonly Route[], path: string): RpcError {
  const service = serviceOf(path);
  const methods = routes.filter((route) => serviceOf(route.method.path) === service);
  const there =
    methods.length > 0
      ? `the service ${service} has: ${methods.map((route) => methodOf(route.method.path)).join(", ")}`
      : `there are the services: ${serviceNames(routes.map((route) => route.method.path)).join(", ")}`;
  const message = `no such method is served; ${whatThisIs}; ${there}`;
  return plainRpcError(statusCode.unimplemented, message, "read", { reason: "UNSUPPORTED" });
}
