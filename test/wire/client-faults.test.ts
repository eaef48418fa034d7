// Servers that violate the protocol, one rule each: the call ends once, with the
// status that the specification requires, and the client keeps working.
import { gzipSync } from "node:zlib";
import { type RpcError, statusName } from "@pillion/wire";
import { expect, test } from "vitest";
import { frameType } from "../../wire/src/http2/frame.ts";
import { endOf, pair } from "./client-support.ts";
import { echoMethods } from "./echo-service.ts";
import { rawFrame, rawMessage, uint32 } from "./raw-peer.ts";
import { type RawConnection, replyFields } from "./raw-server.ts";

function nameOf(error: RpcError | undefined): string {
  return statusName(error?.code ?? 0);
}

const message = rawMessage("reply");
const ok = [["grpc-status", "0"]] as const;
const flagged = (flag: number, bytes: Uint8Array) =>
  Buffer.concat([Buffer.from([flag]), uint32(bytes.length), bytes]);

interface Violation {
  readonly what: string;
  readonly status: string;
  readonly unsent?: boolean;
  readonly reply: (connection: RawConnection, id: number) => void;
}

function says(
  what: string,
  status: string,
  reply: (connection: RawConnection, id: number) => Uint8Array | readonly Uint8Array[],
  unsent = false,
): Violation {
  return {
    what,
    status,
    unsent,
    reply: (connection, id) => {
      const bytes = reply(connection, id);
      if (bytes instanceof Uint8Array) connection.send(bytes);
      else connection.send(...bytes);
    },
  };
}

