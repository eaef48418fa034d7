// The memory of requests and replies over HTTP: it is given back whatever the client does,
// and a client that reads slowly receives its whole reply.
import { connect as connectHttp2 } from "node:http2";
import { connect, type Socket } from "node:net";
import type { MessageMemory } from "@pillion/wire";
import { afterEach, describe, expect, test } from "vitest";
import { HttpConnections } from "./http-connections.ts";
import { createHttpListener } from "./http-listener.ts";
import { type HttpApi, jsonReply, serveAdmin } from "./index.ts";

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

class CountedMemory implements MessageMemory {
  readonly replies = { queuedBytes: 0 };
  readonly rejectionText = "no memory";
  isShort = false;
  takenBytes = 0;
  /** What fits. */
  limitBytes = Number.POSITIVE_INFINITY;

  tryTake(bytes: number): boolean {
    if (this.takenBytes + bytes > this.limitBytes) return false;
    this.takenBytes += bytes;
    return true;
  }

  wait(): undefined {
    return undefined;
  }

  give(bytes: number): void {
    this.takenBytes -= bytes;
  }

  hasRoomForReply(): boolean {
    return true;
  }
}

async function serve(api: HttpApi): Promise<{ memory: CountedMemory; port: number }> {
  const memory = new CountedMemory();
  const server = await serveAdmin({
    addresses: [{ type: "tcp", host: "127.0.0.1", port: 0 }],
    routes: {},
    headerBytesMax: 4096,
    memory,
    onError: () => undefined,
    api,
  });
  ends.push(() => server.close());
  return { memory, port: Number(server.addresses[0]?.split(":")[1]) };
}

