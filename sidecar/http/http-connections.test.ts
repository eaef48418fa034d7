// The connections of an HTTP port: its limit, its shutdown, and HTTP/2 without TLS.
import { Agent, request as httpRequest, type IncomingMessage } from "node:http";
import { type ClientHttp2Session, connect as connectHttp2, constants } from "node:http2";
import { connect, type Socket } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { type AdminServer, type HttpApi, jsonReply, serveAdmin, textReply } from "./index.ts";

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

interface Served {
  readonly server: AdminServer;
  readonly address: string;
  readonly port: number;
  readonly rejected: () => number;
}

async function serve(api?: HttpApi, connectionsMax = 10): Promise<Served> {
  let rejected = 0;
  const server = await serveAdmin({
    addresses: [{ type: "tcp", host: "127.0.0.1", port: 0 }],
    routes: { "/a": () => textReply(200, "hello") },
    headerBytesMax: 4096,
    connectionsMax,
    onRejected: () => {
      rejected += 1;
    },
    onError: () => undefined,
    ...(api && { api }),
  });
  ends.push(() => server.close());
  const address = server.addresses[0] ?? "";
  return { server, address, port: Number(address.split(":")[1]), rejected: () => rejected };
}

function rawSocket(port: number): Socket {
  const socket = connect(port, "127.0.0.1").on("error", () => undefined);
  ends.push(() => socket.destroy());
  return socket;
}

/** Everything that a socket receives until its end. */
async function received(socket: Socket): Promise<string> {
  let text = "";
  for await (const chunk of socket.setEncoding("utf8")) text += chunk;
  return text;
}

const get = "GET /a HTTP/1.1\r\nhost: x\r\n\r\n";

function send(port: number, path: string, agent: Agent): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    httpRequest({ port, host: "127.0.0.1", path, agent }, resolve).on("error", reject).end();
  });
}

const keepAlive = (): Agent => {
  const agent = new Agent({ keepAlive: true });
  ends.push(() => agent.destroy());
  return agent;
};

// An API whose replies wait for a signal.
function waitingApi() {
  let arrived: () => void = () => {};
  let release: () => void = () => {};
  const hasArrived = new Promise<void>((resolve) => {
    arrived = resolve;
  });
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const api: HttpApi = async () => {
    arrived();
    await released;
    return jsonReply(200, "done");
  };
  return { api, hasArrived, release: () => release() };
}

describe("the limit of connections", () => {
  test("a connection above it gets 503 with a body, is counted, and succeeds again after another one has closed", async () => {
    const { server, port, address, rejected } = await serve(undefined, 2);
    const first = rawSocket(port);
    rawSocket(port);
    await expect.poll(() => server.connections).toBe(2);
    const reply = await fetch(`http://${address}/x`);
    expect([reply.status, reply.headers.get("retry-after"), reply.headers.get("connection")]).toEqual([
      503,
      "1",
      "close",
    ]);
    expect(await reply.json()).toMatchObject({
      errorCode: "ERR_TOO_MANY_CONNECTIONS",
      message: expect.stringMatching(/limit of 2 connections.*--http-connections-max/),
      details: [{ reason: "OVERLOADED", metadata: { outcome: "NOT_APPLIED" } }],
    });
    expect([rejected(), server.connections]).toEqual([1, 2]);
    first.destroy();
    await expect.poll(() => server.connections).toBe(1);
    expect((await fetch(`http://${address}/a`)).status).toBe(200);
  });

  test("a probe above it is served on a connection that then closes; a silent client gets 503", async () => {
    const { server, port, rejected } = await serve(waitingApi().api, 1);
    rawSocket(port);
    await expect.poll(() => server.connections).toBe(1);
    const probe = rawSocket(port);
    for (const byte of `${get}GET /x HTTP/1.1\r\nhost: x\r\n\r\n`) probe.write(byte);
    const silent = received(rawSocket(port));
    const text = await received(probe);
    expect(text).toMatch(/^HTTP\/1.1 200 OK\r\n.*connection: close\r\n.*hello\n$/is);
    expect(await silent).toMatch(/^HTTP\/1.1 503 /);
    expect(rejected()).toBe(1);
    await expect.poll(() => server.connections).toBe(1);
  });

  test("a rejected client that sends a large body still receives the reply", async () => {
    const { server, port } = await serve(undefined, 1);
    rawSocket(port);
    await expect.poll(() => server.connections).toBe(1);
    const socket = rawSocket(port);
    socket.write(`POST /a HTTP/1.1\r\nhost: x\r\ncontent-length: 1000000\r\n\r\n${"x".repeat(1_000_000)}`);
    expect(await received(socket)).toMatch(/^HTTP\/1.1 503 .*"ERR_TOO_MANY_CONNECTIONS"/s);
  });
});

