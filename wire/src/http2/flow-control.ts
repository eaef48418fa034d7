// Flow control of HTTP/2 (RFC 9113 sections 5.2 and 6.9): the receive windows and
// the arithmetic of send windows. A receive window returns credit in portions of
// at least half its size, so small messages need no WINDOW_UPDATE each.
import { ConnectionError, http2Error } from "./http2-errors.ts";
import { windowBytesMax } from "./settings.ts";

/** How much a peer may still send, on a connection or on one stream. */
export class ReceiveWindow {
  readonly #targetBytes: number;
  /** What the peer may still send, in bytes. */
  #openBytes: number;
  /** Bytes that are no longer held and not yet given back as credit. */
  #owedBytes = 0;

  /** @param targetBytes the size of the window */
  constructor(targetBytes: number) {
    this.#targetBytes = targetBytes;
    this.#openBytes = targetBytes;
  }

  /** Counts received bytes. False if the peer was not allowed to send them. */
  receive(bytes: number): boolean {
    this.#openBytes -= bytes;
    return this.#openBytes >= 0;
  }

  /**
   * Counts bytes that are no longer held. Returns the increment to announce, or
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
 * Returns a send window after an increment or a change of the peer's initial
 * window; it may be negative (section 6.9.2). Throws ConnectionError
 * (FLOW_CONTROL_ERROR) above 2^31-1; for a stream, the caller may turn that into
 * a stream error (section 6.9.1).
 */
export function openSendWindow(bytes: number, increment: number): number {
  const opened = bytes + increment;
  if (opened > windowBytesMax) {
    throw new ConnectionError(
      http2Error.flowControlError,
      `a window of ${opened} bytes; the limit is ${windowBytesMax}`,
    );
  }
  return opened;
}
