// What a client can be told, with every default and bound in one place, and
// its checked form. A mistake is found when the transport is made, not when the
// first call fails.
import type { SecureContextOptions } from "node:tls";
import { parseAddress, type SocketAddress } from "../address.ts";
import type { Clock } from "../grpc/deadline-timer.ts";

/** The client's side of TLS 1.3. */
export interface ClientTls extends Pick<SecureContextOptions, "ca" | "cert" | "key" | "passphrase"> {
  /** The name that the server's certificate has to bear. Default: the address's host. */
  readonly serverName?: string;
}

/** Options of a transport to one server. */
export interface WireTransportOptions {
  /** `host:port`, `[ipv6]:port` or `unix:/path`. */
  readonly address: string;
  /** TLS instead of plain text. A function is asked for each connection, so that renewed certificates are used. */
  readonly tls?: ClientTls | (() => ClientTls);
  /** `:authority` of the calls. Default: the address, or `localhost` for a Unix socket. */
  readonly authority?: string;
  /** `user-agent` of the calls. Default: `grpc-node-pillion`. */
  readonly userAgent?: string;
  /** The largest request message, in bytes. Default: 16 MiB. */
  readonly requestBytesMax?: number;
  /** The largest reply message, also once inflated, in bytes. Default: 16 MiB. */
  readonly replyBytesMax?: number;
  /** Request messages of at least this many bytes are sent as gzip. Default: none. */
  readonly compressBytesMin?: number;
  /** Calls that may wait for a connection or for a free stream. Default: 10 000. */
  readonly waitingCallsMax?: number;
  /** Bytes of unary requests that may wait likewise. Default: 64 MiB. */
  readonly waitingBytesMax?: number;
  /** How long a connection may take until the server's SETTINGS are there, in ms. Default: 5 000. */
  readonly connectTimeoutMs?: number;
  /** From one attempt to connect to the next, in ms; grows by 1.6 with each failure. Default: 50. */
  readonly reconnectDelayMs?: number;
  /** What that delay grows to, in ms. Default: 5 000. */
  readonly reconnectDelayMsMax?: number;
  /** While calls are under way: after this much silence the server is pinged, in ms. Default: 30 000; Infinity: never. */
  readonly keepaliveMs?: number;
  /** How long a ping may stay unanswered before the connection is given up, in ms. Default: 10 000. */
  readonly keepaliveTimeoutMs?: number;
  /** What the server may send on a stream before the reader has taken it, in bytes. Default: 1 MiB. */
  readonly streamWindowBytes?: number;
  /** The size of a reply's header list, as RFC 9113 section 6.5.2 counts it. Default: 64 KiB. */
  readonly headerListBytesMax?: number;
  /** A monotonic clock in ms, for tests. Default: `performance.now`. */
  readonly clock?: Clock;
  /** A number from 0 up to 1, for tests. Default: `Math.random`. */
  readonly random?: () => number;
}

/** The checked form of the options: nothing is missing. */
export interface ClientSettings {
  readonly address: SocketAddress;
  /** The address as it was given, for messages. */
  readonly addressText: string;
  readonly tls: (() => ClientTls) | undefined;
  readonly authority: string;
  readonly userAgent: string;
  readonly requestBytesMax: number;
  readonly replyBytesMax: number;
  readonly compressBytesMin: number;
  readonly waitingCallsMax: number;
  readonly waitingBytesMax: number;
  readonly connectTimeoutMs: number;
  readonly reconnectDelayMs: number;
  readonly reconnectDelayMsMax: number;
  readonly keepaliveMs: number;
  readonly keepaliveTimeoutMs: number;
  readonly streamWindowBytes: number;
  readonly headerListBytesMax: number;
  readonly clock: Clock;
  readonly random: () => number;
}

const mebibyte = 1024 * 1024;
const bytesCeiling = 2 ** 31 - 1;
const msCeiling = 2 ** 31 - 1;

/** Checks the options and fills in the defaults. Throws RangeError, naming the option, its bounds and its value. */
export function compileOptions(options: WireTransportOptions): ClientSettings {
  const { tls, clock, random } = options;
  const address = parseAddress(options.address);
  const number = (name: keyof WireTransportOptions, fallback: number, min: number, max: number): number => {
    const value = options[name] ?? fallback;
    if (typeof value === "number" && value >= min && (value <= max || value === fallback)) return value;
    throw new RangeError(`${name} has to be a number from ${min} to ${max}, not ${String(value)}`);
  };
  const never = Number.POSITIVE_INFINITY;
  return {
    address,
    addressText: options.address,
    tls: tls === undefined || typeof tls === "function" ? tls : () => tls,
    authority: fieldText("authority", options.authority ?? authorityOf(address, options.address)),
    userAgent: fieldText("userAgent", options.userAgent ?? "grpc-node-pillion"),
    requestBytesMax: number("requestBytesMax", 16 * mebibyte, 0, bytesCeiling),
    replyBytesMax: number("replyBytesMax", 16 * mebibyte, 0, bytesCeiling),
    compressBytesMin: number("compressBytesMin", never, 0, never),
    waitingCallsMax: number("waitingCallsMax", 10_000, 0, bytesCeiling),
    waitingBytesMax: number("waitingBytesMax", 64 * mebibyte, 0, Number.MAX_SAFE_INTEGER),
    connectTimeoutMs: number("connectTimeoutMs", 5000, 1, msCeiling),
    reconnectDelayMs: number("reconnectDelayMs", 50, 1, msCeiling),
    reconnectDelayMsMax: number("reconnectDelayMsMax", 5000, 1, msCeiling),
    keepaliveMs: options.keepaliveMs === never ? never : number("keepaliveMs", 30_000, 1, msCeiling),
    keepaliveTimeoutMs: number("keepaliveTimeoutMs", 10_000, 1, msCeiling),
    streamWindowBytes: number("streamWindowBytes", mebibyte, 65_535, bytesCeiling),
    headerListBytesMax: number("headerListBytesMax", 64 * 1024, 1024, bytesCeiling),
    clock: clock ?? (() => performance.now()),
    random: random ?? Math.random,
  };
}

function authorityOf(address: SocketAddress, text: string): string {
  return address.kind === "unix" ? "localhost" : text;
}

function fieldText(name: string, value: string): string {
  if (/^[!-~]([ -~]*[!-~])?$/.test(value)) return value;
  throw new RangeError(`${name} has to be printable ASCII, not ${JSON.stringify(value)}`);
}
