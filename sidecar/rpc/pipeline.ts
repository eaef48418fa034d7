// The path of every call, over gRPC and over HTTP, composed once per method
// when the process starts:
//
//   record → map errors → authenticate → admit → decode → authorize → handler
//
// An interceptor is one function around the next. Interceptors that are not configured
// are not installed. Only `record` and `map errors` wait for the end of a call; the
// others check and forward, so that a call costs one promise besides its handler's own,
// and one more if it is recorded.
import type { StatusCode } from "@pillion/wire";
import type { CallContext, MethodFacts } from "./call-context.ts";

/** The rest of a call. Its promise settles when the call is over; it may also throw at once. */
export type Next<Reply> = (call: CallContext) => Promise<Reply>;

/** A function around the next one, created once for each method. Returns `next` itself for methods that it does not concern. */
export type Interceptor = <Reply>(next: Next<Reply>, method: MethodFacts) => Next<Reply>;

/** How a call ended, in terms that do not depend on its protocol. */
export interface CallEnd {
  /** The code that the client received. Over HTTP, the code that the same error has over gRPC. */
  readonly code: StatusCode;
  /**
   * The method as logs and metrics name it: `/package.Service/Method`, or over HTTP the path up to the name of a store, and
   * empty for a path that is not served. Contains no key.
   */
  readonly label: string;
  /** Undefined over gRPC. */
  readonly http: HttpEnd | undefined;
}

/** The parts of an end that only HTTP has: method and status. */
export interface HttpEnd {
  readonly method: string;
  readonly status: number;
}

/** Called at the end of each call, over every protocol. Must not throw. */
export type Recorder = (call: CallContext, end: CallEnd, durationMs: number) => void;

/** Creates the recorder of a method, once for each protocol; undefined if it records nothing for that method. */
export type RecorderOf = (method: MethodFacts) => Recorder | undefined;

/** The interceptors that a process has configured: one value, for every protocol. Default of each: none. */
export interface Interceptors {
  /** Metrics, the access log. A trace span goes here, too. */
  readonly record?: readonly RecorderOf[] | undefined;
  /** Sets `call.identity` or throws UnauthenticatedError. */
  readonly authenticate?: Interceptor | undefined;
  /** Rejects calls before their request is decoded. Deadlines are in the call context already. */
  readonly admit?: Interceptor | undefined;
  /** Checks the decoded request against the permissions of the caller. */
  readonly authorize?: Interceptor | undefined;
}

/** The protocol-specific part: how its calls are decoded and run, and how they end. */
export interface Protocol<Message, Reply> {
  readonly decode?: Interceptor | undefined;
  /** Interceptors of this one method, after those of the process. */
  readonly authorize?: Interceptor | undefined;
  readonly handle: Next<Message>;
  /** Converts the handler's result to what is sent. */
  readonly encode: (message: Message) => Reply;
  /**
   * Converts an error of the call to the status of the protocol: returns what to send, or throws it. Every error of a call
   * passes here; only statuses of calls that never reach the pipeline are made by the transports.
   */
  readonly mapError: (thrown: unknown, call: CallContext) => Reply;
  readonly ends: CallEnds<Reply>;
}

/** How the end of a call is read. Called only for recorded calls. */
export interface CallEnds<Reply> {
  /** The end of a call whose reply is sent. */
  readonly replied: (reply: Reply, call: CallContext) => CallEnd;
  /** The end of a call for which `mapError` threw this. */
  readonly failed: (thrown: unknown, call: CallContext) => CallEnd;
  readonly bytes: (reply: Reply) => number;
}

/** Composes the path of one method. */
export function pipeline<Message, Reply>(
  method: MethodFacts,
  protocol: Protocol<Message, Reply>,
  interceptors: Interceptors,
): Next<Reply> {
  const { record = [], authenticate, admit, authorize } = interceptors;
  const recorders = record
    .map((recorderOf) => recorderOf(method))
    .filter((recorder) => recorder !== undefined);
  const steps = [authenticate, admit, protocol.decode, authorize, protocol.authorize];
  const inner = steps
    .filter((step) => step !== undefined)
    .reduceRight<Next<Message>>((next, step) => step(next, method), protocol.handle);
  const ended = mapErrors(inner, protocol);
  return recorders.length === 0 ? ended : recorded(ended, recorders, protocol.ends);
}

function mapErrors<Message, Reply>(
  next: Next<Message>,
  { encode, mapError }: Pick<Protocol<Message, Reply>, "encode" | "mapError">,
): Next<Reply> {
  return (call) => {
    const failed = (thrown: unknown): Reply => mapError(thrown, call);
    const encoded = (message: Message): Reply => {
      try {
        return encode(message);
      } catch (thrown) {
        return failed(thrown);
      }
    };
    try {
      return next(call).then(encoded, failed);
    } catch (thrown) {
      return Promise.reject(thrown).then(undefined, failed);
    }
  };
}

function recorded<Reply>(
  next: Next<Reply>,
  recorders: readonly Recorder[],
  { replied, failed, bytes }: CallEnds<Reply>,
): Next<Reply> {
  const record = (call: CallContext, end: CallEnd) => {
    const durationMs = call.clock.monotonic() - call.startMs;
    for (const recorder of recorders) recorder(call, end, durationMs);
  };
  return (call) =>
    next(call).then(
      (reply) => {
        call.replyBytes += bytes(reply);
        record(call, replied(reply, call));
        return reply;
      },
      (thrown: unknown) => {
        record(call, failed(thrown, call));
        throw thrown;
      },
    );
}
