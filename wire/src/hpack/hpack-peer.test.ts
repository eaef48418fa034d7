// The header block codecs against node:http2 as a peer, over real sockets:
// each decodes what the other has encoded, over one
// connection whose tables persist from block to block.
import { once } from "node:events";
import http2 from "node:http2";
import net from "node:net";
import fc from "fast-check";
import { afterEach, expect, test } from "vitest";
import { HpackDecoder } from "./hpack-decoder.ts";
import { HpackEncoder } from "./hpack-encoder.ts";

type Field = readonly [string, string];

const cleanups: (() => void)[] = [];
afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup();
});

const token = "abcdefghijklmnopqrstuvwxyz0123456789-";
const name = fc
  .string({ unit: fc.constantFrom(...token), minLength: 1, maxLength: 12 })
  .map((text) => `x-${text}`);
const visible = fc.string({ unit: "grapheme-ascii", minLength: 1, maxLength: 50 }).map((text) => text.trim());
const field = fc.tuple(name, fc.oneof(visible, fc.constantFrom("a", "bb", "x".repeat(300))));
const fieldLists = fc.array(fc.array(field, { maxLength: 8 }), { minLength: 1, maxLength: 30 });

function frame(type: number, flags: number, stream: number, payload: Uint8Array): Buffer {
  const head = Buffer.alloc(9);
  head.writeUIntBE(payload.length, 0, 3);
  head[3] = type;
  head[4] = flags;
  head.writeUInt32BE(stream, 5);
  return Buffer.concat([head, payload]);
}

const preface = Buffer.concat([
  Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
  frame(4, 0, 0, new Uint8Array(0)),
]);
const endStreamAndHeaders = 0x5;

async function portOf(server: net.Server): Promise<number> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return (server.address() as net.AddressInfo).port;
}

/** Yields each HEADERS payload that arrives; the peer must send neither padding nor CONTINUATION. */
function readHeaderBlocks(socket: net.Socket, prefaceBytes: number, onBlock: (block: Buffer) => void): void {
  let waiting = Buffer.alloc(0);
  let skip = prefaceBytes;
  socket.on("data", (chunk: Buffer) => {
    waiting = Buffer.concat([waiting, chunk]);
    if (waiting.length < skip) return;
    waiting = waiting.subarray(skip);
    skip = 0;
    while (waiting.length >= 9 && waiting.length >= 9 + waiting.readUIntBE(0, 3)) {
      const end = 9 + waiting.readUIntBE(0, 3);
      const [type, flags] = [waiting[3], waiting[4] ?? 0];
      if (type === 1) {
        expect(flags & 0xc).toBe(0x4);
        onBlock(Buffer.from(waiting.subarray(flags & 0x20 ? 14 : 9, end)));
      }
      if (type === 4 && (flags & 1) === 0) socket.write(frame(4, 1, 0, new Uint8Array(0)));
      waiting = waiting.subarray(end);
    }
  });
}

test("node:http2 decodes every list that our encoder has encoded", async () => {
  await fc.assert(
    fc.asyncProperty(fieldLists, fc.constantFrom(0, 200, 4096), async (lists, peerTableBytes) => {
      const server = http2.createServer({ settings: { headerTableSize: peerTableBytes } });
      const seen: string[][] = [];
      let finish: () => void = () => {};
      const finished = new Promise<void>((resolve) => {
        finish = resolve;
      });
      server.on(
        "stream",
        (stream: http2.ServerHttp2Stream, _list: unknown, _flags: number, rawHeaders: string[]) => {
          seen.push(rawHeaders);
          stream.on("error", () => {});
          stream.respond({}, { endStream: true });
          if (seen.length === lists.length) finish();
        },
      );
      const socket = net.connect(await portOf(server as unknown as net.Server), "127.0.0.1");
      cleanups.push(
        () => socket.destroy(),
        () => server.close(),
      );
      await once(socket, "connect");
      socket.write(preface);
      socket.resume();
      const encoder = new HpackEncoder();
      encoder.setTableBytesMax(peerTableBytes);
      const pseudo: Field[] = [
        [":method", "POST"],
        [":scheme", "http"],
        [":path", "/a"],
        [":authority", "b"],
      ];
      const sent = lists.map((list): Field[] => [...pseudo, ...list]);
      sent.forEach((list, index) => {
        socket.write(frame(1, endStreamAndHeaders, index * 2 + 1, encoder.encode(list)));
      });
      await finished;
      expect(seen).toEqual(sent.map((list) => list.flat()));
      socket.destroy();
      server.close();
    }),
    { numRuns: 40 },
  );
});

test("our decoder decodes every list that node:http2 has encoded", async () => {
  await fc.assert(
    fc.asyncProperty(fieldLists, async (lists) => {
      const decoder = new HpackDecoder({ tableBytesMax: 4096, listBytesMax: 100_000, listPairsMax: 1000 });
      const seen: Field[][] = [];
      let finish: () => void = () => {};
      const finished = new Promise<void>((resolve) => {
        finish = resolve;
      });
      const server = net.createServer((socket) => {
        socket.on("error", () => {});
        cleanups.push(() => socket.destroy());
        socket.write(frame(4, 0, 0, new Uint8Array(0)));
        readHeaderBlocks(socket, 24, (block) => {
          const list: Field[] = [];
          decoder.decode(block, (fieldName, value) => list.push([fieldName, value]));
          seen.push(list);
          if (seen.length === lists.length) finish();
        });
      });
      const session = http2.connect(`http://127.0.0.1:${await portOf(server)}`);
      session.on("error", () => {});
      cleanups.push(
        () => session.destroy(),
        () => server.close(),
      );
      for (const list of lists) {
        const headers: Record<string, string[]> = {};
        for (const [fieldName, value] of list) {
          headers[fieldName] = [...(headers[fieldName] ?? []), value];
        }
        session.request({ ":path": "/a", ":method": "POST", ...headers }).on("error", () => {});
      }
      await finished;
      seen.forEach((list, index) => {
        const given = list.filter(([fieldName]) => fieldName.startsWith("x-"));
        const expected = [...(lists[index] ?? [])];
        expect(given.map(String).sort()).toEqual(expected.map(String).sort());
      });
      session.destroy();
      server.close();
    }),
    { numRuns: 40 },
  );
});
