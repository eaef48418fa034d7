// How the port treats malformed calls, and calls that exceed its limits: bytes,
// metadata, time, calls, connections.
import { connect } from "node:net";
import { Client, compressionAlgorithms, credentials, Metadata } from "@grpc/grpc-js";
import { StateStoreMethods, statestore } from "@pillion/proto";
import { statusCode } from "@pillion/wire";
import { afterEach, describe, expect, test } from "vitest";
import type { GrpcServerOptions } from "../../sidecar/net/index.ts";
import type { StateStore } from "../../src/index.ts";
import { transport } from "../transports/transport.ts";
import { callErrorOf, callRaw, callUnary, type GrpcFixture, startGrpc, stateClient } from "./grpc-fixture.ts";
import { probeStore } from "./grpc-probe-store.ts";
import { connectRaw, framed } from "./http2-client.ts";

const { SetRequest, CommitRequest } = statestore.v1;
const setPath = StateStoreMethods.set.path;

const endings: (() => unknown)[] = [];

afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

async function start(options: Partial<GrpcServerOptions> = {}, store?: StateStore): Promise<GrpcFixture> {
  const port = await startGrpc(store && { statestore: store }, options);
  endings.push(port.close);
  return port;
}

function clientOf(port: GrpcFixture) {
  const client = stateClient(port.address);
  endings.push(() => client.close());
  return client;
}

function rawOf(port: GrpcFixture) {
  const raw = connectRaw(port.address);
  endings.push(raw.close);
  return raw;
}

describe("bytes that are not a request", () => {
  // "key" is field 2 of SetRequest: tag 0x12.
  const badText = Buffer.from([0x12, 2, 0xff, 0xfe]);

  test("text that is not UTF-8 is rejected with the name of its field, and nothing is written", async () => {
    const client = clientOf(await start());
    const error = await callErrorOf(callRaw(client, setPath, badText));
    expect(error).toMatchObject({
      code: statusCode.invalidArgument,
      message: "key: its 2 bytes are not valid UTF-8",
      reason: "INVALID",
      fields: ["key"],
      metadata: { outcome: "NOT_APPLIED" },
    });
    expect((await callUnary(client, "List", {})).entries).toEqual([]);
  });

  test("the field is named inside a list as well", async () => {
    const client = clientOf(await start());
    const good = CommitRequest.encode({ mutations: [{ set: { key: "a" } }] }).finish();
    // mutations = 2 { set = 1 { key = 1: 0xff } }
    const bad = Buffer.from([0x12, 5, 0x0a, 3, 0x0a, 1, 0xff]);
    const bytes = Buffer.concat([good, bad]);
    const error = await callErrorOf(callRaw(client, StateStoreMethods.commit.path, bytes));
    expect(error.fields).toEqual(["mutations[1].set.key"]);
    expect((await callUnary(client, "List", {})).entries).toEqual([]);
  });

  test("truncated bytes are rejected with the reason", async () => {
    const client = clientOf(await start());
    const whole = SetRequest.encode({ key: "a", value: Buffer.alloc(100) }).finish();
    const error = await callErrorOf(callRaw(client, setPath, whole.subarray(0, 50)));
    expect(error).toMatchObject({ code: statusCode.invalidArgument, fields: ["value"] });
    expect(error.message).toContain("end inside a field of 100 bytes");
  });

  test("the error for garbage names the expected message", async () => {
    const client = clientOf(await start());
    const error = await callErrorOf(callRaw(client, setPath, Buffer.from([0xff, 0xff, 0xff])));
    expect(error).toMatchObject({ code: statusCode.invalidArgument, fields: [] });
    expect(error.message).toContain("statestore.v1.SetRequest");
  });
});

describe("unknown paths", () => {
  test("the error for an unknown service lists the services", async () => {
    const client = clientOf(await start());
    const error = await callErrorOf(callRaw(client, "/some.Service/Method", Buffer.alloc(0)));
    expect(error).toMatchObject({ code: statusCode.unimplemented, reason: "UNSUPPORTED" });
    expect(error.message).toContain("statestore.v1.StateStore, statestore.v1.Stores, grpc.health.v1.Health");
  });

  test("the error for an unknown method lists the methods of the service", async () => {
    const client = clientOf(await start());
    const error = await callErrorOf(callRaw(client, "/statestore.v1.Stores/Nope", Buffer.alloc(0)));
    expect(error.message).toContain("the methods of statestore.v1.Stores are: ListStores");
  });

  test("the error of Watch says that the store has no change feed", async () => {
    const port = await start();
    const client = clientOf(port);
    const stream = client.makeServerStreamRequest(
      StateStoreMethods.watch.path,
      () => Buffer.from([0x12, 1, 0x61]),
      (bytes: Buffer) => bytes,
      {},
    );
    const error = await new Promise<{ code: number; details: string }>((resolve) => {
      stream.on("error", (thrown) => resolve(thrown as never));
      stream.resume();
    });
    expect(error.code).toBe(statusCode.unimplemented);
    expect(error.details).toContain("no change feed");
  });
});