test("a body that the API does not read is not received, but for what sockets buffer", async () => {
  const { api, hasArrived, release } = waitingApi();
  const { port } = await serve(api);
  const socket = rawSocket(port);
  const bytes = 40_000_000;
  socket.write(`POST /slow HTTP/1.1\r\nhost: x\r\ncontent-length: ${bytes}\r\n\r\n`);
  socket.write(Buffer.alloc(bytes));
  await hasArrived;
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(socket.writableLength).toBeGreaterThan(bytes / 2);
  release();
});

describe("a shutdown", () => {
  test("waits for a call in flight, whose reply closes the connection, and closes idle connections at once", async () => {
    const { api, hasArrived, release } = waitingApi();
    const { server, port } = await serve(api);
    const agent = keepAlive();
    await (await send(port, "/a", agent)).resume().toArray();
    const silent = rawSocket(port);
    await expect.poll(() => server.connections).toBe(2);
    const inFlight = send(port, "/slow", keepAlive());
    await hasArrived;
    const closed = server.close(10_000);
    await expect
      .poll(() => [server.connections, silent.destroyed || silent.readableEnded])
      .toEqual([1, true]);
    setTimeout(release, 400);
    const reply = await inFlight;
    expect([reply.statusCode, reply.headers.connection]).toEqual([200, "close"]);
    expect((await reply.toArray()).toString()).toBe('"done"\n');
    await closed;
  });

  test("ends a call in flight at the end of the grace period", async () => {
    const { api, hasArrived, release } = waitingApi();
    const { server, port } = await serve(api);
    const inFlight = send(port, "/slow", keepAlive());
    inFlight.catch(() => undefined);
    await hasArrived;
    const start = performance.now();
    await server.close(300);
    expect(performance.now() - start).toBeGreaterThan(290);
    await expect(inFlight).rejects.toThrow(/hang up|reset/);
    release();
  });

  test("while it is announced, new connections are served, and their replies close them", async () => {
    const { server, port, address } = await serve();
    const agent = keepAlive();
    await (await send(port, "/a", agent)).resume().toArray();
    server.drain();
    await expect.poll(() => server.connections).toBe(0);
    const reply = await fetch(`http://${address}/a`);
    expect([reply.status, reply.headers.get("connection")]).toEqual([200, "close"]);
  });
});

