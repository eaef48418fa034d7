// Dapr's HTTP API as one function from request to answer, for any server. The
// one place of the HTTP side that catches: what a verb throws becomes an answer
// here, and a fault of ours becomes a fixed text.
import { posix } from "node:path";
import {
  asStoreError,
  type Call,
  type Clock,
  createCall,
  deadlineMsDefault,
  type StoreError,
} from "../../../src/index.ts";
import { isOpen } from "../dapr-access.ts";
import type { DaprApi } from "../dapr-api.ts";
import { countedError, DaprError, type ErrorObserver } from "../texts/dapr-error.ts";
import { type DaprHttpReply, type DaprHttpRequest, errorReply, jsonReply, plainReply } from "./http-reply.ts";
import { type HttpRoute, matchRoute } from "./http-route.ts";
import { sidecarRoutes } from "./sidecar-routes.ts";
import { bodyTooLarge, stateRoutes } from "./state-routes.ts";

/** Hears the end of each request. Must not throw. The path is daprd's label: up to the name of a store, never a key. */
export type DaprHttpObserver = (ended: {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly durationMs: number;
  readonly requestBytes: number;
  readonly responseBytes: number;
}) => void;

/** What the API needs of the process. */
export interface DaprHttpOptions {
  readonly clock: Clock;
  /** Largest body, in bytes. */
  readonly bodyBytesMax: number;
  /** Whether a `dapr-api-token` is right; undefined if none is asked. */
  readonly isToken?: ((presented: string | undefined) => boolean) | undefined;
  /** Hears of every request that a store, or a fault of ours, failed. Must not throw. */
  readonly log: (failure: { readonly path: string; readonly error: StoreError }) => void;
  readonly observe?: DaprHttpObserver | undefined;
  /** Hears of every request that failed. */
  readonly observeError?: ErrorObserver | undefined;
  /** True: health and metadata only, as on Dapr's public port. Default: false. */
  readonly publicOnly?: boolean;
}

/** Answers a request; undefined for a path that is none of Dapr's. */
export type DaprHttp = (request: DaprHttpRequest) => Promise<DaprHttpReply | undefined>;

const versions = /^\/v1\.0(-[a-z0-9]+)?(\/|$)/;

// As daprd reads a path: slashes in a row count as one, a last one does not count.
function cleanPath(path: string): string {
  const clean = posix.normalize(path);
  return clean.length > 1 && clean.endsWith("/") ? clean.slice(0, -1) : clean;
}

const whatThisIs =
  "Pillion keeps state: of Dapr's HTTP API it serves state, secrets, metadata, health and shutdown, and nothing else";

/** The API. */
export function createDaprHttp(face: DaprApi, options: DaprHttpOptions): DaprHttp {
  const { publicOnly = false } = options;
  const routes = [...sidecarRoutes(face), ...stateRoutes(face.state)].filter(
    ({ group, methods }) =>
      !publicOnly || group === "health" || (group === "metadata" && methods.includes("GET")),
  );
  return async (asked) => {
    const path = cleanPath(asked.path);
    if (!versions.test(path)) return undefined;
    const request = path === asked.path ? asked : withPath(asked, path);
    const start = options.clock.monotonic();
    const fail = (error: DaprError): DaprHttpReply => {
      const { errorCode, category } = countedError(error);
      options.observeError?.(errorCode, category);
      return errorReply(error);
    };
    const served = await answer({ routes, face, options, fail }, request);
    options.observe?.({
      method: request.method,
      path: served.label,
      status: served.reply.status,
      durationMs: options.clock.monotonic() - start,
      requestBytes: served.requestBytes,
      responseBytes: Buffer.byteLength(served.reply.body),
    });
    return served.reply;
  };
}

// The methods of a request stay with their object, whatever it is.
function withPath(request: DaprHttpRequest, path: string): DaprHttpRequest {
  const { method, query, signal } = request;
  return {
    method,
    path,
    query,
    signal,
    header: (name) => request.header(name),
    body: (bytesMax) => request.body(bytesMax),
  };
}

