// The small HTTP server beside gRPC: health for probes, metrics for scrapers, and
// optionally an API. Its own routes support GET and HEAD.
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { MessageMemory } from "@pillion/wire";
import { type ListenAddress, type ListenError, listenOnEach, listenWith } from "../net/index.ts";
import { apiRequest, type HttpApi } from "./api-request.ts";
import { HttpConnections } from "./http-connections.ts";
import { hasBody, headBytes, ignoreRestOfBody, isHttp2, sinkOf } from "./http-exchange.ts";
import { createHttpListener } from "./http-listener.ts";
import { headTooLargeBody, rejectionText, tooManyConnectionsBody } from "./http-rejection.ts";
import { BodyMemory, countReply } from "./message-memory.ts";
import { type HttpReply, headersOfEach, textReply } from "./reply.ts";

/** Creates the reply of a path. A rejection becomes a 500 and is reported to `onError`. */
export type HttpRoute = () => Promise<HttpReply> | HttpReply;

/** The options of an HTTP server. */
export interface AdminOptions {
  readonly addresses: readonly ListenAddress[];
  /** Called for each address that this machine does not have, while others are served. Default: nothing. */
  readonly onSkipped?: (error: ListenError) => void;
  /** By path, without query. */
  readonly routes: Readonly<Record<string, HttpRoute>>;
  /** The maximum size of a request head, in bytes. As in Go, and therefore in daprd, 4 KiB more are accepted. */
  readonly headerBytesMax: number;
  /** Serves the paths that are not routes. Default: none, and they are 404. */
  readonly api?: HttpApi;
  /** How the paths of the API begin, for the page of a path that does not exist. Default: not named. */
  readonly apiPrefix?: string;
  /** The memory that the messages of the API share with other ports. Default: without a bound. */
  readonly memory?: MessageMemory | undefined;
  /** The maximum number of connections; more get the reply 503, except to a GET of a route or a probe path. Default: 200. */
  readonly connectionsMax?: number;
  /** Paths of the API that are health checks. Default: none. */
  readonly probePaths?: readonly string[];
  /** Called for each connection above the maximum. Must not throw. */
  readonly onRejected?: () => void;
  /** Called for each route that failed. */
  readonly onError: (path: string, cause: unknown) => void;
}

/** A running HTTP server. */
export interface AdminServer {
  /** Where it listens: `127.0.0.1:3500`, `[::1]:3500` or `unix:/path`. */
  readonly addresses: readonly string[];
  /** Open connections. */
  readonly connections: number;
  /** Closes idle connections, and the others after their next reply, which says so. The server still accepts new ones. */
  drain(): void;
  /** Stops listening, waits for the requests in flight for at most this time, and resolves when every connection is closed. Default: 0 ms. */
  close(msMax?: number): Promise<void>;
}

const connectionsMaxDefault = 200;
// Go's net/http reads that much beyond its MaxHeaderBytes.
const headerBytesSlack = 4096;
const ownTimes = { requestMsMax: 10_000, keepAliveMs: 5_000 } as const;
// An application keeps its connections open, and may use many of them.
const apiTimes = { requestMsMax: 30_000, keepAliveMs: 60_000 } as const;

function send(
  request: IncomingMessage,
  response: ServerResponse,
  reply: HttpReply,
  closes: boolean,
  memory: MessageMemory | undefined,
): void {
  const sink = sinkOf(response);
  if (reply.streamedBytes !== undefined) return void sink.end();
  // A reply that failed after its head was sent must not look complete.
  if (response.headersSent) return void sink.destroy();
  if (sink.destroyed) return;
  // An unread body must not be parsed as the next request.
  const isUnread = hasBody(request) && !request.readableEnded;
  if (isUnread) ignoreRestOfBody(request);
  response.writeHead(reply.status, {
    ...(reply.contentType !== "" && { "content-type": reply.contentType }),
    ...(reply.status !== 204 && { "content-length": Buffer.byteLength(reply.body) }),
    ...headersOfEach,
    ...((isUnread || closes) && !isHttp2(request) && { connection: "close" }),
    ...(reply.status === 405 && { allow: "GET, HEAD" }),
    ...reply.headers,
  });
  countReply(response, reply.body.length, memory);
  response.end(request.method === "HEAD" ? undefined : reply.body);
}

