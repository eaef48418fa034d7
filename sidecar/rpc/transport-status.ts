// The two things that a transport cannot know of the routes it serves: which
// methods write, and what is served when a path is unknown.
import { StateStoreMethods } from "@pillion/proto";
import { type Route, type RpcError, type StatusCode, statusCode } from "@pillion/wire";
import { plainRpcError, type TransportStatus } from "./status.ts";

const serviceOf = (path: string) => path.slice(1, path.lastIndexOf("/"));
const methodOf = (path: string) => path.slice(path.lastIndexOf("/") + 1);

/** The full names of the services that these paths belong to, each once. */
export function serviceNames(paths: readonly string[]): string[] {
  return [...new Set(paths.map(serviceOf))];
}

const { set, delete: remove, increment, touch, commit, batchWrite, deletePrefix } = StateStoreMethods;

const writePaths: ReadonlySet<string> = new Set(
  [set, remove, increment, touch, commit, batchWrite, deletePrefix].map(({ path }) => path),
);

/** The error for a status that a transport itself ends a call with, with details as any other. */
export function describeStatus({ path, code, message, reason, outcome }: TransportStatus): RpcError {
  return plainRpcError(code, message, writePaths.has(path) ? "write" : "read", {
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
  return describeStatus({
    path,
    code: statusCode.unimplemented,
    message: `no such method is served; ${whatThisIs}; ${there}`,
  });
}
