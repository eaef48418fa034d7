// Checks that a connection's peer is alive and reads its replies: a silent peer
// gets a PING, and one that does not reply to it, or that leaves replies
// unread for too long, loses the connection.
import type { Connection } from "../http2/connection.ts";
import { ConnectionError, http2Error } from "../http2/http2-errors.ts";
import type { RequestHead } from "./request-head.ts";
import type { ServerState } from "./server-state.ts";

/** After this time without progress, a connection may hold only its own limit of replies, in ms. */
const stalledMsMin = 1000;

/** The checks of one connection. */
export class PeerHealth {
  readonly #connection: Connection<RequestHead>;
  readonly #state: ServerState;
  /** When the PING whose reply is pending was sent; 0 if there is none. */
  #pingedMs = 0;
  /** How many bytes the peer's socket had accepted when that last changed, and when it did. */
  #acceptedBytes = 0;
  #acceptedMs: number;
  #isStalled = false;

  constructor(connection: Connection<RequestHead>, state: ServerState) {
    this.#connection = connection;
    this.#state = state;
    this.#acceptedMs = state.now();
  }

  /** The peer has replied to a PING. */
  onPong(): void {
    this.#pingedMs = 0;
  }

  /** Whether replies wait and the peer has read nothing for a second, as of the last check. */
  get isStalled(): boolean {
    return this.#isStalled;
  }

  /** A peer has to read its socket, and has to open its window while replies are queued for it. */
  checkStall(nowMs: number): void {
    const { sender, socket } = this.#connection;
    const acceptedBytes = sender.sentBytes - socket.writableLength;
    const isWaiting = socket.writableLength > 0 || (sender.queuedBytes > 0 && sender.windowBytes <= 0);
    if (!isWaiting || acceptedBytes !== this.#acceptedBytes) {
      this.#acceptedBytes = acceptedBytes;
      this.#acceptedMs = nowMs;
      this.#isStalled = false;
      return;
    }
    this.#isStalled = nowMs - this.#acceptedMs >= stalledMsMin;
    if (nowMs - this.#acceptedMs > this.#state.stallMsMax) {
      this.#state.counters.stalledReadersClosed += 1;
      this.#connection.fail(
        new ConnectionError(http2Error.enhanceYourCalm, "the peer does not read its replies"),
      );
    }
  }

  /** Pings a silent peer, and closes the connection of one that does not reply. */
  checkKeepalive(nowMs: number): void {
    const { limits, counters } = this.#state;
    const readMs = this.#connection.lastReadMs;
    if (this.#pingedMs > 0 && readMs < this.#pingedMs) {
      if (nowMs - this.#pingedMs <= limits.keepaliveTimeoutMs) return;
      counters.keepalivesTimedOut += 1;
      this.#connection.destroy();
    } else if (nowMs - readMs > limits.keepaliveMs) {
      counters.keepalivesSent += 1;
      this.#pingedMs = nowMs;
      this.#connection.ping();
    }
  }
}