const pathOf = ({ url = "" }: IncomingMessage): string => url.split("?", 1)[0] ?? "";

async function apiReply(
  { api, onError, memory }: AdminOptions,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<HttpReply | undefined> {
  const bodyMemory = new BodyMemory(memory);
  try {
    return await api?.(apiRequest(path, request, response, bodyMemory));
  } catch (cause) {
    onError(path, cause);
    return textReply(500, "internal error");
  } finally {
    bodyMemory.release();
  }
}

async function replyTo(
  options: AdminOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<HttpReply> {
  const { routes, headerBytesMax, apiPrefix, onError } = options;
  // For HTTP/1, Node.js checks this.
  if (isHttp2(request) && headBytes(request) > headerBytesMax + headerBytesSlack) {
    return { status: 431, contentType: "application/json", body: headTooLargeBody(headerBytesMax) };
  }
  const path = pathOf(request);
  const route = Object.hasOwn(routes, path) ? routes[path] : undefined;
  if (route === undefined) {
    const reply = await apiReply(options, path, request, response);
    if (reply !== undefined) return reply;
    const known = [
      ...Object.keys(routes),
      ...(apiPrefix === undefined ? [] : [`${apiPrefix}/… (Dapr's API)`]),
    ];
    return textReply(404, `This path does not exist. These paths exist: ${known.join(", ")}`);
  }
  if (request.method !== "GET" && request.method !== "HEAD")
    return textReply(405, "Only GET and HEAD are supported.");
  try {
    return await route();
  } catch (cause) {
    onError(path, cause);
    return textReply(500, "internal error");
  }
}

/** Serves on every address that this machine has. Rejects with ListenError if it has none, or cannot serve on one. */
export async function serveAdmin(options: AdminOptions): Promise<AdminServer> {
  const connectionsMax = options.connectionsMax ?? connectionsMaxDefault;
  const connections = new HttpConnections({
    connectionsMax,
    rejection: tooManyConnectionsBody(connectionsMax),
    onRejected: options.onRejected ?? (() => undefined),
    isProbe: (path) => Object.hasOwn(options.routes, path) || options.probePaths?.includes(path) === true,
  });
  const servers: Server[] = [];
  const open = async (address: ListenAddress) => {
    const server = createHttpListener({
      ...(options.api === undefined ? ownTimes : apiTimes),
      headBytesMax: options.headerBytesMax + headerBytesSlack,
      connections,
      rejectionOf: (code) => rejectionText(code, options.headerBytesMax),
      onRequest: (request, response) => {
        const { socket } = request;
        const reply = (each: HttpReply) => {
          const closes = connections.isDraining || connections.isSurplus(socket);
          send(request, response, each, closes, options.memory);
        };
        void replyTo(options, request, response)
          .then(reply)
          // A stored version can be a text that a header cannot have.
          .catch((cause: unknown) => {
            options.onError(pathOf(request), cause);
            reply(textReply(500, "internal error"));
          });
      },
    });
    const listener = await listenWith(server, address);
    servers.push(server);
    return listener;
  };
  const listeners = await listenOnEach(options.addresses, open, options.onSkipped ?? (() => undefined));
  return {
    addresses: listeners.map(({ address }) => address),
    get connections() {
      return connections.size;
    },
    drain: () => connections.drain(),
    async close(msMax = 0) {
      const closed = servers.map((server) => new Promise((resolve) => server.close(resolve)));
      await connections.close(msMax);
      await Promise.all(closed);
    },
  };
}
