// The transport by itself, with test methods that are not part of the contract: all four kinds of
// call, metadata in both directions, errors, back pressure and cancellation.
import {
  Client,
  type ClientReadableStream,
  type ClientWritableStream,
  credentials,
  Metadata as GrpcMetadata,
  type StatusObject,
} from "@grpc/grpc-js";
import {
  type Codec,
  Metadata,
  type Method,
  type Route,
  RpcError,
  route,
  type Server,
  type ServerCall,
  statusCode,
} from "@pillion/wire";
import { afterEach, describe, expect, test } from "vitest";
import { grpcRoutes, operation } from "../../sidecar/rpc/index.ts";
import { systemClock } from "../../src/index.ts";
import { serve as serveRoutes, transport } from "../transports/transport.ts";

const text: Codec<string, string> = {
  encode: (message) => Buffer.from(message),
  decode: (bytes) => {
    const message = Buffer.from(bytes).toString();
    if (message === "bad") throw new TypeError("no such message");
    return message;
  },
};

function method<In extends boolean, Out extends boolean>(
  name: string,
  requestStream: In,
  responseStream: Out,
): Method<string, string, string, string, In, Out> {
  return { path: `/test.Service/${name}`, requestStream, responseStream, request: text, response: text };
}

const unary = method("Unary", false, false);
const clientStream = method("ClientStream", true, false);
const serverStream = method("ServerStream", false, true);
const bidi = method("Bidi", true, true);

async function all(source: AsyncIterable<unknown>): Promise<string[]> {
  const items: string[] = [];
  for await (const item of source) items.push(String(item));
  return items;
}

const headersOf = (call: ClientWritableStream<string> | ClientReadableStream<string>) =>
  new Promise<GrpcMetadata>((resolve) => call.once("metadata", resolve));

const serialize = (message: string) => Buffer.from(message);
const deserialize = (bytes: Buffer) => bytes.toString();

