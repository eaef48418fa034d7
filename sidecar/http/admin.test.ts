// The HTTP server: only its routes, only GET and HEAD, and bounded connections.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { type AdminServer, type HttpRoute, serveAdmin, textReply } from "./index.ts";

const open: AdminServer[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});

async function serve(
  routes: Readonly<Record<string, HttpRoute>>,
  host = "127.0.0.1",
  port = 0,
  errors: unknown[] = [],
) {
  const server = await serveAdmin({
    addresses: [{ type: "tcp", host, port }],
    routes,
    headerBytesMax: 4096,
    onError: (_, cause) => errors.push(cause),
  });
  open.push(server);
  return server.addresses[0] ?? "";
}

test("a reply whose headers cannot be sent becomes a 500, and is reported", async () => {
  const errors: unknown[] = [];
  const unsendable = () => ({ ...textReply(200, "hello"), headers: { etag: "a\nb" } });
  const address = await serve({ "/a": unsendable }, "127.0.0.1", 0, errors);
  expect((await fetch(`http://${address}/a`)).status).toBe(500);
  expect(errors).toMatchObject([{ code: "ERR_INVALID_CHAR" }]);
});

test("an address that this machine does not have is skipped while another one is left", async () => {
  const skipped: string[] = [];
  const options = {
    routes: { "/a": () => textReply(200, "hello") },
    headerBytesMax: 4096,
    onSkipped: ({ address }: { address: string }) => skipped.push(address),
    onError: () => undefined,
  };
  const missing = { type: "tcp", host: "192.0.2.1", port: 0 } as const;
  const server = await serveAdmin({
    ...options,
    addresses: [missing, { type: "tcp", host: "127.0.0.1", port: 0 }],
  });
  open.push(server);
  expect([server.addresses.length, skipped]).toEqual([1, ["192.0.2.1:0"]]);
  expect((await fetch(`http://${server.addresses[0]}/a`)).status).toBe(200);
  await expect(serveAdmin({ ...options, addresses: [missing] })).rejects.toMatchObject({
    reason: "not-there",
  });
});

describe("the HTTP server", () => {
  test("serves GET and HEAD of its routes, and 404 or 405 otherwise", async () => {
    const address = await serve({ "/a": () => textReply(200, "hello") });
    const get = await fetch(`http://${address}/a?x=1`);
    expect([get.status, await get.text(), get.headers.get("cache-control")]).toEqual([
      200,
      "hello\n",
      "no-store",
    ]);
    const head = await fetch(`http://${address}/a`, { method: "HEAD" });
    expect([head.status, await head.text(), head.headers.get("content-length")]).toEqual([200, "", "6"]);
    expect((await fetch(`http://${address}/constructor`)).status).toBe(404);
    const post = await fetch(`http://${address}/a`, { method: "POST", body: "x" });
    expect([post.status, post.headers.get("allow"), post.headers.get("connection")]).toEqual([
      405,
      "GET, HEAD",
      "close",
    ]);
  });

  test("the page of an unknown path names the routes and how the paths of the API begin", async () => {
    const server = await serveAdmin({
      addresses: [{ type: "tcp", host: "127.0.0.1", port: 0 }],
      routes: { "/healthz": () => textReply(200, "ok") },
      headerBytesMax: 4096,
      api: async () => undefined,
      apiPrefix: "/v1.0",
      onError: () => undefined,
    });
    open.push(server);
    const reply = await fetch(`http://${server.addresses[0]}/v1/state`);
    expect([reply.status, await reply.text()]).toEqual([
      404,
      "This path does not exist. These paths exist: /healthz, /v1.0/… (Dapr's API)\n",
    ]);
  });

  test("a route that fails is 500 without the reason, and is reported", async () => {
    const errors: unknown[] = [];
    const fail = () => Promise.reject(new RangeError("canary"));
    const address = await serve({ "/a": fail }, "127.0.0.1", 0, errors);
    const reply = await fetch(`http://${address}/a`);
    expect([reply.status, await reply.text()]).toEqual([500, "internal error\n"]);
    expect(String(errors[0])).toContain("canary");
  });

  test.each([
    [7_500, 200],
    [9_000, 431],
  ])(
    "a head of %i bytes gets status %i where 4 KiB are allowed, as from Go's server",
    async (bytes, status) => {
      const address = await serve({ "/a": () => textReply(200, "x") });
      const reply = await fetch(`http://${address}/a`, { headers: { x: "y".repeat(bytes) } });
      expect(reply.status).toBe(status);
    },
  );

  test("a port in use is named, and no other address stays open", async () => {
    const address = await serve({});
    const port = Number(address.split(":")[1]);
    const both = serveAdmin({
      addresses: [
        { type: "tcp", host: "127.0.0.1", port: 0 },
        { type: "tcp", host: "127.0.0.1", port },
      ],
      routes: {},
      headerBytesMax: 4096,
      onError: () => undefined,
    });
    await expect(both).rejects.toThrow(`cannot listen on ${address}: another process is listening there`);
  });

  test("a file that is not a socket is not replaced", async () => {
    const folder = mkdtempSync(join(tmpdir(), "pillion-http-"));
    try {
      const path = join(folder, "x.socket");
      writeFileSync(path, "precious");
      const addresses = [{ type: "unix", path }] as const;
      const server = serveAdmin({ addresses, routes: {}, headerBytesMax: 4096, onError: () => undefined });
      await expect(server).rejects.toThrow(/the file there is not a socket/);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  test("closing does not wait for a client that sends nothing or reads nothing", async () => {
    const address = await serve({ "/a": () => textReply(200, "x") });
    const port = Number(address.split(":")[1]);
    const silent = connect(port, "127.0.0.1");
    await new Promise<void>((resolve) => silent.once("connect", () => resolve()));
    silent.on("error", () => undefined);
    const half = request({
      host: "127.0.0.1",
      port,
      path: "/a",
      method: "POST",
      headers: { "content-length": 10 },
    });
    half.on("error", () => undefined);
    half.write("x");
    const closed = new Promise<void>((resolve) => silent.once("close", () => resolve()));
    await open.pop()?.close();
    await closed;
  });
});
