// A budget in the form that a transport takes: it knows the sizes of messages, and this the
// memory of their copies.
import type { MessageMemory } from "@pillion/wire";
import { memoryText } from "./admission.ts";
import type { MemoryBudget, MemoryWaiter } from "./memory-budget.ts";

/**
 * How often a request message is in memory at once, by protocol. Measured as the growth of the resident memory per byte of a
 * large value that is saved: over gRPC the message as it is assembled, and the buffers of the store; over HTTP the body in
 * parts and whole, its text, what was parsed of it, and the value.
 */
export const requestCopies = { grpc: 3, http: 6 } as const;

/** The memory of a transport whose request messages are in memory so many times. */
export function messageMemory(budget: MemoryBudget, copies: number): MessageMemory {
  return {
    replies: budget.replies,
    get isShort() {
      return budget.isShort;
    },
    rejectionText: memoryText(budget.limitBytes),
    tryTake: (messageBytes) => budget.tryTake(messageBytes * copies, "request"),
    wait: (messageBytes, heldBytes, onMemory) => {
      const waiter: MemoryWaiter = {
        bytes: () => messageBytes * copies,
        heldBytes,
        granted: () => onMemory(true),
        rejected: () => onMemory(false),
      };
      return budget.wait(waiter, "request") ? () => budget.cancel(waiter) : undefined;
    },
    give: (messageBytes) => budget.give(messageBytes * copies, "request"),
    hasRoomForReply: (bytes) => budget.hasRoomForReply(bytes),
  };
}
