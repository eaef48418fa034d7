// Random input: frames, header blocks and messages mutated from a
// corpus and split anywhere. Nothing may crash, hang or leak: after every
// session the server's counts are zero. A failure names its seed and case;
// FUZZ_SEED runs that seed again, FUZZ_RUNS multiplies the number of cases,
// which is a tenth outside the full run.

import type { Socket } from "node:net";
import { Duplex } from "node:stream";
import { expect, test, vi } from "vitest";
import { MessageReader } from "../../wire/src/grpc/grpc-framing.ts";
import { RpcError } from "../../wire/src/grpc/rpc-error.ts";
import { HpackDecoder } from "../../wire/src/hpack/hpack-decoder.ts";
import { HpackEncoder } from "../../wire/src/hpack/hpack-encoder.ts";
import { HpackError, HpackListTooLarge } from "../../wire/src/hpack/hpack-error.ts";
import { clientPreface, FrameReader, frameFlag, frameType } from "../../wire/src/http2/frame.ts";
import { ConnectionError } from "../../wire/src/http2/http2-errors.ts";
import { compileLimits } from "../../wire/src/server/limits.ts";
import { ServerConnection } from "../../wire/src/server/server-connection.ts";
import { ServerState } from "../../wire/src/server/server-state.ts";
import { casesOf } from "../projects/full-run.ts";
import { echoService } from "./echo-service.ts";
import { callFields, rawFrame, rawMessage, rawSettings, uint32 } from "./raw-peer.ts";

const seed = Number(process.env.FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 31));
const runs = Number(process.env.FUZZ_RUNS ?? casesOf(0.1, 1));
// The cases are many and only compute, so their time depends on the load of the machine.
vi.setConfig({ testTimeout: 120_000 * Math.max(runs, 1) });

/** Random numbers from 0 up to 1, reproducible by a seed. */
function randomOf(start: number): () => number {
  let state = start >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Runs cases, each with its own random source, and reports which one failed. */
async function fuzz(cases: number, run: (random: () => number) => Promise<void> | void): Promise<void> {
  console.log(`fuzz: FUZZ_SEED=${seed}, ${Math.ceil(cases * runs)} cases`);
  for (let index = 0; index < cases * runs; index += 1) {
    try {
      await run(randomOf(seed + index));
    } catch (cause) {
      throw new Error(`FUZZ_SEED=${seed + index} failed as its first case: ${String(cause)}`, { cause });
    }
  }
}

function below(random: () => number, count: number): number {
  return Math.floor(random() * count);
}

/** One to four changes: a bit, a byte, a range removed, doubled or randomized, or the end cut off. */
function mutate(random: () => number, original: Buffer): Buffer {
  let bytes = Buffer.from(original);
  for (let left = 1 + below(random, 4); left > 0; left -= 1) {
    const at = below(random, bytes.length + 1);
    const end = Math.min(bytes.length, at + 1 + below(random, 12));
    const range = bytes.subarray(at, end);
    const noise = Buffer.from(Array.from({ length: below(random, 10) }, () => below(random, 256)));
    switch (below(random, 6)) {
      case 0:
        if (at < bytes.length) bytes[at] = (bytes[at] ?? 0) ^ (1 << below(random, 8));
        break;
      case 1:
        if (at < bytes.length) bytes[at] = [0, 1, 0x7f, 0x80, 0xff][below(random, 5)] ?? 0;
        break;
      case 2:
        bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(end)]);
        break;
      case 3:
        bytes = Buffer.concat([bytes.subarray(0, end), range, bytes.subarray(end)]);
        break;
      case 4:
        bytes = Buffer.concat([bytes.subarray(0, at), noise, bytes.subarray(at)]);
        break;
      default:
        bytes = bytes.subarray(0, at);
    }
  }
  return bytes;
}

/** The bytes in parts of random sizes. */
function* cut(random: () => number, bytes: Buffer): Generator<Buffer> {
  const partBytesMax = [1, 3, 10, 100, 100_000][below(random, 5)] ?? 1;
  for (let at = 0; at < bytes.length; ) {
    const end = at + 1 + below(random, partBytesMax);
    // A copy, so that a view beyond its range would be detected.
    yield Buffer.from(bytes.subarray(at, end));
    at = end;
  }
}

const headers = (encoder: HpackEncoder, id: number, path: string, ...more: [string, string][]): Buffer =>
  rawFrame(frameType.headers, frameFlag.endHeaders, id, encoder.encode(callFields(path, ...more)));

