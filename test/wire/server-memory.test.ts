// The memory of messages that a server shares with its owner: a large request takes it
// before it is received, waits for it without credit, and gives it back when its handler
// has ended, however the call ends.
import { connect } from "node:http2";
import {
  createWireServer,
  type MessageMemory,
  type OnMemory,
  statusCode,
  type WireServer,
} from "@pillion/wire";
import { afterEach, expect, test } from "vitest";
import { afterTest, connectTo, endOf } from "./client-support.ts";
import { echoMethods, echoService } from "./echo-service.ts";

// With the prefix of the field.
const large = Buffer.alloc(1_048_576 - 4);
const largeBytes = 1_048_576;

/** Memory for one message at a time. */
class OneAtATime implements MessageMemory {
  readonly replies = { queuedBytes: 0 };
  readonly rejectionText = "no memory";
  readonly waiting: { readonly heldBytes: number; readonly onMemory: OnMemory }[] = [];
  isShort = false;
  takenBytes = 0;
  waitsMax = 10;

  tryTake(messageBytes: number): boolean {
    if (this.takenBytes > 0) return false;
    this.takenBytes = messageBytes;
    return true;
  }

  wait(messageBytes: number, heldBytes: number, onMemory: OnMemory): (() => void) | undefined {
    if (this.waiting.length >= this.waitsMax) return undefined;
    const waiter = {
      heldBytes,
      onMemory: (taken: boolean) => {
        if (taken) this.takenBytes += messageBytes;
        onMemory(taken);
      },
    };
    this.waiting.push(waiter);
    return () => void this.waiting.splice(this.waiting.indexOf(waiter), 1);
  }

  give(messageBytes: number): void {
    this.takenBytes -= messageBytes;
  }

  hasRoomForReply(): boolean {
    return true;
  }
}

let server: WireServer;
afterEach(() => server.close());

async function start() {
  const memory = new OneAtATime();
  const { routes, record } = echoService();
  server = await createWireServer({ listen: ["127.0.0.1:0"], memory }, routes);
  const transport = connectTo({ address: server.addresses[0] ?? "" });
  const hangUp = new AbortController();
  afterTest(async () => hangUp.abort());
  return { memory, record, transport, hangUp };
}

test("a large request takes memory until its handler has ended; a small one takes none", async () => {
  const { memory, transport } = await start();
  const call = endOf(transport.unary(echoMethods.hang, large, { timeoutMs: 5_000 }));
  await expect.poll(() => memory.takenBytes).toBe(largeBytes);
  await transport.unary(echoMethods.same, Buffer.alloc(65_000), {});
  expect(memory.waiting).toEqual([]);
  await transport.close();
  await call;
  await expect.poll(() => memory.takenBytes).toBe(0);
});

test("a request that waits is not received beyond one window, and runs when there is memory", async () => {
  const { memory, transport, hangUp } = await start();
  void endOf(transport.unary(echoMethods.hang, large, { signal: hangUp.signal }));
  await expect.poll(() => memory.takenBytes).toBe(largeBytes);
  const call = transport.unary(echoMethods.same, large, {});
  await expect.poll(() => memory.waiting).toHaveLength(1);
  const [waiter] = memory.waiting;
  expect(waiter?.heldBytes).toBe(262_144);
  // Other calls of the connection go on.
  await transport.unary(echoMethods.same, Buffer.from("a"), {});
  waiter?.onMemory(true);
  expect(await call).toHaveLength(large.length);
});

test("a request that arrived whole while it waited runs when there is memory", async () => {
  const { memory, transport, hangUp } = await start();
  void endOf(transport.unary(echoMethods.hang, large, { signal: hangUp.signal }));
  await expect.poll(() => memory.takenBytes).toBe(largeBytes);
  const call = transport.unary(echoMethods.same, Buffer.alloc(100_000), {});
  await expect.poll(() => memory.waiting).toHaveLength(1);
  await transport.unary(echoMethods.same, Buffer.from("a"), {});
  memory.waiting[0]?.onMemory(true);
  expect(await call).toHaveLength(100_000);
  await expect.poll(() => memory.takenBytes).toBe(largeBytes);
});

