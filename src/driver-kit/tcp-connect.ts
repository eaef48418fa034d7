// Connects to one of the addresses of a host (RFC 8305 "Happy Eyeballs"): each
// address is tried in order, the next one 250 ms after the last or when that has
// failed, and the first connection is kept. An attempt is not given up when the
// next one starts: only its own timeout ends it.
import type { LookupAddress } from "node:dns";
import { lookup } from "node:dns/promises";
import { connect, isIP, type Socket } from "node:net";
import { within } from "./timeout.ts";

// RFC 8305 section 5 "Connection Attempts".
const attemptDelayMs = 250;

/** A connection, and the address that it goes to. */
export interface TcpConnection {
  readonly socket: Socket;
  readonly address: string;
}

/** Why an address or a name could not be used. */
export interface ConnectAttempt {
  /** The address, or the name that does not resolve. */
  readonly address: string;
  /** Node's code, such as ECONNREFUSED. */
  readonly code: string | undefined;
  readonly cause: unknown;
}

/** No address of a host could be connected to, or its name does not resolve. */
export class TcpConnectError extends Error {
  override readonly name = "TcpConnectError";
  /** Each address that was tried, in order; the name alone if it does not resolve. */
  readonly attempts: readonly ConnectAttempt[];
  /** Node's code of the first failure, such as ECONNREFUSED. */
  readonly code: string | undefined;

  constructor(attempts: readonly ConnectAttempt[]) {
    const texts = attempts.map(({ address, code }) => `${address} (${code ?? "failed"})`);
    super(`cannot connect to ${texts.join(", ")}`, { cause: attempts[0]?.cause });
    this.attempts = attempts;
    this.code = attempts[0]?.code;
  }
}

/** An address with its port, for people. */
export function placeOf(address: string, port: number): string {
  return `${address.includes(":") ? `[${address}]` : address}:${port}`;
}

/**
 * The addresses of a name, at least one, with the two families in turn, the system's first choice first. An address is its
 * only one. Rejects with TcpConnectError.
 */
export async function resolveHost(host: string, timeoutMs: number): Promise<readonly string[]> {
  if (isIP(host) !== 0) return [host];
  let cause: unknown = { code: "ETIMEDOUT" };
  try {
    const found = await within(lookUp(host), timeoutMs);
    if (found !== undefined && found.length > 0) return inTurn(found);
  } catch (thrown) {
    cause = thrown;
  }
  throw new TcpConnectError([{ address: host, code: codeOf(cause), cause }]);
}

// In flight, by name. A resolver that does not reply must not get more and more lookups: the process has a few threads for
// them, which files use, too.
const lookups = new Map<string, Promise<readonly LookupAddress[]>>();

function lookUp(host: string): Promise<readonly LookupAddress[]> {
  const running = lookups.get(host);
  if (running !== undefined) return running;
  const started = lookup(host, { all: true, verbatim: true }).finally(() => lookups.delete(host));
  lookups.set(host, started);
  return started;
}

function inTurn(found: readonly { readonly address: string; readonly family: number }[]): readonly string[] {
  const firstFamily = found[0]?.family;
  const first = found.filter(({ family }) => family === firstFamily);
  const second = found.filter(({ family }) => family !== firstFamily);
  const length = Math.max(first.length, second.length);
  const mixed = Array.from({ length }, (_, index) => [first[index], second[index]]).flat();
  return mixed.flatMap((entry) => (entry === undefined ? [] : [entry.address]));
}

/**
 * Connects to the first of `addresses` that accepts. Each attempt ends after `timeoutMs`, and all of them when `signal` is
 * aborted. The socket has a listener for errors, which ignores them. Rejects with TcpConnectError.
 */
export function connectTcp(
  addresses: readonly string[],
  port: number,
  timeoutMs: number,
  signal?: AbortSignal,
): Promise<TcpConnection> {
  return new Promise((resolve, reject) => {
    const attempts = new Set<Socket>();
    const failures: ConnectAttempt[] = [];
    let startTimer: NodeJS.Timeout | undefined;
    let nextIndex = 0;
    const abort = (): void => {
      nextIndex = addresses.length;
      for (const socket of attempts) socket.destroy(abortError());
    };
    signal?.addEventListener("abort", abort, { once: true });
    const startNext = (): void => {
      clearTimeout(startTimer);
      const address = signal?.aborted === true ? undefined : addresses[nextIndex];
      if (address === undefined) {
        if (attempts.size > 0) return;
        signal?.removeEventListener("abort", abort);
        reject(new TcpConnectError(failures));
        return;
      }
      nextIndex += 1;
      const socket = connect({ host: address, port, noDelay: true });
      attempts.add(socket);
      const timeout = setTimeout(() => socket.destroy(timeoutError()), timeoutMs);
      socket.once("connect", () => {
        clearTimeout(timeout);
        clearTimeout(startTimer);
        attempts.delete(socket);
        for (const other of attempts) other.destroy();
        nextIndex = addresses.length;
        signal?.removeEventListener("abort", abort);
        resolve({ socket, address });
      });
      socket.on("error", (cause) => {
        if (!attempts.delete(socket)) return;
        failures.push({ address, code: codeOf(cause), cause });
        startNext();
      });
      socket.once("close", () => clearTimeout(timeout));
      startTimer = setTimeout(startNext, attemptDelayMs);
    };
    startNext();
  });
}

function abortError(): Error {
  return Object.assign(new Error("the attempt to connect was aborted"), { code: "ECONNABORTED" });
}

function timeoutError(): Error {
  return Object.assign(new Error("the attempt to connect took too long"), { code: "ETIMEDOUT" });
}

function codeOf(cause: unknown): string | undefined {
  const { code } = (cause ?? {}) as { code?: unknown };
  return typeof code === "string" ? code : undefined;
}
