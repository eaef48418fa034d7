// The port: its addresses, errors of listening, drain and close.

import { fork } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ServerReflectionMethods } from "@pillion/proto";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type ListenAddress, ListenError } from "../../sidecar/net/index.ts";
import { serve, transport } from "../transports/transport.ts";
import { callErrorOf, callUnary, type GrpcFixture, startGrpc, stateClient } from "./grpc-fixture.ts";
import { probeStore } from "./grpc-probe-store.ts";

let folder: string;
const endings: (() => unknown)[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "pillion-listen-"));
});
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
  rmSync(folder, { recursive: true, force: true });
});

async function start(...listen: ListenAddress[]): Promise<GrpcFixture> {
  const port = await startGrpc(undefined, { listen });
  endings.push(port.close);
  return port;
}

const socketAt = (name: string): ListenAddress => ({ type: "unix", path: join(folder, name) });
// Reserved for documentation (RFC 5737).
const missing: ListenAddress = { type: "tcp", host: "192.0.2.1", port: 0 };
const anyPort: ListenAddress = { type: "tcp", host: "127.0.0.1", port: 0 };

async function listenErrorOf(listening: Promise<unknown>): Promise<ListenError> {
  const thrown: unknown = await listening.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (thrown instanceof ListenError) return thrown;
  throw new TypeError(`a ListenError was to come, and ${String(thrown)} came`);
}

async function isServing(target: string): Promise<boolean> {
  const client = stateClient(target);
  try {
    await callUnary(client, "Get", { key: "a" });
    return true;
  } finally {
    client.close();
  }
}

describe("listening", () => {
  test("every address serves and is reported", async () => {
    const unix = socketAt("a.sock");
    const port = await start(anyPort, { type: "tcp", host: "::1", port: 0 }, unix);
    const [first, second, third] = port.server.addresses;
    expect(first).toMatch(/^127\.0\.0\.1:\d+$/);
    expect(second).toMatch(/^\[::1\]:\d+$/);
    expect(third).toBe(`unix:${folder}/a.sock`);
    for (const target of port.server.addresses) expect(await isServing(target)).toBe(true);
  });

  test("a port in use is an error with the address, and the other addresses are closed", async () => {
    const blocker = createServer();
    await new Promise<void>((resolve) => blocker.listen(0, "127.0.0.1", resolve));
    endings.push(() => new Promise((resolve) => blocker.close(resolve)));
    const { port } = blocker.address() as { port: number };
    const unix = socketAt("kept.sock");
    const error = await listenErrorOf(
      serve([], { listen: [unix, { type: "tcp", host: "127.0.0.1", port }] }),
    );
    expect(error).toMatchObject({ reason: "in-use", address: `127.0.0.1:${port}` });
    expect(error.message).toBe(`cannot listen on 127.0.0.1:${port}: another process is listening there`);
    expect(existsSync(join(folder, "kept.sock"))).toBe(false);
  });

  test("an address of another machine is an error with its reason", async () => {
    const error = await listenErrorOf(serve([], { listen: [missing, missing] }));
    expect(error.reason).toBe("not-there");
  });

  test("an address that this machine does not have is skipped while another one is left", async () => {
    const skipped: string[] = [];
    const server = await serve([], {
      listen: [missing, anyPort, missing],
      onSkipped: (error) => skipped.push(`${error.address} ${error.reason}`),
    });
    endings.push(() => server.close());
    expect(server.addresses).toEqual([expect.stringMatching(/^127\.0\.0\.1:\d+$/)]);
    expect(skipped).toEqual(["192.0.2.1:0 not-there", expect.stringMatching(/^192\.0\.2\.1:\d+ not-there$/)]);
  });

  test("hosts without a configured port share the port that the system chooses", async () => {
    const server = await serve([], { listen: [anyPort, { type: "tcp", host: "::1", port: 0 }] });
    endings.push(() => server.close());
    const [first, second] = server.addresses.map((address) => address.split(":").at(-1));
    expect(first).toBe(second);
  });

  test("a wrong option is rejected with its name", async () => {
    await expect(serve([], { listen: [anyPort], streamsMax: 0 })).rejects.toMatchObject({
      code: "invalid",
      violations: [{ path: ["streamsMax"] }],
    });
    await expect(serve([], { listen: [] })).rejects.toMatchObject({
      code: "invalid",
      violations: [{ path: ["listen"] }],
    });
  });
});

