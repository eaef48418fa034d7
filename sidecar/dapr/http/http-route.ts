// Which handler answers a path of Dapr's HTTP API. Templates are matched part
// by part; a fixed part wins over a parameter where both would match.
import type { Call } from "../../../src/index.ts";
import type { ApiGroup } from "../dapr-access.ts";
import type { DaprHttpReply, DaprHttpRequest } from "./http-reply.ts";

/** A request that found its route. */
export interface HttpAsk {
  readonly request: DaprHttpRequest;
  /** What stands in the places of the template's parameters, decoded. */
  readonly parameters: readonly string[];
  readonly call: Call;
  /** The whole body. Rejects with a DaprError if it is too large. */
  body(): Promise<Uint8Array>;
}

/** One route. */
export interface HttpRoute {
  readonly methods: readonly string[];
  /** Such as `/v1.0/state/{store}/{key}`. */
  readonly template: string;
  /** `health` is never closed and needs no token. */
  readonly group: ApiGroup | "health";
  readonly version: string;
  readonly handle: (ask: HttpAsk) => Promise<DaprHttpReply>;
}

/** A route that matches, or why none does. */
export type HttpMatch =
  | { readonly type: "found"; readonly route: HttpRoute; readonly parameters: readonly string[] }
  | { readonly type: "no-path" }
  | { readonly type: "no-method"; readonly methods: readonly string[] }
  | { readonly type: "malformed" };

/** Finds the route of a path. */
export function matchRoute(routes: readonly HttpRoute[], method: string, path: string): HttpMatch {
  let parts: readonly string[];
  try {
    parts = path.split("/").map(decodeURIComponent);
  } catch {
    return { type: "malformed" };
  }
  const ofPath = routes.flatMap((route) => {
    const parameters = parametersOf(route.template, parts);
    return parameters === undefined ? [] : [{ route, parameters }];
  });
  if (ofPath.length === 0) return { type: "no-path" };
  // The one with the fewest parameters says most.
  const found = ofPath
    .filter(({ route }) => route.methods.includes(method))
    .toSorted((a, b) => a.parameters.length - b.parameters.length)[0];
  if (found !== undefined) return { type: "found", ...found };
  return { type: "no-method", methods: [...new Set(ofPath.flatMap(({ route }) => route.methods))] };
}

function parametersOf(template: string, parts: readonly string[]): string[] | undefined {
  const wanted = template.split("/");
  if (wanted.length !== parts.length) return undefined;
  const parameters: string[] = [];
  for (const [index, want] of wanted.entries()) {
    const part = parts[index] ?? "";
    if (want.startsWith("{")) parameters.push(part);
    else if (want !== part) return undefined;
  }
  return parameters;
}
