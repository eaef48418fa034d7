// Servers that break the rules, one rule each: the call ends with the status
// that the specification names, once, and the client lives on.
import { gzipSync } from "node:zlib";
import {
  createWireTransport,
  RpcError,
  statusName,
  type Transport,
  type WireTransportOptions,
} from "@pillion/wire";
import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import { frameType } from "../../wire/src/frame.ts";
import { echoMethods } from "./echo-service.ts";
import { rawFrame, rawMessage, uint32 } from "./raw-peer.ts";
import {
  type RawConnection,
  type RawHandlers,
  type RawServer,
  replyFields,
  startRawServer,
} from "./raw-server.ts";

const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

async function pair(
  handlers: RawHandlers,
  options: Partial<WireTransportOptions> = {},
): Promise<{ server: RawServer; transport: Transport }> {
  const server = await startRawServer(handlers);
  const transport = createWireTransport({ address: server.address, ...options });
  cleanups.push(
    () => transport.close(),
    () => server.close(),
  );
  return { server, transport };
}

async function endOf(call: Promise<unknown>): Promise<RpcError | undefined> {
  try {
    await call;
    return undefined;
  } catch (error) {
    if (error instanceof RpcError) return error;
    throw error;
  }
}

function nameOf(error: RpcError | undefined): string {
  return statusName(error?.code ?? 0);
}

const message = rawMessage("reply");
const ok = [["grpc-status", "0"]] as const;
const flagged = (flag: number, bytes: Uint8Array) =>
  Buffer.concat([Buffer.from([flag]), uint32(bytes.length), bytes]);

interface Fault {
  readonly what: string;
  readonly status: string;
  readonly unsent?: boolean;
  readonly answer: (connection: RawConnection, id: number) => void;
}

function says(
  what: string,
  status: string,
  answer: (connection: RawConnection, id: number) => Uint8Array | readonly Uint8Array[],
  unsent = false,
): Fault {
  return {
    what,
    status,
    unsent,
    answer: (connection, id) => {
      const bytes = answer(connection, id);
      if (bytes instanceof Uint8Array) connection.send(bytes);
      else connection.send(...bytes);
    },
  };
}

