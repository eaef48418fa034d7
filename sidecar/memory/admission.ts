// Admits calls by the memory that they need, before they run: the part of a call that its
// transport does not take itself. That is a small request, and the reply, whose size is
// estimated from the replies of the same method so far. The memory is held until the call
// ends; from then on its transport counts the reply.
import { smallMessageBytesMax } from "@pillion/wire";
import { type Clock, StoreError } from "../../src/index.ts";
import type { CallContext, Interceptors, MethodFacts, RecorderOf } from "../rpc/index.ts";
import type { MemoryBudget } from "./memory-budget.ts";

/** How often a value of a reply is in memory at once: as it arrives from the store in parts, whole, and in the reply. */
const replyCopies = 3;

/** The size of a reply of which none was seen yet, in bytes. */
const firstReplyBytes = 2 ** 21;
/**
 * How long that size is assumed, in ms. Without a reply until then it is the store that does not reply, and its calls must not
 * be rejected for lack of memory.
 */
const firstReplyMsMax = 1_000;
/** The size after that, in bytes: it counts as small. */
const lateFirstReplyBytes = 16_384;

// An estimate rises fast and falls slowly: half of the way up, a thirty-second of the way down.
const rise = 2;
const fall = 32;

/** Estimates the size of the replies of one method. */
export class ReplyEstimate {
  readonly #clock: Clock;
  #bytes = firstReplyBytes;
  #isFirst = true;
  #firstMs: number | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The size of the next reply, in bytes. */
  get bytes(): number {
    return this.#isFirst ? this.#unknownBytes() : this.#bytes;
  }

  /** Counts a reply of this size. */
  add(bytes: number): void {
    if (this.#isFirst) this.#bytes = bytes;
    else this.#bytes += (bytes - this.#bytes) / (bytes > this.#bytes ? rise : fall);
    this.#isFirst = false;
  }

  #unknownBytes(): number {
    const now = this.#clock.monotonic();
    this.#firstMs ??= now;
    return now - this.#firstMs < firstReplyMsMax ? firstReplyBytes : lateFirstReplyBytes;
  }
}

/** The interceptor and the recorder of a budget; both are needed. */
export interface Admission {
  readonly admit: NonNullable<Interceptors["admit"]>;
  readonly record: RecorderOf;
}

/** Admits the calls of a process. */
export function admission(budget: MemoryBudget, clock: Clock): Admission {
  const estimates = new Map<string, ReplyEstimate>();
  // Undefined for methods whose replies are small, or are sent only as they are read.
  const estimateOf = ({ protocol, path, effect, streamsReplies }: MethodFacts): ReplyEstimate | undefined => {
    if (effect === "write" || streamsReplies === true) return undefined;
    const name = `${protocol} ${path}`;
    const estimate = estimates.get(name) ?? new ReplyEstimate(clock);
    estimates.set(name, estimate);
    return estimate;
  };
  return {
    admit: (next, method) => {
      if (method.isHealth) return next;
      const estimate = estimateOf(method);
      return (call) => {
        const bytes = bytesOf(call, estimate);
        // A call whose transport has taken memory must not wait for more: all of it could be held by calls that wait.
        if (call.requestBytes > smallMessageBytesMax) budget.take(bytes, "reply");
        else if (!budget.tryTake(bytes, "reply")) {
          return waited(budget, call, estimate).then(() => next(call));
        }
        call.memoryBytes = bytes;
        return next(call);
      };
    },
    record: (method) => {
      if (method.isHealth) return undefined;
      const estimate = estimateOf(method);
      const { replyBytesHeldMax = Number.POSITIVE_INFINITY } = method;
      return (call, { code }) => {
        if (code === 0) estimate?.add(Math.min(call.replyBytes, replyBytesHeldMax));
        if (call.memoryBytes === 0) return;
        budget.give(call.memoryBytes, "reply");
        call.memoryBytes = 0;
      };
    },
  };
}

function bytesOf({ requestBytes }: CallContext, estimate: ReplyEstimate | undefined): number {
  const replyBytes = estimate === undefined ? 0 : replyCopies * estimate.bytes;
  return Math.ceil(replyBytes) + (requestBytes > smallMessageBytesMax ? 0 : requestBytes);
}

function waited(budget: MemoryBudget, call: CallContext, estimate: ReplyEstimate | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const rejected = () => reject(memoryError(budget));
    const isWaiting = budget.wait(
      {
        // A call that was cancelled meanwhile ends as soon as it runs.
        bytes: () => (call.cancelled ? 0 : bytesOf(call, estimate)),
        heldBytes: call.requestBytes,
        granted: (bytes) => {
          call.memoryBytes = bytes;
          resolve();
        },
        rejected,
        dueMs: call.deadline,
      },
      "reply",
    );
    if (!isWaiting) rejected();
  });
}

function memoryError({ limitBytes }: MemoryBudget): StoreError {
  return new StoreError("overloaded", memoryText(limitBytes), { outcome: "not-applied" });
}

/** The message of the error of a call that gets no memory. */
export function memoryText(limitBytes: number): string {
  return `no memory became free for this call: requests and replies in progress are limited to ${limitBytes} bytes; send fewer large requests at once, or raise --memory-limit`;
}