describe("sizes", () => {
  test("a message of the largest size is accepted, one of a byte more is not", async () => {
    const client = clientOf(await start({ receiveBytesMax: 10_000 }));
    const request = (length: number) => SetRequest.encode({ key: "a", value: Buffer.alloc(length) }).finish();
    const overhead = request(9_000).length - 9_000;
    await callRaw(client, setPath, request(10_000 - overhead));
    const error = await callErrorOf(callRaw(client, setPath, request(10_001 - overhead)));
    expect(error).toMatchObject({
      code: statusCode.resourceExhausted,
      message: "message: has 10001 bytes; the limit is 10000; raise --max-body-size, or send less",
      reason: "TOO_LARGE",
      metadata: { outcome: "NOT_APPLIED" },
    });
    const { record } = await callUnary(client, "Get", { key: "a" });
    expect(record.value.length).toBe(10_000 - overhead);
  });

  test("a message that decompresses to more than the limit is TOO_LARGE", async () => {
    const port = await start({ receiveBytesMax: 10_000 });
    const client = new Client(port.address, credentials.createInsecure(), {
      "grpc.default_compression_algorithm": compressionAlgorithms.gzip,
    });
    endings.push(() => client.close());
    const request = SetRequest.encode({ key: "a", value: Buffer.alloc(100_000) }).finish();
    const error = await callErrorOf(callRaw(client, setPath, request));
    expect(error).toMatchObject({
      code: statusCode.resourceExhausted,
      reason: "TOO_LARGE",
      metadata: { outcome: "NOT_APPLIED" },
    });
    expect(error.message).toMatch(/(inflates|decompresses) .*more than the limit of 10000 bytes/);
  });

  test("a reply that is too large is an error, which does not claim that the write was not applied", async () => {
    const client = clientOf(await start({ sendBytesMax: 1_000 }));
    await callUnary(client, "Set", { key: "a", value: Buffer.alloc(2_000) });
    const read = await callErrorOf(callUnary(client, "Get", { key: "a" }));
    expect(read).toMatchObject({ code: statusCode.resourceExhausted, reason: "TOO_LARGE" });
    expect(read.message).toContain("the limit is 1000");
    const write = await callErrorOf(callUnary(client, "Delete", { key: "a", returnPrevious: true }));
    expect(write.metadata).toEqual({ outcome: "OUTCOME_UNKNOWN" });
    expect((await callUnary(client, "Exists", { key: "a" })).exists).toBe(false);
  });

  test("a page of large values is shortened so that it can be sent, and paging loses nothing", async () => {
    const client = clientOf(await start());
    const value = Buffer.alloc(1_500_000);
    for (let index = 0; index < 12; index++) await callUnary(client, "Set", { key: `k${10 + index}`, value });
    const keys: string[] = [];
    let pageToken = "";
    do {
      const page = await callUnary(client, "List", { view: "VIEW_FULL", pageToken });
      expect(page.entries.length).toBeLessThan(12);
      keys.push(...page.entries.map((entry: { key: string }) => entry.key));
      pageToken = page.nextPageToken;
    } while (pageToken !== "");
    expect(keys).toEqual(Array.from({ length: 12 }, (_, index) => `k${10 + index}`));
  });

  test("metadata may have a token of 12 kB, and too much of it is rejected with the flag that allows more", async () => {
    const client = clientOf(await start());
    const metadata = new Metadata();
    metadata.set("x-large", "x".repeat(15_000));
    await callUnary(client, "Get", { key: "a" }, { metadata });
    metadata.set("x-large", "x".repeat(17_000));
    const error = await callErrorOf(callUnary(client, "Get", { key: "a" }, { metadata }));
    expect(error).toMatchObject({ code: statusCode.resourceExhausted, reason: "TOO_LARGE" });
    expect(error.message).toContain("the limit is 16384");
    expect(error.message).toContain("raise --read-buffer-size");
  });

  test("metadata may be as large as its limit says, in as many frames as it needs", async () => {
    // Node accepts no more than 64 KiB of headers for grpc-js.
    const metadataBytesMax = transport === "wire" ? 1_048_576 : 60_000;
    const client = clientOf(await start({ metadataBytesMax }));
    const metadata = new Metadata();
    metadata.set("x-large", "x".repeat(metadataBytesMax - 2_000));
    await callUnary(client, "Get", { key: "a" }, { metadata });
  });
});

