// A slow or closed reader costs lines at most.

import { execFileSync } from "node:child_process";
import { closeSync, constants, mkdtempSync, openSync, readSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { LineSink } from "./line-sink.ts";

let folder: string;
let reader: number;
let writer: number;

// A named pipe whose two ends are in this process.
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "pillion-sink-"));
  const path = join(folder, "pipe");
  execFileSync("mkfifo", [path]);
  reader = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  writer = openSync(path, constants.O_WRONLY | constants.O_NONBLOCK);
});
afterEach(() => {
  for (const descriptor of [reader, writer]) {
    try {
      closeSync(descriptor);
    } catch {
      // The test closed it.
    }
  }
  rmSync(folder, { recursive: true, force: true });
});

function readAvailable(): Buffer[] {
  const chunks: Buffer[] = [];
  for (;;) {
    const chunk = Buffer.alloc(64 * 1024);
    try {
      const count = readSync(reader, chunk);
      if (count === 0) return chunks;
      chunks.push(chunk.subarray(0, count));
    } catch {
      return chunks;
    }
  }
}

test("lines arrive whole and in order, even those that waited for the reader", async () => {
  const sink = new LineSink(writer);
  const sent = Array.from({ length: 5_000 }, (_, index) => `${index} ${"é".repeat(50)}\n`);
  for (const line of sent) sink.write(line);
  const wanted = Buffer.from(sent.join(""));
  const received: Buffer[] = [];
  const end = performance.now() + 10_000;
  while (Buffer.concat(received).length < wanted.length && performance.now() < end) {
    await sink.flush(1);
    received.push(...readAvailable());
  }
  expect(Buffer.concat(received).equals(wanted)).toBe(true);
  expect(sink.droppedLines).toBe(0);
});

test("the limit holds for what was not written, also after writes of which the pipe took only a part", async () => {
  const sink = new LineSink(writer);
  const line = `${"x".repeat(1023)}\n`;
  const pipeBytesMax = 64 * 1024;
  let [sent, received] = [0, 0];
  for (let round = 0; round < 30; round++) {
    for (let index = 0; index < 1_100; index++) sink.write(line);
    sent += 1_100;
    await sink.flush(25);
    // Less than a whole write, so that the next one is cut.
    received += readSync(reader, Buffer.alloc(20 * 1024));
  }
  const heldBytes = (sent - sink.droppedLines) * line.length - received;
  expect(heldBytes).toBeLessThanOrEqual(1024 * 1024 + pipeBytesMax);
});

test("beyond the limit lines are dropped and counted, and no write waits", async () => {
  const sink = new LineSink(writer);
  const line = `${"x".repeat(1023)}\n`;
  for (let index = 0; index < 3_000; index++) sink.write(line);
  expect(sink.droppedLines).toBeGreaterThanOrEqual(3_000 - 1024);
  expect(sink.droppedLines).toBeLessThan(3_000);
  await sink.flush(20);
});

test("a closed reader is not an error, and every later line counts as dropped", async () => {
  const sink = new LineSink(writer);
  closeSync(reader);
  sink.write("a\n");
  await sink.flush(5_000);
  sink.write("b\n");
  expect(sink.droppedLines).toBe(1);
});
