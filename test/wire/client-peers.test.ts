// The client against real servers: @grpc/grpc-js, @connectrpc/connect-node and
// this package's, over TCP, Unix sockets and TLS with client certificates.
import { type CallOptions, createWireTransport, Metadata, statusName, type Transport } from "@pillion/wire";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { collect, errorOf, text } from "./client-support.ts";
import { type Script, scriptBytes, scripted } from "./script.ts";
import { type Carrier, type ScriptServer, startConnect, startGrpcJs, startWire } from "./script-servers.ts";

const peers = [
  ["grpc-js", startGrpcJs],
  ["connect-node", startConnect],
  ["wire", startWire],
] as const;
const carriers: readonly Carrier[] = ["tcp", "unix", "tls"];

async function* requestsOf(script: Script, ...more: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield scriptBytes(script);
  for (const each of more) {
    await new Promise((resolve) => setImmediate(resolve));
    yield each;
  }
}

interface Peer {
  readonly name: string;
  readonly server: ScriptServer;
  readonly transport: Transport;
  readonly unary: (script: Script, options?: CallOptions) => Promise<Uint8Array>;
}

const fears: Readonly<Record<string, (peer: Peer) => Promise<void>>> = {
  "a unary call gets its reply": async ({ unary }) => {
    expect(text(await unary({ replies: ["hello"] }))).toBe("hello");
    expect(text(await unary({ replies: [""] }))).toBe("");
  },

  "an error comes with its code, message, details and trailers": async ({ unary, name }) => {
    const details = name === "connect-node" ? {} : { details: "AQID" };
    const error = await errorOf(
      unary({
        code: 9,
        message: "100% ça\n",
        trailers: [
          ["x-a", "b"],
          ["x-c-bin", "AP8="],
        ],
        ...details,
      }),
    );
    expect(statusName(error.code)).toBe("FAILED_PRECONDITION");
    expect(error.statusMessage).toBe("100% ça\n");
    if (name !== "connect-node") expect(error.details).toEqual(new Uint8Array([1, 2, 3]));
    expect(error.metadata.get("x-a")).toBe("b");
    expect(error.metadata.getBinary("x-c-bin")).toEqual(new Uint8Array([0, 255]));
    expect(error.unsent).toBe(false);
  },

  "metadata goes there and back, bytes too, in headers and trailers": async ({ unary }) => {
    const metadata = new Metadata()
      .append("x-text", "some text")
      .append("x-data-bin", Buffer.from([0, 1, 254]));
    let headers = new Metadata();
    let trailers = new Metadata();
    await unary(
      { reflects: true, headers: [["y-one", "1"]], trailers: [["y-two", "2"]] },
      {
        metadata,
        onHeaders: (seen: Metadata) => (headers = seen),
        onTrailers: (seen: Metadata) => (trailers = seen),
      },
    );
    expect(headers.get("x-text")).toBe("some text");
    expect(headers.getBinary("x-data-bin")).toEqual(new Uint8Array([0, 1, 254]));
    expect(headers.get("y-one")).toBe("1");
    expect(trailers.get("y-two")).toBe("2");
  },

  "a server stream gives all its replies, and those before an error": async ({ transport }) => {
    const down = (script: Script) => transport.stream(scripted.down, [scriptBytes(script)], {});
    const many = Array.from({ length: 300 }, (_, index) => `reply ${index}`);
    expect(await collect(down({ replies: many }))).toEqual(many);
    expect(await collect(down({}))).toEqual([]);
    const seen: string[] = [];
    const error = await errorOf(
      (async () => {
        for await (const reply of down({ replies: ["a", "b"], code: 10, message: "no" }))
          seen.push(text(reply));
      })(),
    );
    expect(seen).toEqual(["a", "b"]);
    expect(statusName(error.code)).toBe("ABORTED");
  },

  "a client stream is taken whole": async ({ transport }) => {
    const many = Array.from({ length: 200 }, () => Buffer.alloc(100));
    expect(await collect(transport.stream(scripted.up, requestsOf({}, ...many), {}))).toEqual(["200 20000"]);
    const failing = transport.stream(scripted.up, requestsOf({ code: 5, message: "lost" }), {});
    expect(statusName((await errorOf(collect(failing))).code)).toBe("NOT_FOUND");
  },

  "a bidirectional stream gets replies while it is being sent": async ({ transport }) => {
    let resume = (): void => {};
    async function* pingPong(): AsyncGenerator<Uint8Array> {
      yield scriptBytes({ replies: ["start"] });
      for (let turn = 0; turn < 20; turn += 1) {
        await new Promise<void>((resolve) => {
          resume = resolve;
        });
        yield Buffer.from(`turn ${turn}`);
      }
    }
    const seen: string[] = [];
    for await (const reply of transport.stream(scripted.both, pingPong(), {})) {
      seen.push(text(reply));
      await new Promise((resolve) => setImmediate(resolve));
      resume();
    }
    expect(seen).toEqual(["start", ...Array.from({ length: 20 }, (_, turn) => `turn ${turn}`)]);
  },

  "large messages pass both ways": async ({ transport, unary }) => {
    const reply = await unary({ replies: [3_000_000] });
    expect(reply.length).toBe(3_000_000);
    expect(reply.every((byte) => byte === 7)).toBe(true);
    const parts = [Buffer.alloc(3_000_000), Buffer.alloc(1), Buffer.alloc(70_000)];
    expect(await collect(transport.stream(scripted.up, requestsOf({}, ...parts), {}))).toEqual(["3 3070001"]);
  },

  "a deadline ends the call here and is known there": async ({ server, unary }) => {
    const before = server.record.cancelled;
    const error = await errorOf(unary({ hangs: true, code: 1 }, { timeoutMs: 60 }));
    expect(statusName(error.code)).toBe("DEADLINE_EXCEEDED");
    await expect.poll(() => server.record.cancelled, { timeout: 5000 }).toBe(before + 1);
  },

  "an aborted signal ends the call here and there": async ({ server, unary }) => {
    const before = server.record.cancelled;
    const started = server.record.started;
    const controller = new AbortController();
    const call = errorOf(unary({ hangs: true, code: 1 }, { signal: controller.signal }));
    await expect.poll(() => server.record.started, { timeout: 5000 }).toBe(started + 1);
    controller.abort();
    expect(statusName((await call).code)).toBe("CANCELLED");
    await expect.poll(() => server.record.cancelled, { timeout: 5000 }).toBe(before + 1);
  },

  "leaving a stream early cancels it": async ({ server, transport, unary }) => {
    const ended = server.record.ended;
    const replies = Array.from({ length: 2000 }, () => 10_000);
    for await (const reply of transport.stream(scripted.down, [scriptBytes({ replies })], {})) {
      expect(reply.length).toBe(10_000);
      break;
    }
    await expect.poll(() => server.record.ended, { timeout: 5000 }).toBe(ended + 1);
    expect(text(await unary({ replies: ["still"] }))).toBe("still");
  },

  "a thousand calls at once all get their own reply": async ({ unary }) => {
    const replies = await Promise.all(
      Array.from({ length: 1000 }, (_, index) =>
        unary({ replies: [`number ${index}`] }, { timeoutMs: 15_000 }),
      ),
    );
    expect(replies.map(text)).toEqual(Array.from({ length: 1000 }, (_, index) => `number ${index}`));
  },

  "a method that is not there is UNIMPLEMENTED": async ({ transport }) => {
    const method = { ...scripted.unary, path: "/pillion.wire.test.Echo/Nothing" };
    const error = await errorOf(transport.unary(method, new Uint8Array(0), {}));
    expect(statusName(error.code)).toBe("UNIMPLEMENTED");
  },

  "compressed messages are understood there": async ({ server }) => {
    const packing = createWireTransport({ ...server.options, compressBytesMin: 1000 });
    try {
      const request = scriptBytes({ replies: ["x".repeat(5000)] });
      expect(text(await packing.unary(scripted.unary, request, {}))).toBe("x".repeat(5000));
      const parts = [Buffer.alloc(100_000), Buffer.alloc(10)];
      expect(await collect(packing.stream(scripted.up, requestsOf({}, ...parts), {}))).toEqual(["2 100010"]);
    } finally {
      await packing.close();
    }
  },

  "a reader that stops reading stops the server, and gets everything in the end": async ({ transport }) => {
    const replies = Array.from({ length: 600 }, (_, index) => 10_000 + index);
    let count = 0;
    for await (const reply of transport.stream(scripted.down, [scriptBytes({ replies })], {})) {
      expect(reply.length).toBe(10_000 + count);
      count += 1;
      if (count % 50 === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    }
    expect(count).toBe(600);
  },
};

for (const [name, start] of peers) {
  for (const carrier of carriers) {
    describe(`${name} over ${carrier}`, () => {
      let peer: Peer;
      beforeAll(async () => {
        const server = await start(carrier);
        const transport = createWireTransport(server.options);
        const unary = (script: Script, options = {}) =>
          transport.unary(scripted.unary, scriptBytes(script), options);
        peer = { name, server, transport, unary };
      });
      afterAll(async () => {
        await peer.transport.close();
        await peer.server.kill();
      });
      for (const [fear, prove] of Object.entries(fears)) test(fear, () => prove(peer));
    });
  }
}
