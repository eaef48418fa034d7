// Gathered output is written in order, and no memory is held without need.
import type { Socket } from "node:net";
import { Writable } from "node:stream";
import { expect, test } from "vitest";
import { OutputBuffer } from "./output-buffer.ts";

/** A socket whose kernel accepts bytes on demand. */
class SlowSocket extends Writable {
  readonly taken: Buffer[] = [];
  writes = 0;
  hold = false;
  #release: (() => void) | undefined;

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.#take([chunk], done);
  }

  override _writev(chunks: { chunk: Buffer }[], done: () => void): void {
    this.#take(
      chunks.map(({ chunk }) => chunk),
      done,
    );
  }

  release(): void {
    this.hold = false;
    this.#release?.();
  }

  #take(chunks: Buffer[], done: () => void): void {
    this.writes += 1;
    const take = (): void => {
      this.taken.push(...chunks.map((chunk) => Buffer.from(chunk)));
      done();
    };
    if (this.hold) this.#release = take;
    else take();
  }
}

function output(): { socket: SlowSocket; output: OutputBuffer } {
  const socket = new SlowSocket({ decodeStrings: false, highWaterMark: 1 });
  return { socket, output: new OutputBuffer(socket as unknown as Socket) };
}

test("small parts are written together, in order, by one write", () => {
  const { socket, output: out } = output();
  for (const word of ["one ", "two ", "three"]) out.append(Buffer.from(word));
  expect(out.pendingBytes).toBe(13);
  out.flush();
  expect(Buffer.concat(socket.taken).toString()).toBe("one two three");
  expect(socket.writes).toBe(1);
  expect(out.waitingBytes).toBe(0);
});

test("large parts are not copied, and keep their position between small ones", () => {
  const { socket, output: out } = output();
  const large = Buffer.alloc(100_000, "x");
  out.append(Buffer.from("<"));
  out.append(large);
  out.append(Buffer.from(">"));
  large[0] = 0x79;
  out.flush();
  expect(Buffer.concat(socket.taken).toString()).toBe(`<y${"x".repeat(99_999)}>`);
  expect(socket.writes).toBe(1);
});

test("bytes that the kernel has not accepted are not overwritten", () => {
  const { socket, output: out } = output();
  socket.hold = true;
  const words = Array.from({ length: 3000 }, (_value, index) => `word ${index} of many; `);
  for (const word of words) {
    out.append(Buffer.from(word));
    out.flush();
  }
  expect(out.waitingBytes).toBe(words.join("").length);
  socket.release();
  expect(Buffer.concat(socket.taken).toString()).toBe(words.join(""));
});

test("a flush of nothing writes nothing", () => {
  const { socket, output: out } = output();
  out.flush();
  out.append(Buffer.from("x"));
  out.clear();
  out.flush();
  expect(socket.writes).toBe(0);
});
