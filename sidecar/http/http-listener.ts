// One server for HTTP/1 and for HTTP/2 without TLS on the same address, as daprd's. Time
// and size limits keep a client from holding a connection or memory for long.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import {
  constants,
  createServer as createHttp2Server,
  type Http2Server,
  type Http2ServerRequest,
  type Http2Session,
} from "node:http2";
import type { Socket } from "node:net";
import type { HttpConnections } from "./http-connections.ts";
import { sniffHttp2 } from "./protocol-sniff.ts";

/** The time limits of a listener, in ms. */
export interface HttpTimes {
  /** From the begin of a request to the end of its body. */
  readonly requestMsMax: number;
  /** How long a connection without requests stays open. */
  readonly keepAliveMs: number;
}

/** What a listener needs. */
export interface HttpListenerOptions extends HttpTimes {
  readonly headBytesMax: number;
  readonly connections: HttpConnections;
  readonly onRequest: (request: IncomingMessage, response: ServerResponse) => void;
  /** The reply to bytes that are not a request of HTTP/1, by their error code. */
  readonly rejectionOf: (code: string) => string;
}

const headMsMax = 5_000;

// As in Go, and therefore in daprd.
const streamsPerSessionMax = 250;
// Bodies, headers and replies that one connection buffers, in megabytes.
const sessionMemoryMegabytesMax = 32;

/** Creates the server; it does not listen yet. */
export function createHttpListener(options: HttpListenerOptions): Server {
  const { headBytesMax, requestMsMax, keepAliveMs, connections } = options;
  const server = createServer({
    maxHeaderSize: headBytesMax,
    headersTimeout: Math.min(headMsMax, requestMsMax),
    requestTimeout: requestMsMax,
    keepAliveTimeout: keepAliveMs,
    connectionsCheckingInterval: headMsMax,
  });
  server.on(
    "request",
    counted(options, ({ socket }) => socket),
  );
  server.on("clientError", (error: NodeJS.ErrnoException, socket) => {
    if (socket.writable) socket.end(options.rejectionOf(error.code ?? ""));
    else socket.destroy();
  });
  const http2 = createSessions(options);
  // The handler of Node's HTTP/1 server, which comes after the decision about the protocol.
  const serveHttp1 = server.listeners("connection") as ((socket: Socket) => void)[];
  server.removeAllListeners("connection");
  const serveAsHttp1 = (socket: Socket, head: Buffer) => {
    for (const serve of serveHttp1) serve.call(server, socket);
    // Node's parser takes over the socket. Bytes that are put back with `unshift` would start the socket again after the
    // parser has paused it because a body is not read, so they are passed on directly: once the socket has resumed, and
    // before more bytes can arrive.
    socket.resume();
    process.nextTick(() => socket.emit("data", head));
  };
  const serveEither = (socket: Socket) =>
    sniffHttp2(socket, headMsMax, (isHttp2, head) => {
      if (!isHttp2) return serveAsHttp1(socket, head);
      socket.unshift(head);
      http2(socket);
    });
  server.on("connection", (socket: Socket) => {
    connections.admit(socket, (head) => {
      if (head === undefined) serveEither(socket);
      else serveAsHttp1(socket, head);
    });
  });
  return server;
}

type RequestHandler = (request: IncomingMessage, response: ServerResponse) => void;

function counted(
  { connections, onRequest }: HttpListenerOptions,
  socketOf: (request: IncomingMessage) => Socket | undefined,
): RequestHandler {
  return (request, response) => {
    const socket = socketOf(request);
    if (socket !== undefined) response.once("close", connections.begin(socket));
    onRequest(request, response);
  };
}

// Resets the stream of a body that does not arrive in time, which Node.js does for HTTP/1 only.
function limitBodyTime({ stream }: Http2ServerRequest, msMax: number): void {
  if (stream.endAfterHeaders) return;
  const timer = setTimeout(() => stream.close(constants.NGHTTP2_CANCEL), msMax);
  const end = () => clearTimeout(timer);
  stream.once("end", end).once("close", end);
}

// Serves a connection as HTTP/2.
function createSessions(options: HttpListenerOptions): (socket: Socket) => void {
  const { headBytesMax, requestMsMax, keepAliveMs, connections } = options;
  const server: Http2Server = createHttp2Server({
    maxSessionMemory: sessionMemoryMegabytesMax,
    settings: {
      maxConcurrentStreams: streamsPerSessionMax,
      // Above this, Node.js resets the stream; below, a request over the limit gets a reply.
      maxHeaderListSize: 4 * headBytesMax,
      enablePush: false,
    },
  });
  const sockets = new WeakMap<Http2Session, Socket>();
  const socketOf = (request: unknown) => {
    const { session } = (request as { stream: { session?: Http2Session } }).stream;
    return session && sockets.get(session);
  };
  server.on("request", (request) => limitBodyTime(request, requestMsMax));
  // The two kinds of requests differ only where `http-exchange` says so.
  server.on("request", counted(options, socketOf) as unknown as Parameters<Http2Server["on"]>[1]);
  server.on("sessionError", () => undefined);
  return (socket) => {
    const onSession = (session: Http2Session) => {
      sockets.set(session, socket);
      session.on("error", () => undefined);
      session.setTimeout(keepAliveMs, () => session.close());
      connections.closesWith(socket, () => session.close());
    };
    // A server of HTTP/1 keeps a connection whose client has closed its half, which HTTP/2 does not have.
    socket.allowHalfOpen = false;
    // The session is created while the event is emitted.
    server.once("session", onSession);
    server.emit("connection", socket);
    server.off("session", onSession);
  };
}
