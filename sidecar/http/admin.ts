// The small HTTP server beside gRPC: health for probes, metrics for scrapers, and
// optionally an API. Its own routes support GET and HEAD. Time limits keep a client
// from holding a connection for long.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { MessageMemory } from "@pillion/wire";
import { type ListenAddress, type ListenError, listenOnEach, listenWith } from "../net/index.ts";
import { apiRequest, type HttpApi } from "./api-request.ts";
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
  /** The memory that the messages of the API share with other ports. Default: without a bound. */
  readonly memory?: MessageMemory | undefined;
  /** Called for each route that failed. */
  readonly onError: (path: string, cause: unknown) => void;
}

/** A running HTTP server. */
export interface AdminServer {
  /** Where it listens: `127.0.0.1:3500`, `[::1]:3500` or `unix:/path`. */
  readonly addresses: readonly string[];
  /** Stops listening, lets replies in progress be sent, and resolves when every connection is closed. */
  close(): Promise<void>;
}

// Go's net/http reads that much beyond its MaxHeaderBytes.
const headerBytesSlack = 4096;
const headMsMax = 5_000;
const requestMsMax = 10_000;
const keepAliveMs = 5_000;
const connectionsMax = 200;
// An application keeps its connections open, and may use many of them.
const apiRequestMsMax = 30_000;
const apiKeepAliveMs = 60_000;
const apiConnectionsMax = 1_000;

function send(
  request: IncomingMessage,
  response: ServerResponse,
  reply: HttpReply,
  memory: MessageMemory | undefined,
): void {
  if (reply.streamedBytes !== undefined) return void response.end();
  // A reply that failed after its head was sent must not look complete.
  if (response.headersSent) return void response.destroy();
  const hasBody =
    request.headers["content-length"] !== undefined || request.headers["transfer-encoding"] !== undefined;
  response.writeHead(reply.status, {
    ...(reply.contentType !== "" && { "content-type": reply.contentType }),
    ...(reply.status !== 204 && { "content-length": Buffer.byteLength(reply.body) }),
    ...headersOfEach,
    // An unread body must not be parsed as the next request.
    ...(hasBody && !request.readableEnded && { connection: "close" }),
    ...(reply.status === 405 && { allow: "GET, HEAD" }),
    ...reply.headers,
  });
  countReply(response, reply.body.length, memory);
  response.end(request.method === "HEAD" ? undefined : reply.body);
}

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
  const { routes, onError } = options;
  const [path = ""] = (request.url ?? "").split("?", 1);
  const route = Object.hasOwn(routes, path) ? routes[path] : undefined;
  if (route === undefined) {
    const reply = await apiReply(options, path, request, response);
    if (reply !== undefined) return reply;
    return textReply(404, `This path does not exist. These paths exist: ${Object.keys(routes).join(", ")}`);
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

function createHttpServer(options: AdminOptions): Server {
  const server = createServer(
    {
      maxHeaderSize: options.headerBytesMax + headerBytesSlack,
      headersTimeout: headMsMax,
      requestTimeout: options.api === undefined ? requestMsMax : apiRequestMsMax,
      keepAliveTimeout: options.api === undefined ? keepAliveMs : apiKeepAliveMs,
      connectionsCheckingInterval: headMsMax,
    },
    (request, response) => {
      void replyTo(options, request, response).then((reply) =>
        send(request, response, reply, options.memory),
      );
    },
  );
  server.maxConnections = options.api === undefined ? connectionsMax : apiConnectionsMax;
  return server;
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
    // Replies are immediate; slow readers are not waited for.
    setTimeout(() => server.closeAllConnections(), 250).unref();
  });
}

/** Serves on every address that this machine has. Rejects with ListenError if it has none, or cannot serve on one. */
export async function serveAdmin(options: AdminOptions): Promise<AdminServer> {
  const servers: Server[] = [];
  const open = async (address: ListenAddress) => {
    const server = createHttpServer(options);
    const listener = await listenWith(server, address);
    servers.push(server);
    return listener;
  };
  const close = async () => void (await Promise.all(servers.map(closeServer)));
  const listeners = await listenOnEach(options.addresses, open, options.onSkipped ?? (() => undefined));
  return { addresses: listeners.map(({ address }) => address), close };
}