describe("time", () => {
  test("a timeout of 600 hours is accepted", async () => {
    const probe = await probeStore(() => new Promise((resolve) => setTimeout(resolve, 100)));
    const raw = rawOf(await start({}, probe.store));
    const end = await raw.call("/statestore.v1.StateStore/Get", {
      headers: { "grpc-timeout": "600H" },
      bytes: framed(Buffer.from([0x12, 1, 0x61])),
    });
    expect(end.status).toBe("0");
    const [call] = probe.calls;
    expect((call?.deadline ?? 0) - (call?.clock.monotonic() ?? 0)).toBeGreaterThan(1_000);
  });

  test("a call whose request does not arrive is ended", async () => {
    const raw = rawOf(await start({ requestMsMax: 200 }));
    const end = await raw.call(setPath, { end: false });
    expect(end).toEqual({ status: "4", message: "the request did not arrive within 200 ms" });
  });

  test("a call whose deadline passes before its request arrives ends at the deadline", async () => {
    const raw = rawOf(await start());
    const end = await raw.call(setPath, { headers: { "grpc-timeout": "100m" }, end: false });
    expect(end.status).toBe("4");
  });

  test("an invalid timeout is rejected", async () => {
    const raw = rawOf(await start());
    const end = await raw.call(setPath, { headers: { "grpc-timeout": "soon" }, end: false });
    expect(end.status).not.toBe("0");
    expect(end.message).toContain("grpc-timeout");
  });

  test("a connection that sends nothing is closed", async () => {
    const port = await start({ handshakeMsMax: 100 });
    const [host, number] = port.address.split(":");
    const socket = connect(Number(number), host).resume();
    await new Promise((resolve) => socket.once("close", resolve));
    expect(socket.destroyed).toBe(true);
  });
});

describe("concurrency limits", () => {
  test("calls beyond the limit are rejected as overloaded and not applied, until others have ended", async () => {
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    const probe = await probeStore(() => released);
    const client = clientOf(await start({ runningCallsMax: 2 }, probe.store));
    const held = [1, 2].map(() => callUnary(client, "Get", { key: "a" }));
    await expect.poll(() => probe.calls.length).toBe(2);
    const error = await callErrorOf(callUnary(client, "Set", { key: "a" }));
    expect(error).toMatchObject({
      code: statusCode.resourceExhausted,
      reason: "OVERLOADED",
      metadata: { outcome: "NOT_APPLIED" },
      retryDelayMs: 100,
    });
    release();
    await Promise.all(held);
    expect((await callUnary(client, "Exists", { key: "a" })).exists).toBe(false);
  });

  // grpc-js closes the connection instead.
  test.runIf(transport === "wire")(
    "requests beyond the bytes that a connection may hold say when to try again",
    async () => {
      const client = clientOf(await start({ connectionMemoryMbMax: 1 }));
      const value = Buffer.alloc(900_000);
      const calls = Array.from({ length: 16 }, (_, index) =>
        callUnary(client, "Set", { key: `k${index}`, value }),
      );
      const ends = await Promise.allSettled(calls);
      const failed = calls.filter((_, index) => ends[index]?.status === "rejected");
      expect(failed.length).toBeGreaterThan(0);
      for (const call of failed) {
        expect(await callErrorOf(call)).toMatchObject({
          code: statusCode.resourceExhausted,
          reason: "OVERLOADED",
          metadata: { outcome: "NOT_APPLIED" },
          retryDelayMs: 100,
        });
      }
    },
  );

  test("a cancelled call counts until its work has ended", async () => {
    const probe = await probeStore(() => new Promise<never>(() => {}));
    const client = clientOf(await start({ runningCallsMax: 1 }, probe.store));
    const caller = new AbortController();
    const cancelled = callUnary(client, "Get", { key: "a" }, { signal: caller.signal }).catch(() => {});
    await expect.poll(() => probe.calls.length).toBe(1);
    caller.abort();
    await cancelled;
    expect((await callErrorOf(callUnary(client, "Get", { key: "a" }))).reason).toBe("OVERLOADED");
  });

  test("the limit per address does not apply to processes of this machine, which share one address", async () => {
    const port = await start({ peerConnectionsMax: 1 });
    const clients = [clientOf(port), clientOf(port), clientOf(port)];
    for (const client of clients) await callUnary(client, "Get", { key: "a" });
    expect(port.server.load.connections).toBe(3);
  });

  test("connections beyond the limit are closed, and a connection that ends makes room for another", async () => {
    const port = await start({ connectionsMax: 1 });
    const first = clientOf(port);
    await callUnary(first, "Get", { key: "a" });
    const [host, number] = port.address.split(":");
    const second = connect(Number(number), host);
    second.on("error", () => {});
    await new Promise((resolve) => second.once("close", resolve));
    await callUnary(first, "Get", { key: "a" });
    first.close();
    const third = clientOf(port);
    const retried = () =>
      callUnary(third, "Get", { key: "a" }).then(
        () => true,
        () => false,
      );
    await expect.poll(retried, { timeout: 10_000 }).toBe(true);
  });
});
