// Client streams that fail, and flow control in both directions.
import { type RpcError, statusName } from "@pillion/wire";
import { expect, test } from "vitest";
import { frameType } from "../../wire/src/http2/frame.ts";
import { endOf, pair } from "./client-support.ts";
import { echoMethods } from "./echo-service.ts";
import { rawFrame, rawMessage, uint32 } from "./raw-peer.ts";
import { replyFields } from "./raw-server.ts";

const message = rawMessage("reply");
const ok = [["grpc-status", "0"]] as const;

function nameOf(error: RpcError | undefined): string {
  return statusName(error?.code ?? 0);
}

async function collect(replies: AsyncIterable<Uint8Array>): Promise<{ seen: string[]; status: string }> {
  const seen: string[] = [];
  const error = await endOf(
    (async () => {
      for await (const reply of replies) seen.push(Buffer.from(reply).toString());
    })(),
  );
  return { seen, status: nameOf(error) };
}

test("replies before a reset are delivered before its error", async () => {
  const { transport } = await pair({
    onRequest: (c, id) =>
      c.send(c.headers(id, replyFields), c.data(id, message), c.data(id, message), c.reset(id, 2)),
  });
  const result = await collect(transport.stream(echoMethods.down, [Buffer.from("")], { timeoutMs: 5000 }));
  expect(result).toEqual({ seen: ["reply", "reply"], status: "INTERNAL" });
});

test("replies before the end of the connection are delivered before its error", async () => {
  const { transport } = await pair({
    onRequest: (c, id) => {
      c.send(c.headers(id, replyFields), c.data(id, message));
      c.socket.end();
    },
  });
  const result = await collect(transport.stream(echoMethods.down, [Buffer.from("")], { timeoutMs: 5000 }));
  expect(result).toEqual({ seen: ["reply"], status: "UNAVAILABLE" });
});

test("a server that replies before it has all requests ends the call, and the request iterator is closed", async () => {
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

test("a second reply to a client stream is UNIMPLEMENTED, and no reply is delivered", async () => {
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

test("a server that gives no credit holds requests back, within limits", async () => {
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

test("a reader that stops gives the server no credit until it continues", async () => {
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
  // The reply to the ping follows the processing of everything before it.
  await expect.poll(() => connection()?.framesOf(frameType.ping).length).toBe(1);
  expect(credits()).toBe(0);
  for (let part = 1; part < partsInWindow; part += 1) await replies.next();
  await expect.poll(credits).toBe(1);
  await replies.return?.();
});

test("an endless stream of requests to a server with unlimited windows does not block the event loop", async () => {
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
  await expect.poll(() => made, { timeout: 10_000 }).toBeGreaterThan(1000);
  let before = 0;
  await expect
    .poll(
      () => {
        const stands = made === before;
        before = made;
        return stands;
      },
      { timeout: 10_000 },
    )
    .toBe(true);
  // What the kernel accepts, plus what this process gathers before it waits.
  expect(made).toBeLessThan(20_000);
  controller.abort();
  expect(nameOf(await call)).toBe("CANCELLED");
});
