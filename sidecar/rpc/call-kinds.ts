// The only file that distinguishes the four kinds of gRPC calls: depending on which sides
// stream, it decodes the request, runs the handler and creates the route that a transport
// serves. For the rest of the pipeline every call is one promise.
import type { AnyMethod, Route } from "@pillion/wire";
import { CallContext, type CallEnvironment, type CallSource, type MethodFacts } from "./call-context.ts";
import type { Interceptor, Next } from "./pipeline.ts";
import { ReplyChannel } from "./reply-channel.ts";

/** A handler with its message types erased: takes one request or an iterable of requests, and returns one reply or an iterable. */
export type AnyHandler = (request: unknown, call: CallContext) => unknown;

/** Decodes the request with `decode`, which throws the error for the client; the messages of a stream are decoded as they are taken. */
export function decodeRequest(method: AnyMethod, decode: (bytes: Uint8Array) => unknown): Interceptor {
  async function* decodeEach(call: CallContext, requests: AsyncIterable<Uint8Array>) {
    for await (const bytes of requests) {
      call.requestBytes += bytes.length;
      yield decode(bytes);
    }
  }
  // What the transport passes to a method depends only on `requestStream`.
  return method.requestStream
    ? (next) => (call) => {
        call.request = decodeEach(call, call.request as AsyncIterable<Uint8Array>);
        return next(call);
      }
    : (next) => (call) => {
        call.request = decode(call.request as Uint8Array);
        return next(call);
      };
}

/**
 * Runs a handler. Resolves with its reply, or with undefined after the last reply of a stream was consumed. Where the client
 * streams, the headers are sent first: a client may wait for them before it sends its first message.
 */
export function runHandler(method: AnyMethod, handle: AnyHandler): Next<unknown> {
  const run = ofKind(method, handle);
  if (!method.requestStream) return run;
  return (call) => {
    call.sendResponseHeaders();
    return run(call);
  };
}

function ofKind(method: AnyMethod, handle: AnyHandler): Next<unknown> {
  if (!method.responseStream) {
    return (call) => {
      const reply = handle(call.request, call);
      return reply instanceof Promise ? reply : Promise.resolve(reply);
    };
  }
  const { encode } = method.response;
  return async (call) => {
    for await (const reply of handle(call.request, call) as AsyncIterable<unknown>) {
      const bytes = encode(reply);
      call.replyBytes += bytes.length;
      await call.replies?.send(bytes);
    }
    return undefined;
  };
}

const noBytes = new Uint8Array(0);

/** Writes the reply of a method; a streaming method has sent its replies already. */
export function encodeReply(method: AnyMethod): (reply: unknown) => Uint8Array {
  const { encode } = method.response;
  return method.responseStream ? () => noBytes : (reply) => encode(reply);
}

const bytesCodec = { encode: (bytes: unknown) => bytes as Uint8Array, decode: (bytes: Uint8Array) => bytes };

/** The route of a composed method. The transport transfers bytes; the pipeline does the encoding and decoding. */
export function routeOf(
  method: AnyMethod,
  facts: MethodFacts,
  next: Next<Uint8Array>,
  environment: CallEnvironment,
): Route {
  const kind = {
    one: { one: "unary", many: "server-stream" },
    many: { one: "client-stream", many: "bidi-stream" },
  } as const;
  const { [method.responseStream ? "many" : "one"]: ofMethod } = kind[method.requestStream ? "many" : "one"];
  const contextOf = (request: unknown, source: CallSource) => {
    const call = new CallContext(facts, source, request, environment);
    if (!method.requestStream) call.requestBytes = (request as Uint8Array).length;
    return call;
  };
  const run = (request: unknown, source: CallSource) => next(contextOf(request, source));
  async function* stream(request: unknown, source: CallSource) {
    const call = contextOf(request, source);
    const replies = new ReplyChannel();
    call.replies = replies;
    const end = () => replies.end();
    const ended = next(call);
    ended.then(end, end);
    try {
      for (let reply = await replies.take(); reply !== undefined; reply = await replies.take()) yield reply;
    } finally {
      replies.end();
      // The handler counts as running until it has ended.
      await ended.catch(() => undefined);
    }
    await ended;
  }
  const handle = method.responseStream ? stream : run;
  // The erasure is sound: kind and handler follow from the same two booleans.
  return {
    kind: ofMethod,
    method: { ...method, request: bytesCodec, response: bytesCodec },
    handle,
  } as unknown as Route;
}
