// The memory of one request over HTTP: its body is not read before there is memory for it,
// and its reply counts until the client has read it.
import type { IncomingMessage, ServerResponse } from "node:http";
import type { MessageMemory } from "@pillion/wire";
import { StoreError } from "../../src/index.ts";
import { readerOf, sinkOf } from "./http-exchange.ts";

const firstBytes = 65_536;

/** How long a client may send nothing of a body while calls wait for memory, in ms. */
const uploadStallMsMax = 1_000;
const uploadCheckMs = 250;

/** Memory taken for one body. */
export class BodyMemory {
  readonly #memory: MessageMemory | undefined;
  /** The amounts taken, in bytes. */
  readonly #taken: number[] = [];
  #takenBytes = 0;
  #isReleased = false;
  #isWaiting = false;
  /** When the last bytes arrived. */
  #progressMs = 0;

  /** @param memory Default: without a bound. */
  constructor(memory: MessageMemory | undefined) {
    this.#memory = memory;
  }

  /** Whether the memory was given back, so that no more of the body may be kept. */
  get isReleased(): boolean {
    return this.#isReleased;
  }

  /** Takes the memory of a body of this declared size. Rejects with `overloaded` if there is none in time. */
  async declared(bytes: number): Promise<void> {
    if (bytes > 0) await this.#take(bytes);
  }

  /**
   * Called for each part of the body. Takes more as a body of unknown size grows, at most for `bytesMax`. Rejects with
   * `overloaded` if there is none in time.
   */
  async grown(bytes: number, bytesMax: number): Promise<void> {
    while (bytes > this.#takenBytes && this.#takenBytes < bytesMax) {
      const total = Math.min(bytesMax, Math.max(firstBytes, 2 * this.#takenBytes));
      await this.#take(total - this.#takenBytes);
    }
    this.#progressMs = performance.now();
  }

  /** The body that is being read. Rejects with `overloaded` if nothing of it arrives for a second while calls wait for memory. */
  whileReceiving<T>(body: Promise<T>): Promise<T> {
    const memory = this.#memory;
    if (memory === undefined) return body;
    this.#progressMs = performance.now();
    return new Promise<T>((resolve, reject) => {
      const timer = setInterval(() => {
        if (this.#isWaiting || !memory.isShort) return;
        if (performance.now() - this.#progressMs < uploadStallMsMax) return;
        reject(new StoreError("overloaded", stalledText, { outcome: "not-applied" }));
      }, uploadCheckMs).unref();
      const end = () => clearInterval(timer);
      body.finally(end).then(resolve, reject);
    });
  }

  /** Gives all of it back. */
  release(): void {
    this.#isReleased = true;
    for (const bytes of this.#taken.splice(0)) this.#memory?.give(bytes);
  }

  async #take(bytes: number): Promise<void> {
    const memory = this.#memory;
    if (memory !== undefined && !memory.tryTake(bytes)) {
      this.#isWaiting = true;
      const isTaken = await new Promise<boolean>((resolve) => {
        // What is unread waits in the socket; little of it was received.
        if (memory.wait(bytes, Math.min(bytes, firstBytes), resolve) === undefined) resolve(false);
      });
      this.#isWaiting = false;
      if (!isTaken) throw new StoreError("overloaded", memory.rejectionText, { outcome: "not-applied" });
    }
    this.#taken.push(bytes);
    this.#takenBytes += bytes;
  }
}

const stalledText =
  "nothing of the request's body arrived for a second while other calls waited for memory; send the body without pauses, or raise --memory-limit";

const discardMsMax = 5_000;

/**
 * Reads and discards what follows of a rejected body, at most for five seconds. A client that is still sending would
 * otherwise lose its connection before it reads the reply.
 */
export async function discardBody(request: IncomingMessage): Promise<void> {
  if (request.readableEnded || request.destroyed) return;
  await new Promise<void>((resolve) => {
    const end = () => {
      clearTimeout(timer);
      resolve();
    };
    const timer = setTimeout(end, discardMsMax).unref();
    request.once("end", end).once("close", end).resume();
  });
}

const largeBytes = 16_384;
const stallCheckMs = 1_000;
const stallMsMax = 30_000;

/**
 * Counts a large reply until it is written. A client that reads nothing of it for 30 seconds is disconnected; after one
 * second while calls wait for memory.
 */
export function countReply(response: ServerResponse, bytes: number, memory: MessageMemory | undefined): void {
  const reader = readerOf(response);
  if (memory === undefined || bytes < largeBytes || reader === undefined) return;
  let stalledMs = 0;
  let checkedMs = performance.now();
  // Emitted when nothing was written for this time.
  const onTimeout = () => {
    const now = performance.now();
    // Each write restarts the timer.
    const hasProgress = now - checkedMs >= 2 * stallCheckMs;
    checkedMs = now;
    stalledMs = hasProgress ? stallCheckMs : stalledMs + stallCheckMs;
    if (memory.isShort || stalledMs >= stallMsMax) reader.destroy();
    else reader.setTimeout(stallCheckMs);
  };
  // Node.js closes the connection at the timeout of a socket, unless the reply of HTTP/1 has a listener.
  const sink = sinkOf(response);
  memory.replies.queuedBytes += bytes;
  reader.setTimeout(stallCheckMs);
  sink.on("timeout", onTimeout);
  // Before Node.js sets the time for the next request: it does not, if the client has sent that one already.
  sink.prependOnceListener("finish", () => reader.setTimeout(0));
  response.once("close", () => {
    memory.replies.queuedBytes -= bytes;
    sink.off("timeout", onTimeout);
  });
}