function rawSocket(port: number): Socket {
  const socket = connect(port, "127.0.0.1").on("error", () => undefined);
  ends.push(() => socket.destroy());
  return socket;
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe("a large reply", () => {
  const bytes = 20_000_000;
  const large: HttpApi = async () => ({
    status: 200,
    contentType: "text/plain",
    body: Buffer.alloc(bytes),
  });

  test("is received whole by a client that does not read for seconds", async () => {
    const { memory, port } = await serve(large);
    const socket = rawSocket(port);
    socket.pause();
    socket.write("GET /x HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
    await pause(2_800);
    expect(memory.replies.queuedBytes).toBe(bytes);
    let received = 0;
    for await (const chunk of socket) received += (chunk as Buffer).length;
    expect(received).toBeGreaterThan(bytes);
    await expect.poll(() => memory.replies.queuedBytes).toBe(0);
  });

  test("leaves no time limit for the reply to a request that was sent before its end", async () => {
    const { port } = await serve(async ({ path }) => {
      if (path === "/slow") await pause(2_300);
      return { status: 200, contentType: "text/plain", body: "x".repeat(20_000) };
    });
    const socket = rawSocket(port);
    socket.write("GET /a HTTP/1.1\r\nhost: x\r\n\r\n");
    socket.write("GET /slow HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
    let text = "";
    for await (const chunk of socket.setEncoding("latin1")) text += chunk;
    expect(text.match(/HTTP\/1.1 200/g)).toHaveLength(2);
  });

  test("is discarded while memory is short and its client does not read", async () => {
    const { memory, port } = await serve(large);
    memory.isShort = true;
    const socket = rawSocket(port);
    socket.pause();
    socket.write("GET /x HTTP/1.1\r\nhost: x\r\n\r\n");
    await expect.poll(() => memory.replies.queuedBytes).toBe(bytes);
    await expect.poll(() => memory.replies.queuedBytes, { timeout: 10_000 }).toBe(0);
  });
});

describe("the memory of a body is given back", () => {
  test("if the body of a request over HTTP/2 does not arrive in time", async () => {
    const aborted: unknown[] = [];
    const connections = new HttpConnections({
      connectionsMax: 9,
      rejection: "",
      onRejected: () => undefined,
    });
    const listener = createHttpListener({
      headBytesMax: 4096,
      requestMsMax: 200,
      keepAliveMs: 60_000,
      connections,
      rejectionOf: () => "",
      onRequest: (request) => void request.toArray().catch((cause: unknown) => aborted.push(cause)),
    });
    ends.push(
      () => connections.close(0),
      () => listener.close(),
    );
    await new Promise<void>((resolve) => listener.listen(0, "127.0.0.1", resolve));
    const address = listener.address();
    const session = connectHttp2(`http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`);
    ends.push(() => session.destroy());
    const stream = session.request({ ":method": "POST", "content-length": "4000000" });
    stream.on("error", () => undefined).write("a");
    await expect.poll(() => aborted.length, { timeout: 5_000 }).toBe(1);
  });

  test.each(["content-length: 31", "transfer-encoding: chunked"])(
    "if its client stops sending while others wait for memory, and only then (%s)",
    async (header) => {
      const { memory, port } = await serve(async (request) => {
        const body = await request.body(1e9).catch((cause: unknown) => cause);
        return jsonReply(503, body instanceof Error ? body.message : "");
      });
      const socket = rawSocket(port);
      socket.write(`POST /x HTTP/1.1\r\nhost: x\r\n${header}\r\n\r\n8\r\n12345678\r\n`);
      await expect.poll(() => memory.takenBytes).toBeGreaterThan(0);
      await pause(1_500);
      expect(memory.takenBytes).toBeGreaterThan(0);
      memory.isShort = true;
      await expect.poll(() => memory.takenBytes, { timeout: 5_000 }).toBe(0);
      socket.write("8\r\n12345678\r\n0\r\n\r\n");
      let text = "";
      socket.setEncoding("latin1").on("data", (part) => {
        text += part;
      });
      await expect
        .poll(() => text)
        .toMatch(/^HTTP\/1.1 503 [\s\S]*nothing of the request's body arrived for a second/);
      expect(memory.takenBytes).toBe(0);
    },
    15_000,
  );

  test("not while its client sends, however slowly", async () => {
    const { memory, port } = await serve(async (request) => {
      const body = await request.body(1e9);
      return jsonReply(200, body?.length);
    });
    memory.isShort = true;
    const socket = rawSocket(port);
    socket.write("POST /x HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: 8\r\n\r\n");
    for (let index = 0; index < 8; index++) {
      await pause(400);
      socket.write("x");
    }
    let text = "";
    for await (const chunk of socket.setEncoding("latin1")) text += chunk;
    expect(text).toMatch(/^HTTP\/1.1 200 /);
  });

  test("at once if it is rejected, although the client still sends", async () => {
    const { memory, port } = await serve(async (request) => jsonReply(200, await request.body(1e9)));
    memory.limitBytes = 300_000;
    const socket = rawSocket(port);
    socket.write("POST /x HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n");
    socket.write(`${(65_000).toString(16)}\r\n${"x".repeat(65_000)}\r\n`);
    await expect.poll(() => memory.takenBytes).toBe(65_536);
    socket.write(`${(250_000).toString(16)}\r\n${"x".repeat(250_000)}\r\n`);
    await expect.poll(() => memory.takenBytes, { timeout: 2_000 }).toBe(0);
  });
});

test("a streamed reply behind an earlier one ends when the client disconnects", async () => {
  const failures: unknown[] = [];
  let hasFilled = false;
  const { port } = await serve(async (request) => {
    if (request.path === "/first") await pause(3_000);
    else {
      const send = request.stream(200, "text/plain");
      const fill = async () => {
        for (;;) {
          const sent = send("x".repeat(100_000));
          hasFilled = true;
          await sent;
        }
      };
      await fill().catch((cause: unknown) => failures.push(cause));
    }
    return jsonReply(200, "done");
  });
  const socket = rawSocket(port);
  socket.write("GET /first HTTP/1.1\r\nhost: x\r\n\r\nGET /second HTTP/1.1\r\nhost: x\r\n\r\n");
  await expect.poll(() => hasFilled).toBe(true);
  socket.destroy();
  await expect.poll(() => failures, { timeout: 2_000 }).toMatchObject([{ code: "cancelled" }]);
});
