// The options of a client with their defaults and ranges, and their checked
// form. A wrong option is reported when the transport is created, not when the
// first call fails.
import type { SecureContextOptions } from "node:tls";
import { parseAddress, type SocketAddress } from "../address.ts";
import { type Clock, timerMsMax } from "../grpc/deadline-timer.ts";

/** The client's side of TLS 1.3. */
export interface ClientTls extends Pick<SecureContextOptions, "ca" | "cert" | "key" | "passphrase"> {
  /** The name that the server's certificate must have. Default: the host of the address. */
  readonly serverName?: string;
}

/** Options of a transport to one server. */
export interface WireTransportOptions {
  /** `host:port`, `[ipv6]:port` or `unix:/path`. */
  readonly address: string;
  /** TLS; default: plain text. A function is called for each connection, so that renewed certificates are used. */
  readonly tls?: ClientTls | (() => ClientTls);
  /** `:authority` of the calls. Default: the address, or `localhost` for a Unix socket. */
  readonly authority?: string;
  /** `user-agent` of the calls. Default: `grpc-node-pillion`. */
  readonly userAgent?: string;
  /** The largest request message, in bytes. Default: 16 MiB. */
  readonly requestBytesMax?: number;
  /** The largest reply message, before and after decompression, in bytes. Default: 16 MiB. */
  readonly replyBytesMax?: number;
  /** Request messages of at least this many bytes are sent as gzip. Default: none. */
  readonly compressBytesMin?: number;
  /** Calls that may wait for a connection or for a free stream. Default: 10 000. */
  readonly waitingCallsMax?: number;
  /** Bytes of unary requests that may wait for the same. Default: 64 MiB. */
  readonly waitingBytesMax?: number;
  /** How long a connection attempt may take until the server's SETTINGS arrive, in ms. Default: 5 000. */
  readonly connectTimeoutMs?: number;
  /** The time from one connection attempt to the next, in ms; multiplied by 1.6 after each failure. Default: 50. */
  readonly reconnectDelayMs?: number;
  /** The largest such delay, in ms. Default: 5 000. */
  readonly reconnectDelayMsMax?: number;
  /** While calls are in flight: the server is pinged after this much silence, in ms. Default: 30 000; Infinity: never. */
  readonly keepaliveMs?: number;
  /** How long the server may take to reply to a ping before the connection is closed, in ms. Default: 10 000. */
  readonly keepaliveTimeoutMs?: number;
  /** The receive window of a stream: what the server may send before it is read, in bytes. Default: 1 MiB. */
  readonly streamWindowBytes?: number;
  /** The largest header list of a reply in bytes, counted as in RFC 9113 section 6.5.2. Default: 64 KiB. */
  readonly headerListBytesMax?: number;
  /** A monotonic clock in ms, for tests. Default: `performance.now`. */
  readonly clock?: Clock;
  /** A number from 0 up to 1, for tests. Default: `Math.random`. */
  readonly random?: () => number;
}

/** The checked options, with all defaults filled in. */
export interface ClientSettings {
  readonly address: SocketAddress;
  /** The address as given, for messages. */
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

/** Checks the options and fills in the defaults. Throws RangeError, naming the option, its range and its value. */
export function compileOptions(options: WireTransportOptions): ClientSettings {
  const { tls, clock, random } = options;
  const address = parseAddress(options.address);
  const number = (name: keyof WireTransportOptions, fallback: number, min: number, max: number): number => {
    const value = options[name] ?? fallback;
    if (typeof value === "number" && value >= min && (value <= max || value === fallback)) return value;
    throw new RangeError(`${name} must be a number from ${min} to ${max}, not ${String(value)}`);
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
    connectTimeoutMs: number("connectTimeoutMs", 5000, 1, timerMsMax),
    reconnectDelayMs: number("reconnectDelayMs", 50, 1, timerMsMax),
    reconnectDelayMsMax: number("reconnectDelayMsMax", 5000, 1, timerMsMax),
    keepaliveMs: options.keepaliveMs === never ? never : number("keepaliveMs", 30_000, 1, timerMsMax),
    keepaliveTimeoutMs: number("keepaliveTimeoutMs", 10_000, 1, timerMsMax),
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
  throw new RangeError(`${name} must be printable ASCII, not ${JSON.stringify(value)}`);
}
