// A deadline that passes while replies are queued because the client's window is shut.
import type { Socket } from "node:net";
import { Duplex } from "node:stream";
import { expect, test } from "vitest";
import { HpackEncoder } from "../../wire/src/hpack/hpack-encoder.ts";
import { clientPreface, FrameReader, frameType } from "../../wire/src/http2/frame.ts";
import { http2Error } from "../../wire/src/http2/http2-errors.ts";
import { settingId } from "../../wire/src/http2/settings.ts";
import { compileLimits } from "../../wire/src/server/limits.ts";
import { ServerConnection } from "../../wire/src/server/server-connection.ts";
import { ServerState } from "../../wire/src/server/server-state.ts";
import { echoService } from "./echo-service.ts";
import { callFields, rawFrame, rawMessage, rawSettings } from "./raw-peer.ts";

/** Records the codes of the streams that the server resets. */
class ResetSocket extends Duplex {
  readonly resets: number[] = [];
  readonly #frames = new FrameReader(2 ** 20, (type, _flags, _id, buffer, start) => {
    if (type === frameType.rstStream) this.resets.push(buffer.readUInt32BE(start));
  });

  override _read(): void {
    // The test emits the data.
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.#frames.push(Buffer.from(chunk));
    done();
  }
}

test.each([
  ["a unary call", "Size", "100000", 100_000],
  ["a stream", "Down", "9 30000", 30_000],
])(
  "%s whose replies the client does not read holds no memory after its deadline",
  async (_kind, path, request, bytes) => {
    const service = echoService();
    const state = new ServerState(service.routes, {
      limits: compileLimits({}),
      compressReplies: false,
      now: () => performance.now(),
      random: Math.random,
      onHandlerError: () => undefined,
    });
    const load = state.addConnection("test");
    if (load === undefined) throw new TypeError("the first connection is admitted");
    const socket = new ResetSocket();
    const admitted = { address: "test", load, peer: { address: "test" } };
    const connection = new ServerConnection(socket as unknown as Socket, admitted, state, () => undefined);
    connection.start();
    const settings = rawFrame(frameType.settings, 0, 0, rawSettings([settingId.initialWindowSize, 0]));
    const headers = new HpackEncoder().encode(callFields(path, ["grpc-timeout", "500m"]));
    const call = [
      rawFrame(frameType.headers, 4, 1, headers),
      rawFrame(frameType.data, 1, 1, rawMessage(request)),
    ];
    socket.emit("data", Buffer.concat([clientPreface, settings, ...call]));
    await expect.poll(() => state.sendBudget.queuedBytes).toBeGreaterThan(bytes);
    await expect.poll(() => state.sendBudget.queuedBytes, { timeout: 10_000 }).toBe(0);
    await expect.poll(() => socket.resets).toEqual([http2Error.cancel]);
    expect(connection.connection.streams.size).toBe(0);
    await expect.poll(() => state.calls).toBe(0);
    expect(service.record.ended).toBe(service.record.started);
    socket.destroy();
  },
);
