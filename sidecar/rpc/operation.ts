// One method of a service in the form that the pipeline needs: the method, its effect and
// its handler, with the message types erased so that all methods fit into one list. The
// place where a method will declare which keys its requests touch, too.
import type { Method as ProtoMethod } from "@pillion/proto";
import type { AnyMethod, RpcError } from "@pillion/wire";
import type { CallContext, Effect, MethodFacts } from "./call-context.ts";
import type { AnyHandler } from "./call-kinds.ts";
import type { Interceptor } from "./pipeline.ts";

/** One method of a service. */
export interface Operation {
  readonly method: AnyMethod;
  readonly facts: MethodFacts;
  readonly handle: AnyHandler;
  /** The status of an error that is specific to this service; undefined for any other. Default: the table of `status`. */
  readonly describeError?: ((thrown: unknown) => RpcError | undefined) | undefined;
  /** Interceptors that run before the handler, after those of the process. Default: none. */
  readonly authorize?: Interceptor | undefined;
}

/** The optional parts of an operation. */
export interface OperationOptions extends Pick<Operation, "describeError" | "authorize"> {
  /** Default: from `idempotency_level`; without one, "write". */
  readonly effect?: Effect;
  /** Default: false. */
  readonly isHealth?: boolean;
}

/** The type of a handler, by which sides stream. It throws StoreError, RpcError, or an error that `describeError` handles. */
export type CallHandler<Request, Reply, RequestStream extends boolean, ReplyStream extends boolean> = (
  request: RequestStream extends true ? AsyncIterable<Request> : Request,
  call: CallContext,
) => ReplyStream extends true ? AsyncIterable<Reply> : Promise<Reply> | Reply;

/** Joins a method with its handler. */
export function operation<RI, RO, PI, PO, RS extends boolean, PS extends boolean>(
  method: ProtoMethod<RI, RO, PI, PO, RS, PS>,
  handle: CallHandler<RO, PI, RS, PS>,
  options: OperationOptions = {},
): Operation {
  const { effect = effectOf(method), isHealth = false, ...others } = options;
  // The erasure is sound: a handler is called only with what its own method decoded.
  return {
    method,
    handle,
    facts: { protocol: "grpc", path: method.path, effect, isHealth, streamsReplies: method.responseStream },
    ...others,
  } as unknown as Operation;
}

/** Whether calls of a method can change a store, as its .proto file states. A method without a statement is a write. */
export function effectOf({ idempotencyLevel }: Pick<AnyProtoMethod, "idempotencyLevel">): Effect {
  return idempotencyLevel === "NO_SIDE_EFFECTS" ? "read" : "write";
}

type AnyProtoMethod = ProtoMethod<unknown, unknown, unknown, unknown>;
