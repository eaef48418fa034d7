// What a gRPC server can be told, whatever transport serves it, and what it can
// tell. Each option states its default and unit, and where it does not mean the
// same on both transports; `compileServerOptions` checks them once and fills the
// defaults in.
import type { Server } from "@pillion/wire";
import { messageBytesMaxDefault, StoreError, violationError } from "../../src/index.ts";
import { type DescribeStatus, describeStatus, type ServedRoute } from "../rpc/index.ts";
import type { ListenAddress } from "./listen-address.ts";

/** Options of a gRPC server. */
export interface GrpcServerOptions {
  /** Where to listen; at least one. */
  readonly listen: readonly ListenAddress[];
  /** Largest request message, in bytes. Default: 4 MiB. */
  readonly receiveBytesMax?: number;
  /** Largest reply message, in bytes. Default: the greater of 16 MiB and twice `receiveBytesMax`. */
  readonly sendBytesMax?: number;
  /**
   * Largest metadata of one request, in bytes. Default: 8192. grpc-js counts names and values; wire counts the whole
   * header list, and 32 for each field, as RFC 9113 section 6.5.2 does.
   */
  readonly metadataBytesMax?: number;
  /**
   * Most calls at once on one connection, watches included; more wait in the client. Wire also holds it to twice as many
   * handlers, and closes a connection that gives up more than eight times as many calls at once, or four times as many a
   * second, while they are under way. Default: 256.
   */
  readonly streamsMax?: number;
  /** Most connections at once. Default: 1000. */
  readonly connectionsMax?: number;
  /** Most connections at once from one address that is not this machine. Default: 100. */
  readonly peerConnectionsMax?: number;
  /** Most handlers running at once, also those whose caller has gone. Default: 10 000. */
  readonly runningCallsMax?: number;
  /** How long a new connection may take to begin speaking HTTP/2, in ms. Default: 3000. */
  readonly handshakeMsMax?: number;
  /** How long a request message may take to arrive, in ms; on wire a second more for each 64 KiB of it. Default: 30 000. */
  readonly requestMsMax?: number;
  /** How long a connection without calls is kept, in ms. Default: 300 000. */
  readonly idleMsMax?: number;
  /** How long a connection is kept at all, in ms, give or take 10 %. Default: 1 800 000. */
  readonly connectionAgeMsMax?: number;
  /** How long calls may go on after that, in ms. Default: 30 000. */
  readonly connectionAgeGraceMs?: number;
  /** After how long of silence a connection is asked whether it lives, in ms. Default: 30 000. */
  readonly keepaliveMs?: number;
  /** How long it has for the answer, in ms. Default: 10 000. */
  readonly keepaliveTimeoutMs?: number;
  /**
   * Most memory of one connection, in MB of 10^6 bytes. Default: 64, or what one largest reply and request need. On
   * grpc-js more ends the connection; on wire it holds for requests that are not whole and for replies that wait, each
   * by itself, and more ends the call.
   */
  readonly connectionMemoryMbMax?: number;
}

/** A server, whatever transport serves it. */
export interface GrpcServer extends Server {
  /** How many connections stand, and how many handlers run. */
  readonly load: { readonly connections: number; readonly calls: number };
  /** How often each limit has bitten, by the limit's counter. Empty on grpc-js, which does not tell. */
  readonly counters: Readonly<Record<string, number>>;
}

/** The options with every default in its place, and what the routes add to the statuses of a transport. */
export interface CompiledServerOptions extends Required<GrpcServerOptions> {
  readonly describe: DescribeStatus;
}

const sendBytesMaxDefault = 16 * 1024 * 1024;

/** Checks options and fills in defaults. Throws `invalid` naming the option. */
export function compileServerOptions(
  options: GrpcServerOptions,
  routes: readonly ServedRoute[],
): CompiledServerOptions {
  const receiveBytesMax = options.receiveBytesMax ?? messageBytesMaxDefault;
  const sendBytesMax = options.sendBytesMax ?? Math.max(sendBytesMaxDefault, 2 * receiveBytesMax);
  const compiled = {
    receiveBytesMax,
    sendBytesMax,
    metadataBytesMax: 8192,
    streamsMax: 256,
    connectionsMax: 1000,
    peerConnectionsMax: 100,
    runningCallsMax: 10_000,
    handshakeMsMax: 3_000,
    requestMsMax: 30_000,
    idleMsMax: 300_000,
    connectionAgeMsMax: 1_800_000,
    connectionAgeGraceMs: 30_000,
    keepaliveMs: 30_000,
    keepaliveTimeoutMs: 10_000,
    describe: describeStatus(routes),
    connectionMemoryMbMax: Math.max(64, Math.ceil((2 * (receiveBytesMax + sendBytesMax)) / 1e6)),
    ...Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)),
  } as CompiledServerOptions;
  if (compiled.listen.length === 0) throw new StoreError("invalid", "listen: no address to listen on");
  for (const [name, value] of Object.entries(compiled)) {
    if (typeof value !== "number" || (Number.isSafeInteger(value) && value > 0)) continue;
    throw violationError([{ path: [name], description: `${value} is not a whole number above zero` }]);
  }
  return compiled;
}
