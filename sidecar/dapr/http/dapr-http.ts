// Dapr's HTTP API as one function from request to reply, for any HTTP server.
// Each route has the same call pipeline as its gRPC method, composed once; only the
// form of an error differs.
import { posix } from "node:path";
import { type StatusCode, statusCode } from "@pillion/wire";
import { asStoreError, type Clock, StoreError } from "../../../src/index.ts";
import {
  CallContext,
  type CallEnd,
  type CallEnds,
  type CallSource,
  type Interceptor,
  type Interceptors,
  type MethodFacts,
  type Next,
  pipeline,
  UnauthenticatedError,
} from "../../rpc/index.ts";
import { isOpen } from "../dapr-access.ts";
import type { DaprApi } from "../dapr-api.ts";
import { factsOf } from "../dapr-effects.ts";
import { DaprError, type FailureReports, reportError } from "../texts/dapr-error.ts";
import {
  type DaprHttpReply,
  type DaprHttpRequest,
  errorReply,
  plainReply,
  storeErrorReply,
} from "./http-reply.ts";
import { type HttpMatch, type HttpRoute, matchRoute, type RoutedRequest } from "./http-route.ts";
import { sidecarRoutes } from "./sidecar-routes.ts";
import { bodyTooLarge, stateRoutes } from "./state-routes.ts";

/** What the API needs from the process. */
export interface DaprHttpOptions extends Interceptors, FailureReports {
  readonly clock: Clock;
  /** Largest body, in bytes. */
  readonly bodyBytesMax: number;
  /** True: health and metadata only, as on Dapr's public port. Default: false. */
  readonly publicOnly?: boolean;
}

/** Handles a request; undefined for a path that does not belong to Dapr's API. */
export type DaprHttp = (request: DaprHttpRequest) => Promise<DaprHttpReply | undefined>;

const versions = /^\/v1\.0(-[a-z0-9]+)?(\/|$)/;

// As in daprd, repeated slashes count as one and a trailing one is ignored.
function cleanPath(path: string): string {
  const clean = posix.normalize(path);
  return clean.length > 1 && clean.endsWith("/") ? clean.slice(0, -1) : clean;
}

/** The API. */
export function createDaprHttp(api: DaprApi, options: DaprHttpOptions): DaprHttp {
  const { publicOnly = false } = options;
  const served = [...sidecarRoutes(api), ...stateRoutes(api.state)].filter(
    ({ group, methods }) =>
      !publicOnly || group === "health" || (group === "metadata" && methods.includes("GET")),
  );
  const composed = new Map(served.map((route) => [route, composedRoute(route, api, options)]));
  const unmatched = composedUnmatched(api, options);
  return async (request) => {
    const path = cleanPath(request.path);
    if (!versions.test(path)) return undefined;
    const match = matchRoute(served, request.method, path);
    const run = match.type === "found" ? composed.get(match.route) : undefined;
    return (run ?? unmatched)(request, match);
  };
}

/** The pipeline of a route, from a request that it matches. */
type RunRequest = (request: DaprHttpRequest, match: HttpMatch) => Promise<DaprHttpReply>;

/** A request in the pipeline, with its match. */
interface HttpCall {
  readonly routed: RoutedRequest;
  readonly match: HttpMatch;
}

const callOf = ({ request }: CallContext) => request as HttpCall;

function composedRoute(route: HttpRoute, api: DaprApi, options: DaprHttpOptions): RunRequest {
  const { group, version, handle, rpc, template } = route;
  const facts =
    rpc === undefined
      ? ({ protocol: "http", path: `GET ${template}`, effect: "read", isHealth: true } as const)
      : factsOf(rpc, "http");
  const open = group === "health" || isOpen(api.access, group, version, "http");
  const authorize = open ? undefined : closed;
  return composedWith(facts, (call) => handle(callOf(call).routed), { api, options, authorize, template });
}

// An unsupported path or method passes through the pipeline, too, so that it is recorded and requires a token.
function composedUnmatched(api: DaprApi, options: DaprHttpOptions): RunRequest {
  const facts = { protocol: "http", path: "", effect: "read", isHealth: false } as const;
  const handle = (call: CallContext): never => {
    const { match, routed } = callOf(call);
    throw unmatchedError(match, cleanPath(routed.request.path));
  };
  return composedWith(facts, handle, { api, options, authorize: undefined, template: "" });
}

const closed: Interceptor = () => () => {
  throw new DaprError("not-allowed", "Not Implemented");
};

interface Composition {
  readonly api: DaprApi;
  readonly options: DaprHttpOptions;
  readonly authorize: Interceptor | undefined;
  readonly template: string;
}

