// The memory that the messages of calls take is given back however a call ends.
import { StateStoreMethods, statestore } from "@pillion/proto";
import { type MessageMemory, smallMessageBytesMax } from "@pillion/wire";
import { afterEach, describe, expect, test } from "vitest";
import type { Call, StateStore } from "../../src/index.ts";
import { callRaw, callUnary, type GrpcFixture, startGrpc, stateClient } from "./grpc-fixture.ts";
import { probeStore } from "./grpc-probe-store.ts";
import { connectRaw, framed } from "./http2-client.ts";

const endings: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

/** Memory for requests of 1 MiB in total. What does not fit waits until `rejectAll`. */
class CountedMemory implements MessageMemory {
  readonly replies = { queuedBytes: 0 };
  readonly isShort = false;
  readonly rejectionText = "no memory";
  readonly #waiting = new Set<(taken: boolean) => void>();
  takenBytes = 0;

  get waiting(): number {
    return this.#waiting.size;
  }

  tryTake(bytes: number): boolean {
    if (this.takenBytes > 0) return false;
    this.takenBytes += bytes;
    return true;
  }

  wait(_bytes: number, _heldBytes: number, onMemory: (taken: boolean) => void): () => void {
    this.#waiting.add(onMemory);
    return () => void this.#waiting.delete(onMemory);
  }

  give(bytes: number): void {
    this.takenBytes -= bytes;
  }

  hasRoomForReply(): boolean {
    return true;
  }

  rejectAll(): void {
    for (const onMemory of this.#waiting) {
      this.#waiting.delete(onMemory);
      onMemory(false);
    }
  }
}

async function start(store?: StateStore): Promise<{ port: GrpcFixture; memory: CountedMemory }> {
  const memory = new CountedMemory();
  const port = await startGrpc(store && { statestore: store }, { memory });
  endings.push(port.close);
  return { port, memory };
}

function clientOf({ address }: GrpcFixture) {
  const client = stateClient(address);
  endings.push(() => client.close());
  return client;
}

const value = Buffer.alloc(1_000_000);

describe("the memory of a large reply is given back", () => {
  test("if the client cancels before the store has replied", async () => {
    let held: { readonly call: Call; readonly release: () => void } | undefined;
    let isHeld = false;
    const { store } = await probeStore((call) => {
      if (!isHeld) return;
      return new Promise((release) => {
        held = { call, release };
      });
    });
    const { port, memory } = await start(store);
    const client = clientOf(port);
    await callUnary(client, "Set", { key: "a", value });
    isHeld = true;
    const abort = new AbortController();
    const ended = callUnary(client, "Get", { key: "a" }, { signal: abort.signal }).catch(() => "cancelled");
    await expect.poll(() => held !== undefined).toBe(true);
    abort.abort();
    expect(await ended).toBe("cancelled");
    await expect.poll(() => held?.call.cancelled).toBe(true);
    held?.release();
    await expect.poll(() => port.server.load.calls).toBe(0);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect([memory.replies.queuedBytes, memory.takenBytes]).toEqual([0, 0]);
  });

  test("if it is received", async () => {
    const { port, memory } = await start();
    const client = clientOf(port);
    await callUnary(client, "Set", { key: "a", value });
    await callUnary(client, "Get", { key: "a" });
    await expect.poll(() => [memory.replies.queuedBytes, memory.takenBytes]).toEqual([0, 0]);
  });
});

describe("the memory of a large request", () => {
  const set = statestore.v1.SetRequest.encode({ key: "a", value }).finish();
  const { path } = StateStoreMethods.set;

  test("is given back if the client cancels before its end, and waiting requests are rejected with NOT_APPLIED", async () => {
    const { port, memory } = await start();
    const raw = connectRaw(port.address);
    endings.push(raw.close);
    const stream = raw.session.request({
      ":method": "POST",
      ":path": path,
      "content-type": "application/grpc",
      te: "trailers",
    });
    stream.on("error", () => undefined).write(framed(set).subarray(0, 2 * smallMessageBytesMax));
    await expect.poll(() => memory.takenBytes).toBe(set.length);
    const waiting = callRaw(clientOf(port), path, set).catch((error: { details: string }) => error.details);
    await expect.poll(() => memory.waiting).toBe(1);
    memory.rejectAll();
    expect(await waiting).toBe("no memory");
    stream.close(8);
    await expect.poll(() => [memory.takenBytes, memory.waiting]).toEqual([0, 0]);
    await expect.poll(() => port.server.load.calls).toBe(0);
  });

  test("that was rejected does not delay the shutdown", async () => {
    const { port, memory } = await start();
    memory.tryTake(1);
    const waiting = callRaw(clientOf(port), path, set).catch((error: { details: string }) => error.details);
    await expect.poll(() => memory.waiting).toBe(1);
    memory.rejectAll();
    expect(await waiting).toBe("no memory");
    const startMs = performance.now();
    await port.server.drain(5_000);
    expect(performance.now() - startMs).toBeLessThan(4_000);
  });
});
