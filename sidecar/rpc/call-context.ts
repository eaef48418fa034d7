// The state of one call in the pipeline, for every protocol. It is also the engine's
// `Call`, so a handler passes it to the store directly. One object per call; everything
// expensive is a getter.
import { type Call, type Clock, deadlineMsDefault, deadlineMsMax, systemClock } from "../../src/index.ts";
import type { ReplyChannel } from "./reply-channel.ts";

/** Whether a call can change a store: only then does an error state the outcome of the write. */
export type Effect = "read" | "write";

/** The protocol of a call. */
export type CallProtocol = "grpc" | "http";

/** What the pipeline knows about a method before any call arrives. */
export interface MethodFacts {
  /** The protocol of its calls. A method that is served over both has facts for each. */
  readonly protocol: CallProtocol;
  /** `/package.Service/Method`, also for calls over HTTP that have such a method; otherwise `GET /path`. */
  readonly path: string;
  readonly effect: Effect;
  /** A health check: it requires no credentials, and the access log may leave it out. */
  readonly isHealth: boolean;
  /**
   * Whether the client's deadline counts as it is, whatever its length, and no deadline means none. Default: false, which is
   * `deadlineMsDefault` for a call without a deadline, and `deadlineMsMax` for a longer one.
   */
  readonly keepsDeadline?: boolean;
  /** Whether it sends its replies one by one, as its client reads them. Default: false. */
  readonly streamsReplies?: boolean;
  /** The most of a reply that is in memory at once, in bytes, where the reply is sent in parts. Default: all of it. */
  readonly replyBytesHeldMax?: number;
}

/** A call in the form that a transport provides. Every `ServerCall` of wire is one. */
export interface CallSource {
  /** When the client stops waiting, on the clock of `performance.now()`, in ms; Infinity if it sent no deadline. */
  readonly deadline: number;
  /** True once the client has disconnected or cancelled, or its deadline has passed. */
  readonly cancelled: boolean;
  /** Aborts when `cancelled` becomes true. Created when first read. */
  readonly signal: AbortSignal;
  /** The first value of a lower-case name. */
  readonly metadata: { get(name: string): string | undefined };
  /** Sends the reply's headers before the first reply, if they were not sent. Undefined over HTTP. */
  sendResponseHeaders?(): void;
}

const limitedMs = (requestedMs: number) =>
  requestedMs === Number.POSITIVE_INFINITY ? deadlineMsDefault : Math.min(requestedMs, deadlineMsMax);

/** The dependencies of calls. */
export interface CallEnvironment {
  readonly clock: Clock;
  /** The app on whose behalf calls are made. */
  readonly app: string;
}

/** One call. */
export class CallContext implements Call {
  readonly method: MethodFacts;
  readonly source: CallSource;
  readonly clock: Clock;
  readonly app: string;
  /** When the call arrived, on `clock.monotonic()`, in ms. */
  readonly startMs: number;
  /** When the call ends, on `clock.monotonic()`, in ms; see `MethodFacts.keepsDeadline`. */
  readonly deadline: number;
  /** What the client sent: bytes until the request is decoded, then the message; a stream of them where the client streams. */
  request: unknown;
  /** All request messages so far, in bytes. */
  requestBytes = 0;
  /** All replies, in bytes; complete once the call has ended. */
  replyBytes = 0;
  /** Memory taken for the call, in bytes; given back at its end. */
  memoryBytes = 0;
  /** Where a method that streams replies sends them; undefined for other methods. */
  replies: ReplyChannel | undefined = undefined;
  /** The caller's identity, set by the authentication interceptor; undefined where no authentication is configured. */
  identity: string | undefined = undefined;
  /** The trace that the call belongs to, as `traceparent` has it; undefined until an interceptor for tracing sets it. */
  traceContext: string | undefined = undefined;

  constructor(method: MethodFacts, source: CallSource, request: unknown, { clock, app }: CallEnvironment) {
    const now = clock.monotonic();
    // The transport uses this machine's clock.
    const transportNow = clock === systemClock ? now : systemClock.monotonic();
    const requestedMs = source.deadline - transportNow;
    const leftMs = method.keepsDeadline === true ? requestedMs : limitedMs(requestedMs);
    this.method = method;
    this.source = source;
    this.request = request;
    this.clock = clock;
    this.app = app;
    this.startMs = now;
    this.deadline = now + leftMs;
  }

  get cancelled(): boolean {
    return this.source.cancelled;
  }

  get signal(): AbortSignal {
    return this.source.signal;
  }

  /**
   * Sends the reply's headers now, so that a client that waits for them learns that the call has begun. A method whose client
   * streams has sent them before its handler runs. No effect over HTTP.
   */
  sendResponseHeaders(): void {
    this.source.sendResponseHeaders?.();
  }
}