function composedWith(
  facts: MethodFacts,
  handle: Next<DaprHttpReply>,
  { api, options, authorize, template }: Composition,
): RunRequest {
  const { clock, bodyBytesMax } = options;
  const next = pipeline(
    facts,
    {
      authorize,
      handle,
      encode: (reply: DaprHttpReply) => reply,
      mapError: (thrown, call) => errorReplyOf(thrown, call, template, options),
      ends: endsOf(template, api),
    },
    options,
  );
  const environment = { clock, app: api.metadata.appId };
  return (request, match) => {
    const call = new CallContext(facts, new HttpSource(request), undefined, environment);
    const parameters = match.type === "found" ? match.parameters : [];
    const routed = { request, parameters, call, body: () => readBody(request, bodyBytesMax, call) };
    call.request = { routed, match } satisfies HttpCall;
    return next(call);
  };
}

function endsOf(template: string, api: DaprApi): CallEnds<DaprHttpReply> {
  const end = (call: CallContext, code: StatusCode, status: number): CallEnd => {
    const { request, parameters } = callOf(call).routed;
    return { code, label: labelOf(template, parameters, api), http: { method: request.method, status } };
  };
  return {
    replied: ({ code = statusCode.ok, status }, call) => end(call, code, status),
    failed: (_thrown, call) => end(call, statusCode.internal, 500),
    bytes: ({ body, streamedBytes }) => streamedBytes ?? Buffer.byteLength(body),
  };
}

/** A request in the form that the call context needs. HTTP clients send no deadline. */
class HttpSource implements CallSource {
  readonly deadline = Number.POSITIVE_INFINITY;
  readonly metadata: CallSource["metadata"];
  readonly signal: AbortSignal;

  constructor(request: DaprHttpRequest) {
    this.signal = request.signal;
    this.metadata = { get: (name) => request.header(name) };
  }

  get cancelled(): boolean {
    return this.signal.aborted;
  }
}

async function readBody(request: DaprHttpRequest, bytesMax: number, call: CallContext): Promise<Uint8Array> {
  const bytes = await request.body(bytesMax).catch((thrown: unknown) => {
    if (thrown instanceof StoreError) throw thrown;
    throw new DaprError("malformed-request", "the body ended early");
  });
  if (bytes === undefined) throw bodyTooLarge(bytesMax);
  call.requestBytes = bytes.length;
  return bytes;
}

// daprd's labels: /v1.0/state/NAME and /v1.0/secrets/NAME, whatever follows. Only names of existing stores are used,
// because clients must not be able to create labels.
function labelOf(
  template: string,
  [name = ""]: readonly string[],
  { state, secrets }: Pick<DaprApi, "state" | "secrets">,
): string {
  const upToStore = /^.*\{store\}/.exec(template)?.[0];
  if (upToStore === undefined) return template;
  const isKnown = state.has(name) || secrets.sources.some((source) => source.name === name);
  return isKnown ? upToStore.replace("{store}", name) : upToStore;
}

function errorReplyOf(
  thrown: unknown,
  call: CallContext,
  template: string,
  reports: FailureReports,
): DaprHttpReply {
  const { request } = callOf(call).routed;
  const { effect } = call.method;
  if (thrown instanceof UnauthenticatedError)
    return { ...plainReply(401, "invalid api token\n"), code: statusCode.unauthenticated };
  const path = `${request.method} ${template}`;
  if (thrown instanceof DaprError) {
    reportError(thrown, path, reports);
    return errorReply(thrown, effect);
  }
  const error = asStoreError(thrown);
  reports.log({ path, error });
  return storeErrorReply(error, effect);
}

const unsupportedText =
  "Pillion is a state store: of Dapr's HTTP API it supports only state, secrets, metadata, health and shutdown";

const slashText =
  "this path has too many parts; a slash in a key is written as %2F, such as /v1.0/state/STORE/a%2Fb for the key a/b";

const keyWithSlash = /^\/v1\.0\/(state|secrets)\/[^/]+\/[^/]+\/./;

function unmatchedError(match: HttpMatch, path: string): DaprError {
  switch (match.type) {
    case "malformed":
      return new DaprError(
        "malformed-request",
        "the path contains a % that does not start an encoded character",
      );
    case "no-method": {
      const { methods } = match;
      const message = `this path supports only ${methods.join(", ")}`;
      return new DaprError("no-such-method", message, { allow: methods });
    }
    default:
      return new DaprError("no-such-route", keyWithSlash.test(path) ? slashText : unsupportedText);
  }
}
