// Sends the replies of a streaming handler: it reads the next reply only
// when the previous one has been sent, so a slow client slows the handler down.
// The handler's iterator is always closed with `return`, however the call ends.

/** The call that a pump sends replies on. */
export interface PumpedCall {
  /** Whether nothing more may be sent. */
  readonly isOver: boolean;
  /** Bytes that are queued because no window or socket takes them yet. */
  readonly queuedBytes: number;
  /** Whether there is room for the next reply. False: `resume` is called when there is, or when the call is over. */
  reserveRoom(): boolean;
  /** Sends one reply. Throws RpcError if it cannot be sent. */
  sendNext(reply: unknown): void;
  /** Ends the call with status OK. Throws RpcError if its trailers cannot be sent. */
  complete(): void;
  /** Ends the call with the status of this error. */
  fail(error: unknown): void;
  /** Called with an error that the iterator's `return` threw. */
  onStopFailed(error: unknown): void;
  /** The handler has ended. Called once, last. */
  onHandlerEnded(): void;
}

/** The replies of one call with a streaming handler. `run` is called once. */
export class ReplyPump {
  readonly #replies: AsyncIterator<unknown>;
  readonly #call: PumpedCall;
  /** Set while the pump waits until the queued bytes are sent, or until there is room for the next reply. */
  #resume: (() => void) | undefined = undefined;

  constructor(replies: AsyncIterator<unknown>, call: PumpedCall) {
    this.#replies = replies;
    this.#call = call;
  }

  /** Sends replies until the handler or the call ends. Never rejects. */
  async run(): Promise<void> {
    const call = this.#call;
    try {
      while (!call.isOver) {
        if (!call.reserveRoom()) await this.#resumed();
        if (call.isOver) break;
        const result = await this.#replies.next();
        if (call.isOver) break;
        if (result.done === true) {
          call.complete();
          break;
        }
        call.sendNext(result.value);
        if (call.queuedBytes > 0) await this.#resumed();
      }
    } catch (error) {
      call.fail(error);
    }
    await this.stop();
    call.onHandlerEnded();
  }

  /** The queued bytes were sent, there is room for the next reply, or the call is over. */
  resume(): void {
    const resume = this.#resume;
    this.#resume = undefined;
    resume?.();
  }

  /** Closes the handler's iterator. Never rejects. */
  async stop(): Promise<void> {
    try {
      await this.#replies.return?.();
    } catch (error) {
      this.#call.onStopFailed(error);
    }
  }

  #resumed(): Promise<void> {
    return new Promise((resolve) => {
      this.#resume = resolve;
    });
  }
}
