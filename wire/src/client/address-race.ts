// Connects to one of the addresses of a name (RFC 8305 "Happy Eyeballs"): each is
// tried in order, the next one 250 ms after the last or when that has failed, and
// the first connection is kept. An attempt is not given up when the next one starts,
// as Node does: the caller's own timeout ends them all.
import { lookup } from "node:dns";
import net from "node:net";
import type { ConnectListener } from "./connect-listener.ts";

// RFC 8305 section 5 "Connection Attempts".
const attemptDelayMs = 250;

/** What resolves a name; `dns.lookup` unless a test replaces it. */
export type Resolve = (
  host: string,
  options: { readonly all: true; readonly verbatim: true },
  done: (error: Error | null, found: { address: string; family: number }[]) => void,
) => void;

/** Connects to a name. `abort` ends all attempts; the failure is then its error. */
export class AddressRace {
  readonly #port: number;
  readonly #listener: ConnectListener;
  readonly #attempts = new Set<net.Socket>();
  readonly #failures: Error[] = [];
  #addresses: readonly string[] = [];
  #nextIndex = 0;
  #timer: NodeJS.Timeout | undefined;
  #isOver = false;

  constructor(host: string, port: number, listener: ConnectListener, resolve: Resolve = lookup) {
    this.#port = port;
    this.#listener = listener;
    resolve(host, { all: true, verbatim: true }, (error, found) => {
      if (this.#isOver) return;
      if (error !== null) {
        this.abort(error);
        return;
      }
      this.#addresses = inTurn(found);
      this.#startNext();
    });
  }

  /** Ends all attempts and calls `onFailure` with the error. Has no effect after the end. */
  readonly abort = (error: Error): void => {
    if (this.#isOver) return;
    this.#end();
    this.#listener.onFailure(error);
  };

  #startNext(): void {
    clearTimeout(this.#timer);
    const address = this.#addresses[this.#nextIndex];
    if (address === undefined) {
      if (this.#attempts.size === 0) this.abort(joined(this.#failures));
      return;
    }
    this.#nextIndex += 1;
    const socket = net.connect({ host: address, port: this.#port, noDelay: true });
    this.#attempts.add(socket);
    const onError = (error: Error): void => {
      if (!this.#attempts.delete(socket)) return;
      this.#failures.push(error);
      this.#startNext();
    };
    socket.on("error", onError);
    socket.once("connect", () => {
      if (!this.#attempts.delete(socket)) return;
      this.#end();
      socket.removeListener("error", onError);
      this.#listener.onOpen(socket);
    });
    this.#timer = setTimeout(() => this.#startNext(), attemptDelayMs);
  }

  #end(): void {
    this.#isOver = true;
    clearTimeout(this.#timer);
    for (const socket of this.#attempts) socket.destroy();
    this.#attempts.clear();
  }
}

// The two families in turn, the system's first choice first.
function inTurn(found: readonly { readonly address: string; readonly family: number }[]): readonly string[] {
  const firstFamily = found[0]?.family;
  const first = found.filter(({ family }) => family === firstFamily);
  const second = found.filter(({ family }) => family !== firstFamily);
  const length = Math.max(first.length, second.length);
  const mixed = Array.from({ length }, (_, index) => [first[index], second[index]]).flat();
  return mixed.flatMap((entry) => (entry === undefined ? [] : [entry.address]));
}

// Node's error of one address names it.
function joined(failures: readonly Error[]): Error {
  const [only] = failures;
  if (only === undefined) return new Error("the name has no address");
  return failures.length === 1 ? only : new AggregateError(failures);
}