interface Served {
  readonly reply: DaprHttpReply;
  readonly label: string;
  readonly requestBytes: number;
}

interface Serving {
  readonly routes: readonly HttpRoute[];
  readonly face: DaprApi;
  readonly options: DaprHttpOptions;
  /** The answer of an error, counted. */
  readonly fail: (error: DaprError) => DaprHttpReply;
}

// As daprd labels requests: /v1.0/state/NAME and /v1.0/secrets/NAME, whatever follows. Only names
// that there are: a caller must not make labels.
function labelOf(
  { template }: HttpRoute,
  [name = ""]: readonly string[],
  { state, secrets }: DaprApi,
): string {
  const upToStore = /^.*\{store\}/.exec(template)?.[0];
  if (upToStore === undefined) return template;
  const isKnown = state.has(name) || secrets.sources.some((source) => source.name === name);
  return isKnown ? upToStore.replace("{store}", name) : upToStore;
}

async function answer(serving: Serving, request: DaprHttpRequest): Promise<Served> {
  const { routes, face, options, fail } = serving;
  const match = matchRoute(routes, request.method, request.path);
  if (match.type !== "found") {
    const refused = options.isToken?.(request.header("dapr-api-token")) === false;
    return { reply: refused ? tokenReply : noRouteReply(match, fail), label: "", requestBytes: 0 };
  }
  const { route, parameters } = match;
  let requestBytes = 0;
  const body = async () => {
    const bytes = await request.body(options.bodyBytesMax).catch(() => {
      throw new DaprError("malformed-request", "the body ended before its end");
    });
    if (bytes === undefined) throw bodyTooLarge(options.bodyBytesMax);
    requestBytes = bytes.length;
    return bytes;
  };
  const reply =
    refusal(route, serving, request) ??
    (await handled(route, serving, { request, parameters, call: callOf(request, face, options), body }));
  return { reply, label: labelOf(route, parameters, face), requestBytes };
}

const tokenReply = plainReply(401, "invalid api token\n");

function refusal(
  { group, version }: HttpRoute,
  { face: { access }, options: { isToken }, fail }: Serving,
  request: DaprHttpRequest,
): DaprHttpReply | undefined {
  if (group === "health") return undefined;
  if (isToken?.(request.header("dapr-api-token")) === false) return tokenReply;
  if (isOpen(access, group, version, "http")) return undefined;
  return fail(new DaprError("not-allowed", "Not Implemented"));
}

function callOf({ signal }: DaprHttpRequest, { metadata }: DaprApi, { clock }: DaprHttpOptions): Call {
  return createCall({ clock, signal, app: metadata.appId, deadline: clock.monotonic() + deadlineMsDefault });
}

async function handled(
  route: HttpRoute,
  { options: { log }, fail }: Serving,
  ask: Parameters<HttpRoute["handle"]>[0],
): Promise<DaprHttpReply> {
  const path = `${ask.request.method} ${route.template}`;
  try {
    return await route.handle(ask);
  } catch (thrown) {
    if (thrown instanceof DaprError) {
      const { cause } = thrown.facts;
      if (cause !== undefined) log({ path, error: cause });
      return fail(thrown);
    }
    log({ path, error: asStoreError(thrown) });
    return jsonReply(500, { errorCode: "ERR_INTERNAL", message: "internal error" });
  }
}

function noRouteReply(
  match: Exclude<ReturnType<typeof matchRoute>, { type: "found" }>,
  fail: Serving["fail"],
): DaprHttpReply {
  switch (match.type) {
    case "no-path":
      return fail(new DaprError("no-such-route", whatThisIs));
    case "malformed":
      return fail(new DaprError("malformed-request", "the path holds a % that begins no encoded character"));
    case "no-method": {
      const methods = match.methods.join(", ");
      const reply = fail(new DaprError("no-such-method", `this path answers ${methods} only`));
      return { ...reply, headers: { allow: methods } };
    }
  }
}