describe(`the transport ${transport}`, () => {
  let server: Server;
  let client: Client;

  const serve = async (...routes: Route[]) => {
    server = await serveRoutes(routes, { listen: [{ type: "tcp", host: "127.0.0.1", port: 0 }] });
    client = new Client(server.addresses[0] ?? "", credentials.createInsecure(), {
      "grpc.use_local_subchannel_pool": 1,
    });
  };

  afterEach(async () => {
    client.close();
    await server.close();
  });

  const callUnary = (request: string, metadata = new GrpcMetadata()) => {
    let headers: GrpcMetadata | undefined;
    let status: StatusObject | undefined;
    const reply = new Promise<string>((resolve, reject) => {
      const call = client.makeUnaryRequest(
        unary.path,
        serialize,
        deserialize,
        request,
        metadata,
        (error, value) => (error ? reject(error) : resolve(value ?? "")),
      );
      call.on("metadata", (received) => {
        headers = received;
      });
      call.on("status", (received) => {
        status = received;
      });
    });
    return { reply, headers: () => headers, status: () => status };
  };

  test("a unary call works", async () => {
    await serve(route(unary, (request) => `${request}!`));
    expect(await callUnary("hello").reply).toBe("hello!");
  });

  test("a client-streaming call works", async () => {
    await serve(route(clientStream, async (requests) => (await all(requests)).join("+")));
    const reply = await new Promise<string>((resolve, reject) => {
      const call = client.makeClientStreamRequest(
        clientStream.path,
        serialize,
        deserialize,
        (error, value) => (error ? reject(error) : resolve(value ?? "")),
      );
      for (const request of ["a", "b", "c"]) call.write(request);
      call.end();
    });
    expect(reply).toBe("a+b+c");
  });

  test("a server-streaming call works, also with more bytes than a flow-control window", async () => {
    const large = "x".repeat(50_000);
    await serve(
      route(serverStream, async function* (request) {
        for (let index = 0; index < 40; index++) yield `${request}${index}${large}`;
      }),
    );
    const replies = await all(client.makeServerStreamRequest(serverStream.path, serialize, deserialize, "n"));
    expect(replies.map((reply) => reply.slice(0, reply.indexOf("x")))).toEqual(
      Array.from({ length: 40 }, (_, index) => `n${index}`),
    );
  });

  test("a bidirectional call works", async () => {
    await serve(
      route(bidi, async function* (requests) {
        for await (const request of requests) yield `${request}!`;
      }),
    );
    const call = client.makeBidiStreamRequest(bidi.path, serialize, deserialize);
    const replies = all(call);
    for (const request of ["a", "b"]) call.write(request);
    call.end();
    expect(await replies).toEqual(["a!", "b!"]);
  });

  test("a handler can stop reading requests and still send replies", async () => {
    await serve(
      route(bidi, async function* (requests) {
        for await (const request of requests) {
          yield request;
          break;
        }
        yield "more";
      }),
    );
    const call = client.makeBidiStreamRequest(bidi.path, serialize, deserialize);
    call.write("a");
    expect(await all(call)).toEqual(["a", "more"]);
  });

  test("a handler can send its headers before its first reply", async () => {
    let reply = (): void => {};
    const replied = new Promise<void>((resolve) => {
      reply = resolve;
    });
    const begin = async (call: ServerCall) => {
      call.responseHeaders.append("x-begun", "yes");
      call.sendResponseHeaders();
      call.sendResponseHeaders();
      call.responseHeaders.append("x-late", "no");
      await replied;
    };
    await serve(
      route(serverStream, async function* (request, call) {
        await begin(call);
        yield request;
      }),
      route(bidi, async function* (requests, call) {
        await begin(call);
        for await (const request of requests) yield request;
      }),
    );
    const down = client.makeServerStreamRequest(serverStream.path, serialize, deserialize, "a");
    const both = client.makeBidiStreamRequest(bidi.path, serialize, deserialize);
    for (const headers of await Promise.all([down, both].map(headersOf))) {
      expect(headers.get("x-begun")).toEqual(["yes"]);
      expect(headers.get("x-late")).toEqual([]);
    }
    reply();
    both.write("b");
    both.end();
    expect([...(await all(down)), ...(await all(both))]).toEqual(["a", "b"]);
  });

  test("a client that waits for the headers before its first request does not wait forever", async () => {
    const operations = [
      operation(clientStream, async (requests) => (await all(requests)).join("+")),
      operation(bidi, async function* (requests) {
        for await (const request of requests) yield request;
      }),
    ];
    await serve(...grpcRoutes(operations, { clock: systemClock, app: "app", log: () => undefined }));
    const up = client.makeClientStreamRequest(clientStream.path, serialize, deserialize, () => {});
    const both = client.makeBidiStreamRequest(bidi.path, serialize, deserialize);
    const statuses = [up, both].map(
      (call) => new Promise<StatusObject>((resolve) => call.once("status", resolve)),
    );
    await Promise.all([up, both].map(headersOf));
    both.resume();
    for (const call of [up, both]) call.end("a");
    expect((await Promise.all(statuses)).map(({ code }) => code)).toEqual([statusCode.ok, statusCode.ok]);
  });

  test("metadata works in both directions, as text, as bytes and with repeated names", async () => {
    await serve(
      route(unary, (_request, call) => {
        // HTTP may join values of one name with commas (RFC 9110, section 5.3); that cannot be undone.
        expect(call.metadata.getAll("x-in").join(", ")).toBe("1, 2");
        expect(Buffer.from(call.metadata.getBinary("x-in-bin") ?? []).equals(Buffer.from([0, 255]))).toBe(
          true,
        );
        expect(call.metadata.get("grpc-timeout")).toBeUndefined();
        expect(call.peer.address).toMatch(/^127\.0\.0\.1:\d+$/);
        call.responseHeaders.append("x-head", "h").append("x-head-bin", Buffer.from([1]));
        call.responseTrailers.append("x-tail", "t");
        return "";
      }),
    );
    const metadata = new GrpcMetadata();
    metadata.add("x-in", "1");
    metadata.add("x-in", "2");
    metadata.add("x-in-bin", Buffer.from([0, 255]));
    metadata.add("x-in-bin", Buffer.from([7]));
    const call = callUnary("", metadata);
    await call.reply;
    await expect.poll(() => call.status()?.metadata.get("x-tail")).toEqual(["t"]);
    expect(call.headers()?.get("x-head")).toEqual(["h"]);
    expect(call.headers()?.get("x-head-bin")).toEqual([Buffer.from([1])]);
  });

  test("an error has its code, message, details and trailers", async () => {
    const details = Buffer.from([8, 5]);
    const metadata = new Metadata().append("x-why", "because");
    await serve(
      route(unary, () => {
        throw new RpcError(statusCode.aborted, "100 % no: ü", { details, metadata });
      }),
    );
    const error = await callUnary("").reply.catch((thrown) => thrown);
    expect(error).toMatchObject({ code: statusCode.aborted, details: "100 % no: ü" });
    expect(error.metadata.get("grpc-status-details-bin")).toEqual([details]);
    expect(error.metadata.get("x-why")).toEqual(["because"]);
  });

  test("an exception of a handler that is not an RpcError is not shown to the client", async () => {
    await serve(
      route(unary, () => {
        throw new TypeError("secret");
      }),
    );
    const error = await callUnary("").reply.catch((thrown) => thrown);
    expect(error).toMatchObject({ code: statusCode.internal, details: "internal error" });
  });

  test("a stream that fails delivers its earlier messages, then the status", async () => {
    await serve(
      route(serverStream, async function* () {
        yield "first";
        throw new RpcError(statusCode.dataLoss, "lost");
      }),
    );
    const seen: string[] = [];
    const call = client.makeServerStreamRequest(serverStream.path, serialize, deserialize, "");
    call.on("data", (reply) => seen.push(reply));
    const error = await new Promise((resolve) => call.on("error", resolve));
    expect(seen).toEqual(["first"]);
    expect(error).toMatchObject({ code: statusCode.dataLoss, details: "lost" });
  });

  test("a message that its codec rejects is an INVALID_ARGUMENT error", async () => {
    const operations = [
      operation(unary, () => ""),
      operation(bidi, async function* (requests) {
        for await (const request of requests) yield request;
      }),
    ];
    await serve(...grpcRoutes(operations, { clock: systemClock, app: "app", log: () => undefined }));
    const error = await callUnary("bad").reply.catch((thrown) => thrown);
    expect(error).toMatchObject({ code: statusCode.invalidArgument });
    const call = client.makeBidiStreamRequest(bidi.path, serialize, deserialize);
    call.write("bad");
    const streamed = await new Promise((resolve) => call.on("error", resolve).resume());
    expect(streamed).toMatchObject({ code: statusCode.invalidArgument });
  });

  test("a stream whose client cancels is closed on both sides", async () => {
    let closed = false;
    let aborted = false;
    await serve(
      route(serverStream, async function* (_request, call) {
        call.signal.addEventListener("abort", () => {
          aborted = true;
        });
        try {
          for (;;) {
            yield "x".repeat(10_000);
            await new Promise(setImmediate);
          }
        } finally {
          closed = true;
        }
      }),
    );
    const call = client.makeServerStreamRequest(serverStream.path, serialize, deserialize, "");
    call.on("error", () => {});
    await new Promise((resolve) => call.once("data", resolve));
    call.cancel();
    await expect.poll(() => [closed, aborted]).toEqual([true, true]);
  });

  test("a call that has ended is not reported as cancelled", async () => {
    const calls: ServerCall[] = [];
    await serve(
      route(unary, (_request, call) => {
        expect(call.signal.aborted).toBe(false);
        calls.push(call);
        return "";
      }),
    );
    await callUnary("").reply;
    await callUnary("").reply;
    expect(calls.map(({ cancelled, signal }) => [cancelled, signal.aborted])).toEqual([
      [false, false],
      [false, false],
    ]);
  });
});
