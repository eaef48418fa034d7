// Finds the handler for a path of Dapr's HTTP API. Templates are matched segment
// by segment; a literal segment wins over a parameter where both match.
import type { Call } from "../../../src/index.ts";
import type { ApiGroup } from "../dapr-access.ts";
import type { DaprMethodName } from "../dapr-effects.ts";
import type { DaprHttpReply, DaprHttpRequest } from "./http-reply.ts";

/** A request with its route found. */
export interface RoutedRequest {
  readonly request: DaprHttpRequest;
  /** The values of the template's parameters, decoded, in order. */
  readonly parameters: readonly string[];
  readonly call: Call;
  /** The whole body. Rejects with a DaprError if it is too large. */
  body(): Promise<Uint8Array>;
}

/** One route. */
export interface HttpRoute {
  readonly methods: readonly string[];
  /** The gRPC method with the same effect; undefined for health. */
  readonly rpc: DaprMethodName | undefined;
  /** Such as `/v1.0/state/{store}/{key}`. */
  readonly template: string;
  /** `health` is never closed and requires no token. */
  readonly group: ApiGroup | "health";
  readonly version: string;
  readonly handle: (request: RoutedRequest) => Promise<DaprHttpReply>;
}

/** The matching route, or why there is none. */
export type HttpMatch =
  | { readonly type: "found"; readonly route: HttpRoute; readonly parameters: readonly string[] }
  | { readonly type: "no-path" }
  | { readonly type: "no-method"; readonly methods: readonly string[] }
  | { readonly type: "malformed" };

/** Finds the route of a path. */
export function matchRoute(routes: readonly HttpRoute[], method: string, path: string): HttpMatch {
  let segments: readonly string[];
  try {
    segments = path.split("/").map(decodeURIComponent);
  } catch {
    return { type: "malformed" };
  }
  const ofPath = routes.flatMap((route) => {
    const parameters = parametersOf(route.template, segments);
    return parameters === undefined ? [] : [{ route, parameters }];
  });
  if (ofPath.length === 0) return { type: "no-path" };
  // The one with the fewest parameters is the most specific.
  const found = ofPath
    .filter(({ route }) => route.methods.includes(method))
    .toSorted((a, b) => a.parameters.length - b.parameters.length)[0];
  if (found !== undefined) return { type: "found", ...found };
  return { type: "no-method", methods: [...new Set(ofPath.flatMap(({ route }) => route.methods))] };
}

function parametersOf(template: string, segments: readonly string[]): string[] | undefined {
  const expected = template.split("/");
  if (expected.length !== segments.length) return undefined;
  const parameters: string[] = [];
  for (const [index, name] of expected.entries()) {
    const segment = segments[index] ?? "";
    if (name.startsWith("{")) parameters.push(segment);
    else if (name !== segment) return undefined;
  }
  return parameters;
}
