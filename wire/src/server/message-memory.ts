// The memory that the messages of a server's calls may take. Its owner can share it with
// other servers of the process. Without an owner only the server's own limits apply.
import type { SendBudget } from "../http2/sender.ts";

/** Called once at the end of a wait: whether the memory was taken. */
export type OnMemory = (taken: boolean) => void;

/** Memory for messages. Sizes are those of messages, in bytes; the owner adds what their copies take. */
export interface MessageMemory {
  /** Counts replies that are queued or not yet accepted by the kernel. */
  readonly replies: SendBudget;
  /** Whether calls wait for memory: replies that a client does not read are then discarded sooner. */
  readonly isShort: boolean;
  /** The text of the status of a call that gets no memory. */
  readonly rejectionText: string;
  /** Takes the memory of a request message. False if there is not enough now. */
  tryTake(messageBytes: number): boolean;
  /**
   * Waits for the memory of a request message of which up to `heldBytes` are held meanwhile. Returns a function that stops
   * waiting; undefined if too many wait already.
   */
  wait(messageBytes: number, heldBytes: number, onMemory: OnMemory): (() => void) | undefined;
  /** Gives back what was taken for a message of this size. */
  give(messageBytes: number): void;
  /** Whether a large reply may be queued. */
  hasRoomForReply(bytes: number): boolean;
}

/** Request messages up to this size, in bytes, take no memory of a `MessageMemory`; the number of calls limits them. */
export const smallMessageBytesMax = 65_536;

/** Memory without a bound, for one server. */
export function unboundedMemory(): MessageMemory {
  return {
    replies: { queuedBytes: 0 },
    isShort: false,
    rejectionText: "",
    tryTake: () => true,
    wait: () => undefined,
    give: () => undefined,
    hasRoomForReply: () => true,
  };
}
