// Flow control of HTTP/2 (RFC 9113 section 5.2 and 6.9), the receiving side's
// books and the arithmetic of the sending side. A receive window gives credit
// back in portions of at least half of itself, so that small messages cost no
// WINDOW_UPDATE frames of their own.
import { ConnectionError, http2Error } from "./http2-errors.ts";
import { windowBytesMax } from "./settings.ts";

/** How much a peer may still send, for a connection or for one stream. */
export class ReceiveWindow {
  readonly #targetBytes: number;
  /** What the peer may still send. */
  #openBytes: number;
  /** What has been taken in and not yet given back. */
  #owedBytes = 0;

  /** @param targetBytes what the peer may send before anything is given back */
  constructor(targetBytes: number) {
    this.#targetBytes = targetBytes;
    this.#openBytes = targetBytes;
  }

  /** Books bytes that arrived. False if the peer was not allowed to send them. */
  receive(bytes: number): boolean {
    this.#openBytes -= bytes;
    return this.#openBytes >= 0;
  }

  /**
   * Books bytes that are no longer held. Returns the increment to announce, or
   * 0 while it is too small to be worth a frame.
   */
  release(bytes: number): number {
    this.#owedBytes += bytes;
    if (this.#owedBytes * 2 < this.#targetBytes) return 0;
    const increment = this.#owedBytes;
    this.#owedBytes = 0;
    this.#openBytes += increment;
    return increment;
  }
}

/**
 * A send window after an increment or after a change of the peer's initial
 * window. It may be negative (section 6.9.2). Throws ConnectionError
 * (FLOW_CONTROL_ERROR) above 2^31-1; for a stream the caller may turn that
 * into a stream error (section 6.9.1).
 */
export function openSendWindow(bytes: number, increment: number): number {
  const opened = bytes + increment;
  if (opened > windowBytesMax) {
    throw new ConnectionError(http2Error.flowControlError, `a window of ${opened} bytes`);
  }
  return opened;
}
