// The small HTTP server beside gRPC: health for probes, metrics for scrapers,
// and whatever API it is given besides. Of its own routes it answers GET and
// HEAD, and it lets nobody hold a connection for long.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { type ListenAddress, listenWith } from "../net/index.ts";
import { apiRequest, type HttpApi } from "./api-request.ts";
import { type HttpReply, textReply } from "./reply.ts";

/** What a path answers. A rejection is answered with 500 and told to `onFault`. */
export type HttpRoute = () => Promise<HttpReply> | HttpReply;

/** How to serve. */
export interface AdminOptions {
  readonly addresses: readonly ListenAddress[];
  /** By path, without query. */
  readonly routes: Readonly<Record<string, HttpRoute>>;
  /** Largest request head, in bytes. As in Go, from which Dapr's users know this bound, 4 KiB more are still taken. */
  readonly headerBytesMax: number;
  /** Asked for paths that are no route. Default: there is no such path. */
  readonly api?: HttpApi;
  /** Told of a route that failed. */
  readonly onFault: (path: string, cause: unknown) => void;
}

/** A running HTTP server. */
export interface AdminServer {
  /** Where it listens: `127.0.0.1:3500`, `[::1]:3500` or `unix:/path`. */
  readonly addresses: readonly string[];
  /** Stops listening, lets answers under way out, and resolves when every connection is closed. */
  close(): Promise<void>;
}

// net/http of Go reads that much beyond its MaxHeaderBytes.
const headerBytesSlack = 4096;
const headMsMax = 5_000;
const requestMsMax = 10_000;
const keepAliveMs = 5_000;
const connectionsMax = 200;
// An application keeps its connections, and sends through as many as it likes.
const apiRequestMsMax = 30_000;
const apiKeepAliveMs = 60_000;
const apiConnectionsMax = 1_000;

function send(request: IncomingMessage, response: ServerResponse, reply: HttpReply): void {
  const hasBody =
    request.headers["content-length"] !== undefined || request.headers["transfer-encoding"] !== undefined;
  response.writeHead(reply.status, {
    ...(reply.contentType !== "" && { "content-type": reply.contentType }),
    ...(reply.status !== 204 && { "content-length": Buffer.byteLength(reply.body) }),
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    // A body that nobody reads must not be taken for the next request.
    ...(hasBody && !request.readableEnded && { connection: "close" }),
    ...(reply.status === 405 && { allow: "GET, HEAD" }),
    ...reply.headers,
  });
  response.end(request.method === "HEAD" ? undefined : reply.body);
}

async function answerApi(
  { api, onFault }: AdminOptions,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<HttpReply | undefined> {
  try {
    return await api?.(apiRequest(path, request, response));
  } catch (cause) {
    onFault(path, cause);
    return textReply(500, "internal error");
  }
}

async function answer(
  options: AdminOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<HttpReply> {
  const { routes, onFault } = options;
  const [path = ""] = (request.url ?? "").split("?", 1);
  const route = Object.hasOwn(routes, path) ? routes[path] : undefined;
  if (route === undefined) {
    const reply = await answerApi(options, path, request, response);
    if (reply !== undefined) return reply;
    return textReply(404, `There is nothing at this path. There is: ${Object.keys(routes).join(", ")}`);
  }
  if (request.method !== "GET" && request.method !== "HEAD")
    return textReply(405, "Only GET and HEAD are answered.");
  try {
    return await route();
  } catch (cause) {
    onFault(path, cause);
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
      void answer(options, request, response).then((reply) => send(request, response, reply));
    },
  );
  server.maxConnections = options.api === undefined ? connectionsMax : apiConnectionsMax;
  return server;
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
    // An answer takes no time; whoever is slow to read it is not waited for.
    setTimeout(() => server.closeAllConnections(), 250).unref();
  });
}

/** Serves on every address, or rejects with an ListenError and serves on none. */
export async function serveAdmin(options: AdminOptions): Promise<AdminServer> {
  const servers: Server[] = [];
  const close = async () => void (await Promise.all(servers.map(closeServer)));
  const addresses: string[] = [];
  let sharedPort: number | undefined;
  try {
    for (const address of options.addresses) {
      const server = createHttpServer(options);
      // One port for every host, also where the system chooses it.
      const asked =
        address.type === "tcp" && address.port === 0 && sharedPort
          ? { ...address, port: sharedPort }
          : address;
      const bound = await listenWith(server, asked);
      servers.push(server);
      addresses.push(bound.address);
      sharedPort ??= bound.port;
    }
  } catch (error) {
    await close();
    throw error;
  }
  return { addresses, close };
}