describe("Unix sockets", () => {
  test("the file has mode 0660 unless another is configured", async () => {
    await start(socketAt("a.sock"), { type: "unix", path: join(folder, "b.sock"), mode: 0o600 });
    expect(statSync(join(folder, "a.sock")).mode & 0o777).toBe(0o660);
    expect(statSync(join(folder, "b.sock")).mode & 0o777).toBe(0o600);
  });

  test("the file is removed with the server", async () => {
    const port = await start(socketAt("a.sock"));
    await port.server.close();
    expect(existsSync(join(folder, "a.sock"))).toBe(false);
  });

  test("a file that a dead process left behind is replaced", async () => {
    const path = join(folder, "a.sock");
    const script = join(folder, "listen.cjs");
    writeFileSync(
      script,
      `require("net").createServer().listen(${JSON.stringify(path)}, () => process.send(1))`,
    );
    const child = fork(script);
    await new Promise((resolve) => child.once("message", resolve));
    child.kill("SIGKILL");
    await new Promise((resolve) => child.once("exit", resolve));
    expect(existsSync(path)).toBe(true);
    const port = await start(socketAt("a.sock"));
    expect(await isServing(port.server.addresses[0] ?? "")).toBe(true);
  });

  test("a file that another process listens on is left alone", async () => {
    const first = await start(socketAt("a.sock"));
    const error = await listenErrorOf(serve([], { listen: [socketAt("a.sock")] }));
    expect(error.reason).toBe("in-use");
    expect(error.message).toContain(`unix:${folder}/a.sock`);
    expect(await isServing(first.server.addresses[0] ?? "")).toBe(true);
  });

  test("a file that is not a socket is left alone", async () => {
    writeFileSync(join(folder, "a.sock"), "dear");
    const error = await listenErrorOf(serve([], { listen: [socketAt("a.sock")] }));
    expect(error.reason).toBe("not-a-socket");
    expect(statSync(join(folder, "a.sock")).size).toBe(4);
  });

  test("a path that is too long is rejected with its size", async () => {
    const error = await listenErrorOf(serve([], { listen: [socketAt("x".repeat(120))] }));
    expect(error.reason).toBe("too-long");
    expect(error.message).toContain("the limit is 107");
  });

  test("a directory that does not exist is an error with its reason", async () => {
    const error = await listenErrorOf(serve([], { listen: [socketAt("no/a.sock")] }));
    expect(error.reason).toBe("not-there");
  });
});

describe("drain", () => {
  test("lets calls in flight end and accepts no new connection", async () => {
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { store, calls } = await probeStore(() => released);
    const port = await startGrpc({ statestore: store });
    const client = stateClient(port.address);
    endings.push(() => client.close(), port.close);
    const pending = callUnary(client, "Get", { key: "a" });
    await expect.poll(() => calls.length).toBe(1);
    const drained = port.server.drain(10_000);
    const [host, number] = port.address.split(":");
    const late = connect(Number(number), host);
    await expect(new Promise((_, reject) => late.once("error", reject))).rejects.toMatchObject({
      code: "ECONNREFUSED",
    });
    release();
    expect((await pending).found).toBe(false);
    await drained;
  });

  test("waits for a call that hangs no longer than its grace period", async () => {
    const { store, calls } = await probeStore(() => new Promise<never>(() => {}));
    const port = await startGrpc({ statestore: store });
    const client = stateClient(port.address);
    endings.push(() => client.close(), port.close);
    const pending = callErrorOf(callUnary(client, "Get", { key: "a" }, { timeoutMs: 60_000 }));
    await expect.poll(() => calls.length).toBe(1);
    await port.server.drain(100);
    expect((await pending).code).not.toBe(0);
  });

  test("does not wait for a bidirectional stream on which the client sends nothing", async () => {
    const port = await start(anyPort);
    const client = stateClient(port.address);
    endings.push(() => client.close());
    const { path, request, response } = ServerReflectionMethods.serverReflectionInfo;
    const encode = (message: object) => Buffer.from(request.encode(message));
    const stream = client.makeBidiStreamRequest(path, encode, response.decode);
    stream.write({ listServices: "" });
    await new Promise((resolve) => stream.once("data", resolve));
    const ended = new Promise<{ code: number }>((resolve) => stream.on("error", resolve as () => void));
    // grpc-js cannot tell such a stream from another call: it waits for the whole grace period.
    await port.server.drain(transport === "wire" ? 60_000 : 500);
    expect((await ended).code).not.toBe(0);
  });

  test("of an idle server with an open connection ends at once", async () => {
    const port = await start(anyPort);
    const client = stateClient(port.server.addresses[0] ?? "");
    endings.push(() => client.close());
    await callUnary(client, "Get", { key: "a" });
    await port.server.drain(60_000);
    await port.server.close();
    await port.server.drain(60_000);
  });
});
