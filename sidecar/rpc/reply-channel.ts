// Passes the replies of a streaming handler to the transport one at a time. The handler
// runs inside the pipeline, so that the promise of the call lasts as long as the call;
// the transport pulls. At most one reply waits here.
import { RpcError, statusCode } from "@pillion/wire";

/** Connects one handler that sends replies with one transport that pulls them. */
export class ReplyChannel {
  #waiting: Uint8Array | undefined = undefined;
  #ended = false;
  #wakeSender: () => void = ignore;
  #wakeTaker: () => void = ignore;

  /** Resolves when the transport is ready for the next reply. Throws CANCELLED once the client accepts no more. */
  async send(reply: Uint8Array): Promise<void> {
    if (!this.#ended) {
      this.#waiting = reply;
      this.#wakeTaker();
      await new Promise<void>((resolve) => {
        this.#wakeSender = resolve;
      });
    }
    if (this.#ended) throw new RpcError(statusCode.cancelled, "the client accepts no more replies");
  }

  /** The handler sends no more replies, or the transport accepts no more. */
  end(): void {
    this.#ended = true;
    this.#wakeTaker();
    this.#wakeSender();
  }

  /** The next reply, or undefined after the last. Called again only after it has resolved. */
  async take(): Promise<Uint8Array | undefined> {
    if (this.#waiting === undefined && !this.#ended) {
      const arrived = new Promise<void>((resolve) => {
        this.#wakeTaker = resolve;
      });
      this.#wakeSender();
      await arrived;
    }
    const reply = this.#waiting;
    this.#waiting = undefined;
    return reply;
  }
}

function ignore(): void {}
