// A service for the transport's tests: every kind of call, with messages of
// one bytes field (google.protobuf.BytesValue), so that any gRPC client can call
// it. What the handlers observed is recorded for the tests.
import {
  type Codec,
  type Method,
  type Route,
  RpcError,
  route,
  type ServerCall,
  statusCode,
} from "@pillion/wire";

/** BytesValue: field 1, wire type 2. */
export const bytesCodec: Codec<Uint8Array, Uint8Array> = {
  encode(message) {
    if (message.length === 0) return new Uint8Array(0);
    const head = [0x0a];
    let rest = message.length;
    while (rest >= 0x80) {
      head.push((rest & 0x7f) | 0x80);
      rest = Math.floor(rest / 0x80);
    }
    head.push(rest);
    const bytes = new Uint8Array(head.length + message.length);
    bytes.set(head);
    bytes.set(message, head.length);
    return bytes;
  },
  decode(bytes) {
    if (bytes.length === 0) return bytes;
    if (bytes[0] !== 0x0a) throw new RangeError("no field 1");
    let length = 0;
    let at = 1;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++];
      if (byte === undefined || shift > 28) throw new RangeError("no length");
      length += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) break;
    }
    if (at + length !== bytes.length) throw new RangeError(`${bytes.length - at} bytes instead of ${length}`);
    return bytes.subarray(at);
  },
};

/** A method of the service whose messages are bytes. */
export function echoMethod<In extends boolean, Out extends boolean>(
  name: string,
  requestStream: In,
  responseStream: Out,
): Method<Uint8Array, Uint8Array, Uint8Array, Uint8Array, In, Out> {
  return {
    path: `/pillion.wire.test.Echo/${name}`,
    requestStream,
    responseStream,
    request: bytesCodec,
    response: bytesCodec,
  };
}

/** The methods. */
export const echoMethods = {
  /** Returns the same bytes, in the same event-loop turn. */
  same: echoMethod("Same", false, false),
  /** Returns the same bytes, some turns later. */
  later: echoMethod("Later", false, false),
  /** Returns as many bytes as the request says in text. */
  size: echoMethod("Size", false, false),
  /** Throws the status that the request says in text: `code message`. */
  fail: echoMethod("Fail", false, false),
  /** Waits until it is cancelled. */
  hang: echoMethod("Hang", false, false),
  /** Sends the request's metadata `x-…` back in headers and trailers. */
  metadata: echoMethod("Metadata", false, false),
  /** The request says in text how many replies of how many bytes: `count size`. */
  down: echoMethod("Down", false, true),
  /** Replies with the count and sum of sizes in text: `count size`. */
  up: echoMethod("Up", true, false),
  /** Every request comes back. */
  both: echoMethod("Both", true, true),
  /** Two replies, and then a status. */
  downThenFail: echoMethod("DownThenFail", false, true),
} as const;

/** What the handlers observed. */
export interface EchoRecord {
  /** How many handlers started, and how many have ended. */
  started: number;
  ended: number;
  /** How many observed that their call was cancelled. */
  cancelled: number;
  /** How many replies `down` has produced. */
  made: number;
}

/** The service's routes, with their own record. */
export function echoService(): { readonly routes: readonly Route[]; readonly record: EchoRecord } {
  const record: EchoRecord = { started: 0, ended: 0, cancelled: 0, made: 0 };
  const routes = [
    route(echoMethods.same, (request) => request),
    route(echoMethods.later, async (request) => {
      await new Promise((resolve) => setImmediate(resolve));
      return request;
    }),
    route(echoMethods.size, (request) => new Uint8Array(Number(text(request))).fill(7)),
    route(echoMethods.fail, (request) => {
      const [code, ...words] = text(request).split(" ");
      const message = Buffer.from(words.join(" "));
      // A google.rpc.Status of the same code and message.
      const details = Buffer.concat([Buffer.from([0x08, Number(code), 0x12, message.length]), message]);
      throw new RpcError(Number(code) as RpcError["code"], words.join(" "), { details });
    }),
    route(echoMethods.hang, (_request, call) => hang(record, call)),
    route(echoMethods.metadata, (request, call) => {
      for (const [name, value] of call.metadata) {
        if (!name.startsWith("x-")) continue;
        call.responseHeaders.append(name, value);
        call.responseTrailers.append(`${name.replace(/(-bin)?$/, "-too$1")}`, value);
      }
      return request;
    }),
    route(echoMethods.down, (request) => down(record, text(request))),
    route(echoMethods.up, async (requests) => {
      let count = 0;
      let bytes = 0;
      for await (const request of requests) {
        count += 1;
        bytes += request.length;
      }
      return Buffer.from(`${count} ${bytes}`);
    }),
    route(echoMethods.both, async function* (requests) {
      record.started += 1;
      try {
        for await (const request of requests) yield request;
      } finally {
        record.ended += 1;
      }
    }),
    route(echoMethods.downThenFail, async function* (request) {
      yield request;
      yield request;
      throw new RpcError(statusCode.aborted, "after two");
    }),
  ];
  return { routes, record };
}

async function hang(record: EchoRecord, call: ServerCall): Promise<Uint8Array> {
  record.started += 1;
  if (!call.signal.aborted) {
    await new Promise((resolve) => call.signal.addEventListener("abort", resolve, { once: true }));
  }
  record.cancelled += 1;
  record.ended += 1;
  return new Uint8Array(0);
}

async function* down(record: EchoRecord, request: string): AsyncGenerator<Uint8Array> {
  const [count = 0, size = 0] = request.split(" ").map(Number);
  record.started += 1;
  try {
    for (let index = 0; index < count; index += 1) {
      record.made += 1;
      yield new Uint8Array(size).fill(index);
    }
  } finally {
    record.ended += 1;
  }
}

function text(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString();
}