const unaryViolations: readonly Violation[] = [
  says("OK in headers only, without a reply", "UNIMPLEMENTED", (c, id) =>
    c.headers(id, [...replyFields, ...ok], true),
  ),
  says("an error in headers only", "NOT_FOUND", (c, id) =>
    c.headers(id, [...replyFields, ["grpc-status", "5"]], true),
  ),
  says("headers that end the stream without a status", "UNKNOWN", (c, id) =>
    c.headers(id, replyFields, true),
  ),
  says(
    "OK in headers that do not end the stream, and an error in the trailers",
    "FAILED_PRECONDITION",
    (c, id) => [
      c.headers(id, [...replyFields, ...ok]),
      c.data(id, message),
      c.headers(id, [["grpc-status", "9"]], true),
    ],
  ),
  says(
    "two statuses, in headers that do not end the stream and in the trailers",
    "FAILED_PRECONDITION",
    (c, id) => [
      c.headers(id, [...replyFields, ["grpc-status", "8"]]),
      c.headers(id, [["grpc-status", "9"]], true),
    ],
  ),
  says("OK in headers that do not end the stream, and no trailers", "INTERNAL", (c, id) => [
    c.headers(id, [...replyFields, ...ok]),
    c.data(id, message, true),
  ]),
  says("an HTTP error with a status in headers that do not end the stream", "UNAVAILABLE", (c, id) =>
    c.headers(id, [
      [":status", "503"],
      ["content-type", "application/grpc"],
      ["grpc-status", "5"],
    ]),
  ),
  says("a reply without trailers", "INTERNAL", (c, id) => [
    c.headers(id, replyFields),
    c.data(id, message, true),
  ]),
  says("trailers without a status", "UNKNOWN", (c, id) => [
    c.headers(id, replyFields),
    c.data(id, message),
    c.headers(id, [["x-a", "b"]], true),
  ]),
  says("a status that is not a number", "UNKNOWN", (c, id) => [
    c.headers(id, replyFields),
    c.data(id, message),
    c.headers(id, [["grpc-status", "fine"]], true),
  ]),
  says("a message truncated by the trailers", "INTERNAL", (c, id) => [
    c.headers(id, replyFields),
    c.data(id, message.subarray(0, 8)),
    c.headers(id, ok, true),
  ]),
  says("a message prefix truncated by the trailers", "INTERNAL", (c, id) => [
    c.headers(id, replyFields),
    c.data(id, Buffer.concat([message, message.subarray(0, 3)])),
    c.headers(id, ok, true),
  ]),
  says("a message truncated by the end of the stream", "INTERNAL", (c, id) => [
    c.headers(id, replyFields),
    c.data(id, message.subarray(0, 8), true),
  ]),
  says("a truncated message before an error status", "ABORTED", (c, id) => [
    c.headers(id, replyFields),
    c.data(id, message.subarray(0, 8)),
    c.headers(id, [["grpc-status", "10"]], true),
  ]),
  says("two replies to a unary call", "UNIMPLEMENTED", (c, id) => [
    c.headers(id, replyFields),
    c.data(id, message),
    c.data(id, message),
    c.headers(id, ok, true),
  ]),
  says("two replies in one frame", "UNIMPLEMENTED", (c, id) => [
    c.headers(id, replyFields),
    c.data(id, Buffer.concat([message, message])),
    c.headers(id, ok, true),
  ]),
  says("OK without a reply", "UNIMPLEMENTED", (c, id) => [
    c.headers(id, replyFields),
    c.headers(id, ok, true),
  ]),
  says("another content type", "UNKNOWN", (c, id) =>
    c.headers(id, [
      [":status", "200"],
      ["content-type", "text/html"],
    ]),
  ),
  says("another codec", "INTERNAL", (c, id) =>
    c.headers(id, [
      [":status", "200"],
      ["content-type", "application/grpc+json"],
    ]),
  ),
  says("an HTTP error with a page", "UNAVAILABLE", (c, id) => [
    c.headers(id, [
      [":status", "503"],
      ["content-type", "text/html"],
    ]),
    c.data(id, Buffer.from("<h1>no</h1>"), true),
  ]),
  says("an HTTP error without a body", "UNAUTHENTICATED", (c, id) =>
    c.headers(id, [[":status", "401"]], true),
  ),
  says("a compressed reply in an unknown encoding", "INTERNAL", (c, id) => [
    c.headers(id, [...replyFields, ["grpc-encoding", "zstd"]]),
    c.data(id, flagged(1, Buffer.from("abc"))),
    c.headers(id, ok, true),
  ]),
  says("a compressed reply without an encoding", "INTERNAL", (c, id) => [
    c.headers(id, replyFields),
    c.data(id, flagged(1, gzipSync("abc"))),
    c.headers(id, ok, true),
  ]),
  says("corrupt gzip", "INTERNAL", (c, id) => [
    c.headers(id, [...replyFields, ["grpc-encoding", "gzip"]]),
    c.data(id, flagged(1, Buffer.from("abc"))),
    c.headers(id, ok, true),
  ]),
  says("a gzip bomb", "RESOURCE_EXHAUSTED", (c, id) => [
    c.headers(id, [...replyFields, ["grpc-encoding", "gzip"]]),
    c.data(id, flagged(1, gzipSync(Buffer.alloc(10_000_000)))),
    c.headers(id, ok, true),
  ]),
  says("an unknown flag", "INTERNAL", (c, id) => [
    c.headers(id, replyFields),
    c.data(id, flagged(2, message)),
  ]),
  says("a reply with an announced size of four gigabytes", "RESOURCE_EXHAUSTED", (c, id) => [
    c.headers(id, replyFields),
    c.data(id, Buffer.concat([Buffer.from([0]), uint32(4_294_967_295)])),
  ]),
  says("a reply over the limit in one frame", "RESOURCE_EXHAUSTED", (c, id) => [
    c.headers(id, replyFields),
    c.data(id, flagged(0, Buffer.alloc(10_001))),
  ]),
  says("a reply that is not a message of its type", "INTERNAL", (c, id) =>
    c.reply(id, flagged(0, Buffer.from("zz"))),
  ),
  says("data before headers", "INTERNAL", (c, id) => c.data(id, message)),
  says("headers between messages", "INTERNAL", (c, id) => [
    c.headers(id, replyFields),
    c.data(id, message),
    c.headers(id, [["x-a", "b"]]),
  ]),
  says("a field name in upper case", "INTERNAL", (c, id) => c.headers(id, [...replyFields, ["X-A", "b"]])),
  says("headers without :status", "INTERNAL", (c, id) =>
    c.headers(id, [["content-type", "application/grpc"]]),
  ),
  says("a header list over the limit", "RESOURCE_EXHAUSTED", (c, id) =>
    c.headers(id, [...replyFields, ...Array.from({ length: 9 }, () => ["x-a", "b".repeat(1000)] as const)]),
  ),
  says("trailers over the limit", "RESOURCE_EXHAUSTED", (c, id) => [
    c.headers(id, replyFields),
    c.data(id, message),
    c.headers(id, [...ok, ...Array.from({ length: 9 }, () => ["x-a", "b".repeat(1000)] as const)], true),
  ]),
  says("a reset with NO_ERROR", "INTERNAL", (c, id) => c.reset(id, 0)),
  says("a reset with INTERNAL_ERROR", "INTERNAL", (c, id) => c.reset(id, 2)),
  says("a reset with REFUSED_STREAM", "UNAVAILABLE", (c, id) => c.reset(id, 7), true),
  says("a reset with CANCEL", "CANCELLED", (c, id) => c.reset(id, 8)),
  says("a reset with ENHANCE_YOUR_CALM", "RESOURCE_EXHAUSTED", (c, id) => c.reset(id, 11)),
  says("a reset with INADEQUATE_SECURITY", "PERMISSION_DENIED", (c, id) => c.reset(id, 12)),
  says("a reset with an unknown code", "UNKNOWN", (c, id) => c.reset(id, 0xffff)),
  says("a reset during the reply", "INTERNAL", (c, id) => [
    c.headers(id, replyFields),
    c.data(id, message.subarray(0, 7)),
    c.reset(id, 2),
  ]),
  says("a reset after the reply but before the status", "CANCELLED", (c, id) => [
    c.headers(id, replyFields),
    c.data(id, message),
    c.reset(id, 8),
  ]),
  says("WINDOW_UPDATE of zero", "INTERNAL", (_c, id) => rawFrame(frameType.windowUpdate, 0, id, uint32(0))),
  says("WINDOW_UPDATE beyond the largest window", "INTERNAL", (_c, id) =>
    rawFrame(frameType.windowUpdate, 0, id, uint32(0x7fffffff)),
  ),
  says("GOAWAY below the call", "UNAVAILABLE", (c) => c.goaway(0), true),
  says("GOAWAY that includes the call, and then the end", "UNAVAILABLE", (c, id) => {
    c.send(c.goaway(id));
    c.socket.end();
    return [];
  }),
  says("garbage", "UNAVAILABLE", () => Buffer.from("these bytes are not valid HTTP/2 frames..")),
  says("a header block that is not HPACK", "UNAVAILABLE", (_c, id) =>
    rawFrame(frameType.headers, 4, id, Buffer.from([0x80])),
  ),
  says("a push that is not enabled", "UNAVAILABLE", (_c, id) =>
    rawFrame(frameType.pushPromise, 4, id, Buffer.concat([uint32(2), Buffer.from([0x82])])),
  ),
  says("headers of a stream that was never opened", "UNAVAILABLE", (c) => c.headers(99, replyFields)),
  {
    what: "PINGs without end",
    status: "UNAVAILABLE",
    reply: ({ socket }) => {
      const ping = rawFrame(frameType.ping, 0, 0, Buffer.alloc(8));
      const pings = Buffer.concat(Array.from({ length: 5000 }, () => ping));
      // Until the client has closed the connection: the rate depends on the load of the machine.
      const sendMore = (): void => {
        socket.write(pings, (error) => {
          if (!error) sendMore();
        });
      };
      sendMore();
    },
  },
  {
    what: "the end of the connection",
    status: "UNAVAILABLE",
    reply: (connection) => connection.socket.end(),
  },
  {
    what: "a connection that is cut",
    status: "UNAVAILABLE",
    reply: (connection) => connection.socket.resetAndDestroy(),
  },
];