/** Valid sessions, as lists of frames to mutate. */
function sessions(): Buffer[][] {
  const encoder = new HpackEncoder();
  const block = new HpackEncoder().encode(callFields("Same"));
  const settings = rawFrame(frameType.settings, 0, 0, rawSettings([3, 100], [4, 70_000]));
  const data = (id: number, value: string, flags: number): Buffer =>
    rawFrame(frameType.data, flags, id, rawMessage(value));
  return [
    [
      settings,
      headers(encoder, 1, "Same"),
      data(1, "one", 1),
      headers(encoder, 3, "Later"),
      data(3, "two", 1),
    ],
    [settings, headers(new HpackEncoder(), 1, "Both"), data(1, "a", 0), data(1, "b", 0), data(1, "c", 1)],
    [
      settings,
      headers(new HpackEncoder(), 1, "Down"),
      data(1, "5 30000", 1),
      rawFrame(8, 0, 0, uint32(100_000)),
    ],
    [
      settings,
      headers(new HpackEncoder(), 1, "Up", ["grpc-timeout", "5S"], ["x-bin", "AQID"]),
      data(1, "first", 0),
      rawFrame(frameType.ping, 0, 0, Buffer.alloc(8, 1)),
      rawFrame(
        frameType.data,
        9,
        1,
        Buffer.concat([Buffer.from([2]), rawMessage("second"), Buffer.alloc(2)]),
      ),
    ],
    [
      settings,
      rawFrame(frameType.headers, 0, 1, block.subarray(0, 20)),
      rawFrame(frameType.continuation, 4, 1, block.subarray(20)),
      rawFrame(frameType.priority, 0, 1, Buffer.alloc(5)),
      data(1, "x", 1),
      rawFrame(frameType.rstStream, 0, 1, uint32(8)),
      rawFrame(0xfa, 0, 0, Buffer.from("unknown")),
      rawFrame(frameType.goaway, 0, 0, Buffer.alloc(8)),
    ],
    [
      rawFrame(frameType.settings, 0, 0, rawSettings([4, 2], [1, 0])),
      headers(new HpackEncoder(), 1, "Size"),
      data(1, "20000", 1),
      rawFrame(frameType.settings, 1, 0),
      rawFrame(8, 0, 1, uint32(500)),
      rawFrame(frameType.settings, 0, 0, rawSettings([4, 50_000])),
    ],
  ];
}

const corpus = sessions();
const corpusBytes = corpus.map((frames) => Buffer.concat([clientPreface, ...frames]));

/** Records what is written to it. */
class MemorySocket extends Duplex {
  readonly written: Buffer[] = [];

  override _read(): void {
    // Bytes are pushed by the test.
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.written.push(Buffer.from(chunk));
    done();
  }
}

const { routes } = echoService();
const state = new ServerState(routes, {
  limits: compileLimits({ connectionsPerPeerMax: 1000, ageMsMax: Number.POSITIVE_INFINITY }),
  compressReplies: false,
  now: () => performance.now(),
  random: Math.random,
  onHandlerError: () => undefined,
});

/** Feeds one session to a server's connection and closes it; resolves to what the server wrote. */
async function runSession(parts: Iterable<Buffer>): Promise<Buffer> {
  const socket = new MemorySocket();
  const load = state.addConnection("fuzz");
  if (load === undefined) throw new TypeError("the counts were not zero");
  const closed = new Promise<void>((resolve) => {
    const admitted = { address: "fuzz", load, peer: { address: "fuzz" } };
    new ServerConnection(socket as unknown as Socket, admitted, state, () => resolve()).start();
  });
  for (const part of parts) socket.emit("data", part);
  // Lets the handlers finish their asynchronous work.
  await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
  const written = Buffer.concat(socket.written);
  socket.destroy();
  await closed;
  expect(written.includes("an internal error")).toBe(false);
  return written;
}

/** Handlers may end shortly after their connection; then all counts are zero. */
async function expectEmptyBooks(): Promise<void> {
  for (let turn = 0; turn < 100 && state.calls > 0; turn += 1) {
    await new Promise((resolve) => setImmediate(resolve));
  }
  const { calls, requestBytes, connections, deadlines } = state;
  expect({ calls, requestBytes, connections, deadlines: deadlines.size, ...state.sendBudget }).toEqual({
    calls: 0,
    requestBytes: 0,
    connections: 0,
    deadlines: 0,
    queuedBytes: 0,
  });
}

/** The reply on each stream: the last fields and all data. */
function repliesIn(written: Buffer): Record<string, string> {
  const found: Record<string, string> = {};
  const decoder = new HpackDecoder({ tableBytesMax: 4096, listBytesMax: 1e6, listPairsMax: 1000 });
  new FrameReader(1e6, (type, _flags, id, buffer, start, end) => {
    const payload = buffer.subarray(start, end);
    if (type === frameType.data) found[id] = (found[id] ?? "") + payload.toString("latin1");
    if (type !== frameType.headers) return;
    decoder.decode(payload, (name, value) => {
      found[id] = `${found[id] ?? ""}${name}=${value};`;
    });
  }).push(written);
  return found;
}