describe("HTTP/2 without TLS", () => {
  function session(address: string): ClientHttp2Session {
    const client = connectHttp2(`http://${address}`).on("error", () => undefined);
    ends.push(() => client.destroy());
    return client;
  }

  function call(client: ClientHttp2Session, headers: Record<string, string>, body?: string | Buffer) {
    return new Promise<{ status: number; text: string; headers: Record<string, unknown> }>(
      (resolve, reject) => {
        const stream = client.request(headers, { endStream: body === undefined });
        let text = "";
        let head: Record<string, unknown> = {};
        stream.setEncoding("utf8").on("data", (chunk) => {
          text += chunk;
        });
        stream.on("response", (received) => {
          head = received;
        });
        stream.on("end", () => resolve({ status: Number(head[":status"]), text, headers: head }));
        stream.on("error", reject);
        if (body !== undefined) stream.end(body);
      },
    );
  }

  const echo: HttpApi = async (request) => {
    const { length } = (await request.body(100_000)) ?? { length: -1 };
    const { method, path, query } = request;
    return jsonReply(200, [method, path, query.get("q"), request.header("x-name"), length]);
  };

  test("serves routes and the API on the same port as HTTP/1", async () => {
    const { address } = await serve(echo);
    const client = session(address);
    expect(await call(client, { ":path": "/a" })).toMatchObject({ status: 200, text: "hello\n" });
    const body = Buffer.alloc(90_000);
    const post = { ":method": "POST", ":path": "/v1/x%2Fy?q=1", "x-name": "n" };
    expect((await call(client, post, body)).text).toBe('["POST","/v1/x%2Fy","1","n",90000]\n');
    expect((await call(client, { ":path": "/none" })).text).toContain('["GET","/none"');
    const head = await call(client, { ":path": "/a", ":method": "HEAD" });
    expect([head.status, head.text, head.headers["content-length"]]).toEqual([200, "", "6"]);
    expect((await fetch(`http://${address}/a`)).status).toBe(200);
  });

  test("a connection that its client has closed is closed", async () => {
    const { address, server } = await serve();
    const client = session(address);
    await call(client, { ":path": "/a" });
    client.destroy();
    await expect.poll(() => server.connections).toBe(0);
    const silent = rawSocket(Number(address.split(":")[1]));
    silent.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
    await expect.poll(() => server.connections).toBe(1);
    silent.end();
    await expect.poll(() => server.connections).toBe(0);
  });

  test("a body over the limit gets its reply although it was not read to the end", async () => {
    const { address } = await serve(echo);
    const client = session(address);
    const reply = await call(client, { ":method": "POST", ":path": "/x" }, Buffer.alloc(300_000));
    expect(reply.text).toBe('["POST","/x",null,null,-1]\n');
    expect((await call(client, { ":path": "/a" })).status).toBe(200);
  });

  test("requests of one connection run concurrently, as many as announced", async () => {
    const { api, release } = waitingApi();
    const { address, server } = await serve(api);
    const client = session(address);
    const replies = Array.from({ length: 100 }, () => call(client, { ":path": "/slow" }));
    await expect.poll(() => client.remoteSettings?.maxConcurrentStreams).toBe(250);
    expect(server.connections).toBe(1);
    release();
    for (const { status } of await Promise.all(replies)) expect(status).toBe(200);
  });

  test("headers over the limit are rejected, and the connection survives", async () => {
    const { address } = await serve();
    const client = session(address);
    expect((await call(client, { ":path": "/a", x: "y".repeat(7_500) })).status).toBe(200);
    const reply = await call(client, { ":path": "/a", x: "y".repeat(9_000) });
    expect([reply.status, reply.text.includes("--read-buffer-size")]).toEqual([431, true]);
    expect((await call(client, { ":path": "/a" })).status).toBe(200);
  });

  test("a shutdown waits for requests in flight and sends GOAWAY", async () => {
    const { api, hasArrived, release } = waitingApi();
    const { address, server } = await serve(api);
    const client = session(address);
    const goaway = new Promise((resolve) => client.once("goaway", resolve));
    const inFlight = call(client, { ":path": "/slow" });
    await hasArrived;
    const idle = session(address);
    await call(idle, { ":path": "/a" });
    const closed = server.close(10_000);
    expect(await goaway).toBe(constants.NGHTTP2_NO_ERROR);
    await expect.poll(() => idle.closed).toBe(true);
    release();
    expect((await inFlight).text).toBe('"done"\n');
    await closed;
  });

  test.each([
    ["the preface in single bytes", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", /^$|^\0/],
    [
      "a request of HTTP/1 in single bytes",
      get.replace("\r\nhost", "\r\nconnection: close\r\nhost"),
      /200 OK/,
    ],
    ["a method that begins like the preface", "PRINT /a HTTP/1.1\r\nhost: x\r\n\r\n", /^HTTP\/1.1 400 /],
  ])("recognizes %s", async (_name, bytes, expected) => {
    const { port } = await serve();
    const socket = rawSocket(port);
    socket.setNoDelay(true);
    let text = "";
    socket.setEncoding("latin1").on("data", (chunk) => {
      text += chunk;
    });
    for (const byte of bytes) {
      socket.write(byte);
      await new Promise((resolve) => setImmediate(resolve));
    }
    if (bytes.startsWith("PRI *")) {
      // The server's SETTINGS frame has the type 4.
      await expect.poll(() => text.charCodeAt(3)).toBe(4);
      return;
    }
    await expect.poll(() => text).toMatch(expected);
  });
});

describe("bytes that are no request", () => {
  test.each([
    [
      "a head over the limit",
      `GET /a HTTP/1.1\r\nhost: x\r\nx: ${"y".repeat(9_000)}\r\n\r\n`,
      431,
      /limit of 4096 bytes.*--read-buffer-size/,
    ],
    ["anything else", "hello\r\n\r\n", 400, /not an HTTP request/],
  ])("%s gets a reply in the form of Dapr's errors", async (_name, bytes, status, message) => {
    const { port } = await serve();
    const socket = rawSocket(port);
    socket.write(bytes);
    const [head = "", body = ""] = (await received(socket)).split("\r\n\r\n");
    expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(JSON.parse(body)).toMatchObject({
      errorCode: "ERR_MALFORMED_REQUEST",
      message: expect.stringMatching(message),
      details: [{ metadata: { outcome: "NOT_APPLIED" } }],
    });
  });
});