const unaryFaults: readonly Fault[] = [
  says("OK in headers only, without a reply", "UNIMPLEMENTED", (c, id) =>
    c.headers(id, [...replyFields, ...ok], true),
  ),
  says("an error in headers only", "NOT_FOUND", (c, id) =>
    c.headers(id, [...replyFields, ["grpc-status", "5"]], true),
  ),
  says("headers that end the stream without a status", "UNKNOWN", (c, id) =>
    c.headers(id, replyFields, true),
  ),
  says("a status in headers that do not end the stream", "NOT_FOUND", (c, id) =>
    c.headers(id, [...replyFields, ["grpc-status", "5"]]),
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
  says("a status that is no number", "UNKNOWN", (c, id) => [
    c.headers(id, replyFields),
    c.data(id, message),
    c.headers(id, [["grpc-status", "fine"]], true),
  ]),
  says("a message cut by the trailers", "INTERNAL", (c, id) => [
    c.headers(id, replyFields),
    c.data(id, message.subarray(0, 8)),
    c.headers(id, ok, true),
  ]),
  says("a message's head cut by the trailers", "INTERNAL", (c, id) => [
    c.headers(id, replyFields),
    c.data(id, Buffer.concat([message, message.subarray(0, 3)])),
    c.headers(id, ok, true),
  ]),
  says("a message cut by the end of the stream", "INTERNAL", (c, id) => [
    c.headers(id, replyFields),
    c.data(id, message.subarray(0, 8), true),
  ]),
  says("a cut message before an error status", "ABORTED", (c, id) => [
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
  says("OK without the reply", "UNIMPLEMENTED", (c, id) => [
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
  says("an HTTP error without a word", "UNAUTHENTICATED", (c, id) =>
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
  says("damaged gzip", "INTERNAL", (c, id) => [
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
  says("a reply of four declared gigabytes", "RESOURCE_EXHAUSTED", (c, id) => [
    c.headers(id, replyFields),
    c.data(id, Buffer.concat([Buffer.from([0]), uint32(4_294_967_295)])),
  ]),
  says("a reply over the limit in one frame", "RESOURCE_EXHAUSTED", (c, id) => [
    c.headers(id, replyFields),
    c.data(id, flagged(0, Buffer.alloc(10_001))),
  ]),
  says("a reply that is no message of its type", "INTERNAL", (c, id) =>
    c.reply(id, flagged(0, Buffer.from("zz"))),
  ),
  says("data before headers", "INTERNAL", (c, id) => c.data(id, message)),
  says("headers amid messages", "INTERNAL", (c, id) => [
    c.headers(id, replyFields),
    c.data(id, message),
    c.headers(id, [["x-a", "b"]]),
  ]),
  says("a field in capitals", "INTERNAL", (c, id) => c.headers(id, [...replyFields, ["X-A", "b"]])),
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
  says("a reset for no reason", "INTERNAL", (c, id) => c.reset(id, 0)),
  says("a reset by INTERNAL_ERROR", "INTERNAL", (c, id) => c.reset(id, 2)),
  says("a refused stream", "UNAVAILABLE", (c, id) => c.reset(id, 7), true),
  says("a reset by CANCEL", "CANCELLED", (c, id) => c.reset(id, 8)),
  says("a reset by ENHANCE_YOUR_CALM", "RESOURCE_EXHAUSTED", (c, id) => c.reset(id, 11)),
  says("a reset by INADEQUATE_SECURITY", "PERMISSION_DENIED", (c, id) => c.reset(id, 12)),
  says("a reset with an unknown code", "UNKNOWN", (c, id) => c.reset(id, 0xffff)),
  says("a reset amid the reply", "INTERNAL", (c, id) => [
    c.headers(id, replyFields),
    c.data(id, message.subarray(0, 7)),
    c.reset(id, 2),
  ]),
  says("a reset after the reply but before the status", "CANCELLED", (c, id) => [
    c.headers(id, replyFields),
    c.data(id, message),
    c.reset(id, 8),
  ]),
  says("a credit of zero", "INTERNAL", (_c, id) => rawFrame(frameType.windowUpdate, 0, id, uint32(0))),
  says("a credit past the largest window", "INTERNAL", (_c, id) =>
    rawFrame(frameType.windowUpdate, 0, id, uint32(0x7fffffff)),
  ),
  says("GOAWAY below the call", "UNAVAILABLE", (c) => c.goaway(0), true),
  says("GOAWAY that counts the call, and then the end", "UNAVAILABLE", (c, id) => {
    c.send(c.goaway(id));
    c.socket.end();
    return [];
  }),
  says("garbage", "UNAVAILABLE", () => Buffer.from("this is no frame at all, not a single one")),
  says("a header block that is no HPACK", "UNAVAILABLE", (_c, id) =>
    rawFrame(frameType.headers, 4, id, Buffer.from([0x80])),
  ),
  says("a push that nobody asked for", "UNAVAILABLE", (_c, id) =>
    rawFrame(frameType.pushPromise, 4, id, Buffer.concat([uint32(2), Buffer.from([0x82])])),
  ),
  says("headers of a call that was never made", "UNAVAILABLE", (c) => c.headers(99, replyFields)),
  says("PINGs without end", "UNAVAILABLE", () => {
    const ping = rawFrame(frameType.ping, 0, 0, Buffer.alloc(8));
    return Buffer.concat(Array.from({ length: 10_100 }, () => ping));
  }),
  {
    what: "the end of the connection",
    status: "UNAVAILABLE",
    answer: (connection) => connection.socket.end(),
  },
  {
    what: "a connection that is cut",
    status: "UNAVAILABLE",
    answer: (connection) => connection.socket.resetAndDestroy(),
  },
];

describe("a unary call that is answered with", () => {
  for (const fault of unaryFaults) {
    test(`${fault.what} ends with ${fault.status}, and the next call is served`, async () => {
      let answered = false;
      const { transport } = await pair(
        {
          onRequest: (connection, id) => {
            if (answered) connection.send(connection.reply(id, message));
            else {
              answered = true;
              fault.answer(connection, id);
            }
          },
        },
        { replyBytesMax: 10_000, headerListBytesMax: 8192 },
      );
      const error = await endOf(transport.unary(echoMethods.same, Buffer.from("a"), { timeoutMs: 5000 }));
      expect(nameOf(error)).toBe(fault.status);
      expect(error?.unsent ?? false).toBe(fault.unsent ?? false);
      const reply = await transport.unary(echoMethods.same, Buffer.from("a"), { timeoutMs: 5000 });
      expect(Buffer.from(reply).toString()).toBe("reply");
    });
  }
});

describe("good replies in unusual forms", () => {
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
      "a byte a frame",
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
      "an encoding that is named but not used",
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

  test("a reply that comes byte by byte is the same reply", async () => {
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
});

describe("streams that go wrong", () => {
  async function collect(replies: AsyncIterable<Uint8Array>): Promise<{ seen: string[]; status: string }> {
    const seen: string[] = [];
    const error = await endOf(
      (async () => {
        for await (const reply of replies) seen.push(Buffer.from(reply).toString());
      })(),
    );
    return { seen, status: nameOf(error) };
  }

  test("replies before a reset are read before its error", async () => {
    const { transport } = await pair({
      onRequest: (c, id) =>
        c.send(c.headers(id, replyFields), c.data(id, message), c.data(id, message), c.reset(id, 2)),
    });
    const result = await collect(transport.stream(echoMethods.down, [Buffer.from("")], { timeoutMs: 5000 }));
    expect(result).toEqual({ seen: ["reply", "reply"], status: "INTERNAL" });
  });

  test("replies before the end of the connection are read before its error", async () => {
    const { transport } = await pair({
      onRequest: (c, id) => {
        c.send(c.headers(id, replyFields), c.data(id, message));
        c.socket.end();
      },
    });
    const result = await collect(transport.stream(echoMethods.down, [Buffer.from("")], { timeoutMs: 5000 }));
    expect(result).toEqual({ seen: ["reply"], status: "UNAVAILABLE" });
  });

  test("a server that answers before it has heard all ends the call, and the requests are left", async () => {
    const { server, transport } = await pair({
      onFrame: (c, { type, id }) => {
        if (type === frameType.headers) c.send(c.headers(id, [...replyFields, ["grpc-status", "9"]], true));
      },
    });
    let isLeft = false;
    async function* endless(): AsyncGenerator<Uint8Array> {
      try {
        for (;;) {
          await new Promise((resolve) => setImmediate(resolve));
          yield Buffer.alloc(10);
        }
      } finally {
        isLeft = true;
      }
    }
    const result = await collect(transport.stream(echoMethods.up, endless(), { timeoutMs: 5000 }));
    expect(result.status).toBe("FAILED_PRECONDITION");
    await expect.poll(() => isLeft).toBe(true);
    await expect.poll(() => server.connections[0]?.framesOf(frameType.rstStream).length).toBe(1);
  });

  test("a second reply to a client stream is UNIMPLEMENTED, and no reply is given", async () => {
    const { transport } = await pair({
      onRequest: (c, id) =>
        c.send(c.headers(id, replyFields), c.data(id, message), c.data(id, message), c.headers(id, ok, true)),
    });
    const result = await collect(transport.stream(echoMethods.up, [Buffer.from("a")], { timeoutMs: 5000 }));
    expect(result).toEqual({ seen: [], status: "UNIMPLEMENTED" });
  });

  test("an iterable of requests that throws cancels the call with its cause", async () => {
    const { server, transport } = await pair({});
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield Buffer.from("a");
      throw new TypeError("no more");
    }
    const error = await endOf(
      (async () => {
        for await (const _ of transport.stream(echoMethods.both, broken(), {}));
      })(),
    );
    expect(nameOf(error)).toBe("CANCELLED");
    expect(error?.cause).toBeInstanceOf(TypeError);
    await expect.poll(() => server.connections[0]?.framesOf(frameType.rstStream).length).toBe(1);
  });

  test("a server that gives no credit holds requests back, within bounds", async () => {
    let made = 0;
    const { server, transport } = await pair({
      onConnection: (c) => c.settings([4, 100_000]),
    });
    function* endless(): Generator<Uint8Array> {
      for (;;) {
        made += 1;
        yield Buffer.alloc(1000);
      }
    }
    const controller = new AbortController();
    const call = collect(transport.stream(echoMethods.up, endless(), { signal: controller.signal }));
    const sent = () =>
      server.connections[0]?.framesOf(frameType.data).reduce((sum, frame) => sum + frame.payload.length, 0) ??
      0;
    await expect.poll(sent).toBe(65_535);
    expect(made).toBeLessThan(120);
    server.connections[0]?.send(rawFrame(frameType.windowUpdate, 0, 0, uint32(1_000_000)));
    await expect.poll(sent).toBe(100_000);
    expect(made).toBeLessThan(150);
    controller.abort();
    expect((await call).status).toBe("CANCELLED");
  });
});

test("a reader that stops gives the server no credit until it goes on", async () => {
  const part = rawMessage(Buffer.alloc(1000));
  const partsInWindow = Math.floor(65_535 / part.length);
  const { server, transport } = await pair(
    {
      onRequest: (c, id) => {
        const parts = Array.from({ length: partsInWindow }, () => c.data(id, part));
        c.send(c.headers(id, replyFields), ...parts, rawFrame(frameType.ping, 0, 0, Buffer.alloc(8)));
      },
    },
    { streamWindowBytes: 65_535 },
  );
  const connection = () => server.connections[0];
  const credits = () =>
    connection()
      ?.framesOf(frameType.windowUpdate)
      .filter((frame) => frame.id !== 0).length;
  const replies = transport.stream(echoMethods.down, [Buffer.from("")], {})[Symbol.asyncIterator]();
  await replies.next();
  // The answer to the ping comes after everything before it has been taken in.
  await expect.poll(() => connection()?.framesOf(frameType.ping).length).toBe(1);
  expect(credits()).toBe(0);
  for (let part = 1; part < partsInWindow; part += 1) await replies.next();
  await expect.poll(credits).toBe(1);
  await replies.return?.();
});

test("requests that never end and a server of boundless windows leave the process its turns", async () => {
  const { transport } = await pair({
    onConnection: (c) => {
      c.settings([4, 0x7fffffff]);
      c.send(rawFrame(frameType.windowUpdate, 0, 0, uint32(0x7fffffff - 65_535)));
      c.socket.pause();
    },
  });
  let made = 0;
  function* endless(): Generator<Uint8Array> {
    for (;;) {
      made += 1;
      yield Buffer.alloc(1000);
    }
  }
  const controller = new AbortController();
  const call = endOf(
    (async () => {
      for await (const _ of transport.stream(echoMethods.up, endless(), { signal: controller.signal }));
    })(),
  );
  await expect.poll(() => made).toBeGreaterThan(1000);
  let before = 0;
  await expect
    .poll(() => {
      const stands = made === before;
      before = made;
      return stands;
    })
    .toBe(true);
  // What the kernel takes, and what this process gathers before it waits.
  expect(made).toBeLessThan(20_000);
  controller.abort();
  expect(nameOf(await call)).toBe("CANCELLED");
});

test("any damage to a good reply ends the call, and nothing hangs or crashes", async () => {
  let damage: (bytes: Buffer) => Buffer = (bytes) => bytes;
  const { transport } = await pair(
    {
      onRequest: (connection, id) => {
        connection.send(damage(connection.reply(id, message)));
        connection.socket.end();
      },
    },
    { reconnectDelayMs: 1, reconnectDelayMsMax: 1 },
  );
  const change = fc.record({ at: fc.nat(200), byte: fc.nat(255) });
  await fc.assert(
    fc.asyncProperty(
      fc.array(change, { maxLength: 4 }),
      fc.nat(120),
      fc.boolean(),
      async (changes, cut, cuts) => {
        damage = (bytes) => {
          for (const { at, byte } of changes) bytes[at % bytes.length] = byte;
          return cuts ? bytes.subarray(0, cut) : bytes;
        };
        const error = await endOf(
          transport.unary(echoMethods.same, Buffer.from("a"), { waitForReady: true }),
        );
        expect(error?.unsent ?? false).toBe(error?.statusMessage === "the server refused the call unseen");
      },
    ),
    { numRuns: 1500 },
  );
}, 60_000);