test("mutated sessions, split anywhere, leave no state in the server", { timeout: 60_000 }, async () => {
  const before = process.memoryUsage().heapUsed;
  await fuzz(30_000, async (random) => {
    const session = corpusBytes[below(random, corpusBytes.length)] ?? Buffer.alloc(0);
    await runSession(cut(random, mutate(random, session)));
    if (below(random, 50) === 0) await expectEmptyBooks();
  });
  await expectEmptyBooks();
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(200_000_000);
});

test("sessions of frames in any order, some of them changed, leave no state", {
  timeout: 60_000,
}, async () => {
  const frames = corpus.flat();
  await fuzz(20_000, async (random) => {
    const chosen = Array.from({ length: 1 + below(random, 12) }, () => {
      const frame = frames[below(random, frames.length)] ?? Buffer.alloc(0);
      return below(random, 4) === 0 ? mutate(random, frame) : frame;
    });
    const start = below(random, 10) === 0 ? [] : [clientPreface, corpus[0]?.[0] ?? Buffer.alloc(0)];
    await runSession(cut(random, Buffer.concat([...start, ...chosen])));
  });
  await expectEmptyBooks();
});

test("a session split in two at every byte gets the same replies as the whole", {
  timeout: 60_000,
}, async () => {
  for (const session of corpusBytes) {
    const whole = repliesIn(await runSession([session]));
    for (let at = 1; at < session.length; at += 1) {
      const parts = [Buffer.from(session.subarray(0, at)), Buffer.from(session.subarray(at))];
      expect(repliesIn(await runSession(parts))).toEqual(whole);
    }
  }
  await expectEmptyBooks();
});

test("frames split anywhere are the same frames, mutated or not", async () => {
  const read = (parts: Iterable<Buffer>): string[] => {
    const frames: string[] = [];
    const reader = new FrameReader(16_384, (type, flags, id, buffer, start, end) => {
      frames.push(`${type} ${flags} ${id} ${buffer.toString("hex", start, end)}`);
    });
    try {
      for (const part of parts) reader.push(part);
    } catch (error) {
      if (!(error instanceof ConnectionError)) throw error;
      frames.push(error.message);
    }
    return frames;
  };
  await fuzz(30_000, (random) => {
    const frames = Buffer.concat(corpus[below(random, corpus.length)] ?? []);
    const bytes = below(random, 2) === 0 ? frames : mutate(random, frames);
    expect(read(cut(random, bytes))).toEqual(read([bytes]));
  });
});

test("mutated header blocks give fields or a typed error", async () => {
  const fields = [...callFields("Same", ["x-long", "v".repeat(300)], ["x-bin", "AQID"]), ["é", "ÿ"] as const];
  const encoder = new HpackEncoder();
  const blocks = [encoder.encode(fields), encoder.encode(fields), encoder.encode([["a", "b"]])];
  await fuzz(30_000, (random) => {
    const decoder = new HpackDecoder({ tableBytesMax: 4096, listBytesMax: 2000, listPairsMax: 20 });
    let listBytes = 0;
    for (const block of blocks) {
      const bytes = below(random, 2) === 0 ? Buffer.from(block) : mutate(random, Buffer.from(block));
      try {
        decoder.decode(bytes, (name, value) => {
          listBytes += name.length + value.length;
        });
      } catch (error) {
        if (error instanceof HpackError) break;
        if (!(error instanceof HpackListTooLarge)) throw error;
      }
    }
    expect(decoder.tableBytes).toBeLessThanOrEqual(4096);
    expect(listBytes).toBeLessThanOrEqual(3 * 2000);
  });
});

test("mutated messages split anywhere give the same messages or the same typed error", async () => {
  const read = (parts: Iterable<Buffer>): string[] => {
    const found: string[] = [];
    const reader = new MessageReader(1000, (message, compressed) => {
      found.push(`${compressed} ${Buffer.from(message).toString("hex")}`);
    });
    try {
      for (const part of parts) reader.push(part);
      reader.end();
    } catch (error) {
      if (!(error instanceof RpcError)) throw error;
      found.push(error.message);
    }
    return found;
  };
  const messages = ["", "a", "bc", "d".repeat(500)].map(rawMessage);
  await fuzz(30_000, (random) => {
    const chosen = Array.from(
      { length: 1 + below(random, 5) },
      () => messages[below(random, 4)] ?? Buffer.alloc(0),
    );
    const bytes = mutate(random, Buffer.concat(chosen));
    expect(read(cut(random, bytes))).toEqual(read([bytes]));
  });
});
