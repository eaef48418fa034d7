// A request in the form that the API behind this server receives. Expensive parts are
// created when first read.
import type { IncomingMessage, ServerResponse } from "node:http";
import { StoreError } from "../../src/index.ts";
import { connectionOf, firstHeader, sinkOf } from "./http-exchange.ts";
import { type BodyMemory, discardBody } from "./message-memory.ts";
import { type HttpReply, headersOfEach } from "./reply.ts";

/** One request. */
export interface HttpApiRequest {
  readonly method: string;
  /** As sent: not decoded, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** One header by its lower-case name; the first of several with the same name, as in Go. */
  header(name: string): string | undefined;
  /**
   * The whole body; undefined if it is larger, and then the rest is not read. Rejects if the client disconnects before its
   * end, and with StoreError `overloaded` if there is no memory for it.
   */
  body(bytesMax: number): Promise<Uint8Array | undefined>;
  /**
   * Sends the head of a reply whose body is created in parts. The function that it returns sends a part, and resolves when the
   * client can accept the next one; it rejects once the client has disconnected or reads nothing for a minute.
   */
  stream(status: number, contentType: string): (part: string) => Promise<void>;
  /** Aborts when the client disconnects before the reply was sent. Read it once: each read creates a signal. */
  readonly signal: AbortSignal;
}

/** Replies to requests; undefined for a path that it does not serve. */
export type HttpApi = (request: HttpApiRequest) => Promise<HttpReply | undefined>;

/** The request that a server received. */
export function apiRequest(
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
  memory: BodyMemory,
): HttpApiRequest {
  const url = request.url ?? "";
  return {
    method: request.method ?? "",
    path,
    get query() {
      return new URLSearchParams(url.slice(path.length + 1));
    },
    header: (name) => firstHeader(request, name),
    body: (bytesMax) => readBody(request, bytesMax, memory),
    stream: (status, contentType) => streamReply(response, status, contentType),
    get signal() {
      const aborter = new AbortController();
      const sink = sinkOf(response);
      sink.once("close", () => {
        if (!sink.writableFinished) aborter.abort();
      });
      return aborter.signal;
    },
  };
}

async function readBody(
  request: IncomingMessage,
  bytesMax: number,
  memory: BodyMemory,
): Promise<Uint8Array | undefined> {
  const declared = Number(request.headers["content-length"] ?? 0);
  if (declared > bytesMax) return undefined;
  try {
    await memory.declared(declared);
    return await memory.whileReceiving(readChunks(request, bytesMax, memory));
  } catch (thrown) {
    memory.release();
    await discardBody(request);
    throw thrown;
  }
}

async function readChunks(
  request: IncomingMessage,
  bytesMax: number,
  memory: BodyMemory,
): Promise<Uint8Array | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  // The stream is not destroyed after an early end, because the reply still has to be sent on its socket.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    if (!Buffer.isBuffer(chunk)) continue;
    bytes += chunk.length;
    // The rest of a rejected body is discarded.
    if (memory.isReleased) chunks.length = 0;
    else {
      if (bytes > bytesMax) return undefined;
      await memory.grown(bytes, bytesMax);
      chunks.push(chunk);
    }
  }
  return Buffer.concat(chunks, bytes);
}

// Above this, a client that reads nothing is disconnected. Node.js counts from the last progress.
const stallMsMax = 60_000;

function streamReply(
  response: ServerResponse,
  status: number,
  contentType: string,
): (part: string) => Promise<void> {
  response.writeHead(status, { "content-type": contentType, ...headersOfEach });
  const sink = sinkOf(response);
  const connection = connectionOf(response.req);
  response.setTimeout(stallMsMax, () => void sink.destroy());
  return (part) =>
    new Promise((resolve, reject) => {
      const closed = () =>
        reject(new StoreError("cancelled", "the client disconnected before the end of the reply"));
      if (sink.destroyed || connection.destroyed) return closed();
      if (sink.write(part)) return resolve();
      const ended = () => {
        sink.off("drain", drained);
        closed();
      };
      const drained = () => {
        connection.off("close", ended);
        resolve();
      };
      sink.once("drain", drained);
      // Not that of the reply: one that waits for an earlier reply of its connection has no such event.
      connection.once("close", ended);
    });
}