test.each(["while it waits", "because too many wait"])(
  "no memory %s ends the call with RESOURCE_EXHAUSTED",
  async (when) => {
    const { memory, record, transport, hangUp } = await start();
    if (when === "because too many wait") memory.waitsMax = 0;
    void endOf(transport.unary(echoMethods.hang, large, { signal: hangUp.signal }));
    await expect.poll(() => record.started).toBe(1);
    const call = endOf(transport.unary(echoMethods.hang, large, {}));
    if (when === "while it waits") {
      await expect.poll(() => memory.waiting).toHaveLength(1);
      memory.waiting[0]?.onMemory(false);
    }
    expect(await call).toMatchObject({ code: statusCode.resourceExhausted, statusMessage: "no memory" });
    expect([memory.takenBytes, record.started]).toEqual([largeBytes, 1]);
  },
);

test("a client that cancels while its request waits stops the wait", async () => {
  const { memory, transport, hangUp } = await start();
  void endOf(transport.unary(echoMethods.hang, large, { signal: hangUp.signal }));
  await expect.poll(() => memory.takenBytes).toBe(largeBytes);
  const cancel = new AbortController();
  const call = endOf(transport.unary(echoMethods.same, large, { signal: cancel.signal }));
  await expect.poll(() => memory.waiting).toHaveLength(1);
  cancel.abort();
  await call;
  await expect.poll(() => memory.waiting).toEqual([]);
});

test("an upload that stops loses its call while others wait for its memory, and only then", async () => {
  const { memory } = await start();
  const session = connect(`http://${server.addresses[0]}`).on("error", () => undefined);
  afterTest(async () => session.destroy());
  const stream = session.request({
    ":method": "POST",
    ":path": echoMethods.same.path,
    "content-type": "application/grpc",
    te: "trailers",
  });
  const status = new Promise((resolve) =>
    stream.once("response", (headers) => resolve(headers["grpc-status"])),
  );
  stream.on("error", () => undefined).write(Buffer.from([0, 0, 0x10, 0, 0, 1, 2, 3]));
  await expect.poll(() => memory.takenBytes).toBe(largeBytes);
  await new Promise((resolve) => setTimeout(resolve, 2_500));
  expect(memory.takenBytes).toBe(largeBytes);
  memory.isShort = true;
  await expect.poll(() => memory.takenBytes, { timeout: 5_000 }).toBe(0);
  expect(await status).toBe(`${statusCode.resourceExhausted}`);
});

test("each message of a stream gives its memory back when the handler has read it", async () => {
  const { memory, transport } = await start();
  const replies = transport.stream(echoMethods.up, [large, large, large], {});
  for await (const reply of replies) expect(Buffer.from(reply).toString()).toBe(`3 ${3 * large.length}`);
  await expect.poll(() => memory.takenBytes).toBe(0);
});

test("queued replies count in the shared memory", async () => {
  const { memory, transport } = await start();
  const before = memory.replies.queuedBytes;
  await transport.unary(echoMethods.size, Buffer.from("2000000"), {});
  await expect.poll(() => memory.replies.queuedBytes).toBe(before);
});

test("a call with several large messages that ends while they wait leaves no wait and takes no memory", async () => {
  const { memory, transport } = await start();
  const first = endOf(transport.unary(echoMethods.hang, large, { timeoutMs: 20_000 }));
  await expect.poll(() => memory.takenBytes).toBe(largeBytes);
  const message = Buffer.alloc(100_000);
  const stop = new AbortController();
  // The server takes one message only, and learns of the second before it can reject it.
  const method = { ...echoMethods.hang, requestStream: true };
  const streamed = transport.stream(method, [message, message], { signal: stop.signal }).status();
  await expect.poll(() => memory.waiting).toHaveLength(2);
  stop.abort();
  await streamed;
  await expect.poll(() => memory.waiting).toEqual([]);
  await transport.close();
  await first;
  await expect.poll(() => memory.takenBytes).toBe(0);
});

test("a streamed message that its handler reads before it gets memory no longer waits", async () => {
  const { memory, transport } = await start();
  const first = endOf(transport.unary(echoMethods.hang, large, { timeoutMs: 20_000 }));
  await expect.poll(() => memory.takenBytes).toBe(largeBytes);
  // Each fits into the window, so that it arrives without further credit.
  const sizes = [70_000, 90_000, 80_000];
  const replies: number[] = [];
  for await (const reply of transport.stream(
    echoMethods.both,
    sizes.map((bytes) => Buffer.alloc(bytes)),
    { timeoutMs: 20_000 },
  ))
    replies.push((reply as Uint8Array).length);
  expect(replies).toEqual(sizes);
  expect(memory.waiting).toEqual([]);
  await transport.close();
  await first;
  await expect.poll(() => memory.takenBytes).toBe(0);
});
