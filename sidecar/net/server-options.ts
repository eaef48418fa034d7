// The options and statistics of a gRPC server, on either transport. Each option states
// its default and unit, and where the transports differ; `compileServerOptions` checks
// them once and fills in the defaults.
import type { MessageMemory, Server } from "@pillion/wire";
import { messageBytesMaxDefault, violationError } from "../../src/index.ts";
import { type DescribeStatus, describeStatus, type ServedRoute } from "../rpc/index.ts";
import type { ListenAddress, ListenError } from "./listen-address.ts";

/** Options of a gRPC server. */
export interface GrpcServerOptions {
  /** Where to listen; at least one. */
  readonly listen: readonly ListenAddress[];
  /** Called for each address that this machine does not have, while others are served. Default: nothing. */
  readonly onSkipped?: (error: ListenError) => void;
  /** The maximum size of a request message, in bytes. Default: 4 MiB. */
  readonly receiveBytesMax?: number;
  /** The maximum size of a reply message, in bytes. Default: the greater of 16 MiB and twice `receiveBytesMax`. */
  readonly sendBytesMax?: number;
  /**
   * The maximum size of a request's metadata, in bytes. Default: 16 384. grpc-js counts names and values, and Node accepts no
   * more than 64 KiB; wire counts the whole header list, and 32 for each field, as RFC 9113 section 6.5.2 does.
   */
  readonly metadataBytesMax?: number;
  /**
   * The maximum number of calls at once on one connection, watches included; more wait in the client. Wire also limits a connection to
   * twice as many running handlers, and closes one that cancels more than eight times as many calls in flight at once, or
   * four times as many a second. Default: 256.
   */
  readonly streamsMax?: number;
  /** The maximum number of connections at once. Default: 1000. */
  readonly connectionsMax?: number;
  /** The maximum number of connections at once from one address that is not this machine. Default: 100. */
  readonly peerConnectionsMax?: number;
  /** The maximum number of handlers running at once, including those whose client has disconnected. Default: 10 000. */
  readonly runningCallsMax?: number;
  /** How long a new connection may take until it sends the HTTP/2 preface, in ms. Default: 3000. */
  readonly handshakeMsMax?: number;
  /** How long a request message may take to arrive, in ms; on wire a second more for each 64 KiB of it. Default: 30 000. */
  readonly requestMsMax?: number;
  /** How long a connection without calls is kept, in ms. Default: 300 000. */
  readonly idleMsMax?: number;
  /** How long a connection is kept at all, in ms, plus or minus 10 %. Default: 1 800 000. */
  readonly connectionAgeMsMax?: number;
  /** How long its calls may continue after that, in ms. Default: 30 000. */
  readonly connectionAgeGraceMs?: number;
  /** After how long of silence a connection is sent a PING, in ms. Default: 30 000. */
  readonly keepaliveMs?: number;
  /** How long it has to reply to the PING, in ms. Default: 10 000. */
  readonly keepaliveTimeoutMs?: number;
  /**
   * The maximum memory of one connection, in MB of 10^6 bytes. Default: 64, or what one largest reply and request need. On
   * grpc-js, exceeding it closes the connection. On wire it applies separately to incomplete requests and to waiting
   * replies, and exceeding it ends the call.
   */
  readonly connectionMemoryMbMax?: number;
  /** The memory that the messages of calls share with other ports. Default: without a bound. */
  readonly memory?: MessageMemory | undefined;
}

/** A server, on either transport. */
export interface GrpcServer extends Server {
  /** The numbers of open connections and of running handlers. */
  readonly load: { readonly connections: number; readonly calls: number };
  /** How often each limit was exceeded, by the limit's counter. Empty on grpc-js, which does not report it. */
  readonly counters: Readonly<Record<string, number>>;
}

/** The options with all defaults filled in, and the details that the routes add to the statuses of a transport. */
export interface CompiledServerOptions extends Required<Omit<GrpcServerOptions, "memory">> {
  readonly memory: MessageMemory | undefined;
  readonly describe: DescribeStatus;
}

/** What an error for too much metadata, or for a request that is too large, adds to the limit. */
export const limitAdvice = {
  metadata: "raise --read-buffer-size, or send less metadata",
  message: "raise --max-body-size, or send less",
} as const;

/** The longest delay of Node's timers, in ms: a longer one would end at once. */
const timerMsMax = 2_147_483_647;

const sendBytesMaxDefault = 16 * 1024 * 1024;

/** The default of `sendBytesMax` for this `receiveBytesMax`. */
export const sendBytesMaxFor = (receiveBytesMax: number): number =>
  Math.max(sendBytesMaxDefault, 2 * receiveBytesMax);

/** Checks options and fills in defaults. Throws `invalid`, naming the option. */
export function compileServerOptions(
  options: GrpcServerOptions,
  routes: readonly ServedRoute[],
): CompiledServerOptions {
  const receiveBytesMax = options.receiveBytesMax ?? messageBytesMaxDefault;
  const sendBytesMax = options.sendBytesMax ?? sendBytesMaxFor(receiveBytesMax);
  const compiled = {
    receiveBytesMax,
    sendBytesMax,
    metadataBytesMax: 16_384,
    streamsMax: 256,
    connectionsMax: 1000,
    peerConnectionsMax: 100,
    runningCallsMax: 10_000,
    handshakeMsMax: 3_000,
    requestMsMax: 30_000,
    idleMsMax: 300_000,
    connectionAgeMsMax: 1_800_000,
    connectionAgeGraceMs: 30_000,
    memory: undefined,
    keepaliveMs: 30_000,
    keepaliveTimeoutMs: 10_000,
    listen: options.listen,
    onSkipped: () => undefined,
    describe: describeStatus(routes),
    connectionMemoryMbMax: Math.max(64, Math.ceil((2 * (receiveBytesMax + sendBytesMax)) / 1e6)),
    ...Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)),
  } as CompiledServerOptions;
  if (compiled.listen.length === 0) {
    throw violationError([{ path: ["listen"], description: "contains no address" }]);
  }
  for (const [name, value] of Object.entries(compiled)) {
    if (typeof value !== "number") continue;
    const max = /Ms(Max)?$/.test(name) ? timerMsMax : Number.MAX_SAFE_INTEGER;
    if (Number.isSafeInteger(value) && value > 0 && value <= max) continue;
    throw violationError([{ path: [name], description: `${value} is not a whole number from 1 to ${max}` }]);
  }
  return compiled;
}