for (const violation of unaryViolations) {
  test(`a unary call that gets ${violation.what} ends with ${violation.status}, and the next call succeeds`, async () => {
    let replied = false;
    const { transport } = await pair(
      {
        onRequest: (connection, id) => {
          if (replied) connection.send(connection.reply(id, message));
          else {
            replied = true;
            violation.reply(connection, id);
          }
        },
      },
      { replyBytesMax: 10_000, headerListBytesMax: 8192 },
    );
    const error = await endOf(transport.unary(echoMethods.same, Buffer.from("a"), { timeoutMs: 5000 }));
    expect(nameOf(error)).toBe(violation.status);
    expect(error?.unsent ?? false).toBe(violation.unsent ?? false);
    const reply = await transport.unary(echoMethods.same, Buffer.from("a"), { timeoutMs: 5000 });
    expect(Buffer.from(reply).toString()).toBe("reply");
  });
}

const forms: readonly (readonly [string, (c: RawConnection, id: number) => Uint8Array[]])[] = [
  [
    "informational headers first",
    (c, id) => [
      c.headers(id, [[":status", "100"]]),
      c.headers(id, [[":status", "103"]]),
      c.reply(id, message),
    ],
  ],
  [
    "empty data frames between",
    (c, id) => [
      c.headers(id, replyFields),
      c.data(id, Buffer.alloc(0)),
      c.data(id, message),
      c.data(id, Buffer.alloc(0)),
      c.headers(id, ok, true),
    ],
  ],
  [
    "one byte per frame",
    (c, id) => [
      c.headers(id, replyFields),
      ...[...message].map((byte) => c.data(id, Buffer.from([byte]))),
      c.headers(id, ok, true),
    ],
  ],
  [
    "padding",
    (c, id) => [
      c.headers(id, replyFields),
      rawFrame(frameType.data, 8, id, Buffer.concat([Buffer.from([4]), message, Buffer.alloc(4)])),
      c.headers(id, ok, true),
    ],
  ],
  [
    "gzip",
    (c, id) => [
      c.headers(id, [...replyFields, ["grpc-encoding", "gzip"]]),
      c.data(id, flagged(1, gzipSync(message.subarray(5)))),
      c.headers(id, ok, true),
    ],
  ],
  [
    "an encoding that is declared but not used",
    (c, id) => [
      c.headers(id, [...replyFields, ["grpc-encoding", "zstd"]]),
      c.data(id, message),
      c.headers(id, ok, true),
    ],
  ],
  ["frames of unknown types", (c, id) => [rawFrame(0x77, 0xff, id, Buffer.alloc(9)), c.reply(id, message)]],
];
for (const [what, form] of forms) {
  test(`${what}: the call gets its reply`, async () => {
    const { transport } = await pair({
      onRequest: (connection, id) => connection.send(...form(connection, id)),
    });
    for (let call = 0; call < 3; call += 1) {
      const reply = await transport.unary(echoMethods.same, Buffer.from("a"), { timeoutMs: 5000 });
      expect(Buffer.from(reply).toString()).toBe("reply");
    }
  });
}

test("a reply that arrives byte by byte is the same reply", async () => {
  const { transport } = await pair({
    onRequest: async (connection, id) => {
      for (const byte of connection.reply(id, message)) {
        connection.send(Buffer.from([byte]));
        await new Promise((resolve) => setImmediate(resolve));
      }
    },
  });
  const reply = await transport.unary(echoMethods.same, Buffer.from("a"), { timeoutMs: 5000 });
  expect(Buffer.from(reply).toString()).toBe("reply");
});
