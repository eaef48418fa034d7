// When gathered output is written: at the end of the turn, or earlier from 16 KiB on.
import type { Socket } from "node:net";
import { Writable } from "node:stream";
import { expect, test } from "vitest";
import { Connection } from "./connection.ts";
import { Stream } from "./stream.ts";

/** A socket that accepts everything at once and counts writes. */
class CountingSocket extends Writable {
  writes = 0;

  override _write(_chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.writes += 1;
    done();
  }

  override _writev(_chunks: { chunk: Buffer }[], done: () => void): void {
    this.writes += 1;
    done();
  }
}

class Call extends Stream<unknown> {
  override onHeaders(): void {}
  override onData(): void {}
  override onReset(): void {}
  override onDrained(): void {}
}

const nothing = (): undefined => undefined;

function serverConnection(): { socket: CountingSocket; connection: Connection<unknown> } {
  const socket = new CountingSocket();
  const connection = new Connection<unknown>(
    socket as unknown as Socket,
    {
      role: "server",
      streamsMax: 100,
      streamWindowBytes: 65_535,
      connectionWindowBytes: 65_535,
      socketBytesMax: 1_000_000,
      headerTableBytes: 4096,
      headerListBytesMax: 4096,
      headerPairsMax: 100,
      headerBlockBytesMax: 4096,
      continuationFramesMax: 1,
      sendBudget: { queuedBytes: 0 },
      now: () => 0,
    },
    {
      parseHead: nothing,
      accept: nothing,
      count: nothing,
      onSettings: nothing,
      onGoaway: nothing,
      onPong: nothing,
      onStreamClosed: nothing,
      onClosed: nothing,
    },
  );
  return { socket, connection };
}

const noFields = new Uint8Array(0);

function reply(connection: Connection<unknown>, id: number, bytes: number): void {
  const call = new Call(connection);
  connection.register(call, id);
  call.remoteEnded = true;
  call.sendHeaders(noFields);
  call.sendMessage(false, new Uint8Array(bytes), false);
  call.sendTrailers(noFields);
}

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test("a few small replies of one turn are written together when it ends", async () => {
  const { socket, connection } = serverConnection();
  for (let id = 1; id < 20; id += 2) reply(connection, id, 1000);
  expect(socket.writes).toBe(0);
  await nextTurn();
  expect(socket.writes).toBe(1);
});

test("many replies of one turn are written before it ends, so that the peer can work on the first", async () => {
  const { socket, connection } = serverConnection();
  for (let id = 1; id < 100; id += 2) reply(connection, id, 1000);
  expect(socket.writes).toBe(3);
  await nextTurn();
  expect(socket.writes).toBe(4);
});

test("a large reply and its trailers are sent with one write", async () => {
  const { socket, connection } = serverConnection();
  reply(connection, 1, 16_000);
  await nextTurn();
  expect(socket.writes).toBe(1);
});
