// The memory of messages on grpc-js, which has no hook for it: a large request is held back
// at its first frame until there is memory for it, and a large reply counts until it is
// written. A request gives its memory back when its stream is closed, even if its handler
// still runs.
import { constants } from "node:http2";
import { Duplex } from "node:stream";
import type { ServerInterceptingCallInterface } from "@grpc/grpc-js";
import { type MessageMemory, smallMessageBytesMax } from "@pillion/wire";

const prefixBytes = 5;

type OnFrame = (frame: Buffer) => void;

/** What a call of grpc-js has besides its interface. */
interface CallParts {
  readonly stream: Duplex;
  readonly onFrame: OnFrame;
}

function partsOf(call: ServerInterceptingCallInterface): CallParts | undefined {
  const stream: unknown = Reflect.get(call, "stream");
  const onFrame: unknown = Reflect.get(call, "handleDataFrame");
  if (!(stream instanceof Duplex) || typeof onFrame !== "function") return undefined;
  return { stream, onFrame: (frame) => void Reflect.apply(onFrame, call, [frame]) };
}

/** The options of a call with one request message. */
export interface RequestMemoryOptions {
  readonly memory: MessageMemory;
  readonly receiveBytesMax: number;
  /** Ends the call for which there is no memory. */
  readonly reject: () => void;
}

/** Takes the memory of the request of this call before its frames are assembled. */
export function takeRequestMemory(
  call: ServerInterceptingCallInterface,
  { memory, receiveBytesMax, reject }: RequestMemoryOptions,
): void {
  const parts = partsOf(call);
  if (parts === undefined) return;
  const { stream, onFrame } = parts;
  const held: Buffer[] = [];
  let isFirst = true;
  let stopWaiting: (() => void) | undefined;
  let takenBytes = 0;
  const onMemory = (bytes: number) => (isTaken: boolean) => {
    stopWaiting = undefined;
    if (!isTaken) {
      held.length = 0;
      reject();
      return;
    }
    takenBytes = bytes;
    for (const frame of held.splice(0)) onFrame(frame);
    stream.resume();
  };
  const begin = (bytes: number): void => {
    if (memory.tryTake(bytes)) {
      takenBytes = bytes;
      return;
    }
    stream.pause();
    stopWaiting = memory.wait(bytes, Math.min(bytes, smallMessageBytesMax), onMemory(bytes));
    if (stopWaiting === undefined) reject();
  };
  stream.once("close", () => {
    stopWaiting?.();
    held.length = 0;
    if (takenBytes > 0) memory.give(takenBytes);
  });
  Reflect.set(call, "handleDataFrame", (frame: Buffer) => {
    if (isFirst && frame.length >= prefixBytes) {
      const bytes = frame.readUInt32BE(1);
      if (bytes > smallMessageBytesMax && bytes <= receiveBytesMax) begin(bytes);
    }
    isFirst = false;
    if (stopWaiting === undefined) onFrame(frame);
    else held.push(frame);
  });
}

const largeBytes = 16_384;
const checkMs = 1_000;
const stallMsMax = 30_000;
// Node shows no progress within one large write, so a slow client gets more time than on wire.
const shortStallMsMax = 10_000;

type SendMessage = ServerInterceptingCallInterface["sendMessage"];

/** Counts the large replies of this call until they are written, and closes the stream of a client that does not read them. */
export function countReplies(call: ServerInterceptingCallInterface, memory: MessageMemory): void {
  const stream = partsOf(call)?.stream;
  if (stream === undefined) return;
  const send: SendMessage = call.sendMessage.bind(call);
  call.sendMessage = (message: unknown, callback) => {
    const bytes = Buffer.isBuffer(message) ? message.length : 0;
    // After its end, grpc-js drops the message without a callback.
    if (bytes < largeBytes || stream.destroyed) {
      send(message, callback);
      return;
    }
    const written = countUntilWritten(stream, bytes, memory);
    send(message, () => {
      written();
      callback();
    });
  };
}

function countUntilWritten(stream: Duplex, bytes: number, memory: MessageMemory): () => void {
  let waitedMs = 0;
  const timer = setInterval(() => {
    waitedMs += checkMs;
    if (waitedMs >= (memory.isShort ? shortStallMsMax : stallMsMax)) closeStream(stream);
  }, checkMs).unref();
  let isCounted = true;
  const written = (): void => {
    if (!isCounted) return;
    isCounted = false;
    clearInterval(timer);
    stream.off("close", written);
    memory.replies.queuedBytes -= bytes;
  };
  memory.replies.queuedBytes += bytes;
  stream.once("close", written);
  return written;
}

function closeStream(stream: Duplex): void {
  if (!("close" in stream) || typeof stream.close !== "function") return;
  Reflect.apply(stream.close as () => void, stream, [constants.NGHTTP2_ENHANCE_YOUR_CALM]);
}
