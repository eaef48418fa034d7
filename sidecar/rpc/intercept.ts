// The one place between a transport and a service that catches. What a handler
// throws becomes a status here, through the table of `status`; the cause goes
// to the log only. It also gives each call its deadline, its cancellation and
// its app. Whatever a handler waits for is a store, and every store is bounded
// by its guard, so that a call is answered when its time is up.
import {
  type AnyMethod,
  type Method,
  type Route,
  RpcError,
  type ServerCall,
  statusCode,
} from "@pillion/wire";
import {
  asStoreError,
  type Call,
  type Clock,
  deadlineMsDefault,
  deadlineMsMax,
  type StoreError,
  systemClock,
} from "../../src/index.ts";
import { requestFault } from "./request-fault.ts";
import { type Effect, plainRpcError, rpcErrorOf } from "./status.ts";
import type { MutationList } from "./violation-fields.ts";

/** A call that failed, for the log. It holds no value; `cause` may hold what a library said. */
export interface CallFailure {
  /** `/package.Service/Method`. */
  readonly path: string;
  readonly error: StoreError;
}

/** What calls need of the process. */
export interface CallContext {
  readonly clock: Clock;
  /** The app for which calls are made. */
  readonly app: string;
  /** Hears of every call that failed. Must not throw. */
  readonly log: (failure: CallFailure) => void;
}

/** One unary method of a service, with its message types erased. */
export interface Operation {
  readonly method: AnyMethod;
  readonly effect: Effect;
  readonly handle: (request: unknown, call: Call) => Promise<unknown>;
}

/** Joins a unary method with its handler, which throws StoreError. */
export function operation<RI, RO, PI, PO>(
  method: Method<RI, RO, PI, PO, false, false>,
  effect: Effect,
  handle: (request: RO, call: Call) => Promise<PI>,
): Operation {
  // The erasure is sound: a handler is handed only what its own method decoded.
  return { method, effect, handle } as unknown as Operation;
}

/** The route of an operation: its call has a deadline, its errors are mapped. */
export function operationRoute(operation: Operation, context: CallContext): Route {
  const { effect, handle } = operation;
  const { path } = operation.method;
  return {
    kind: "unary",
    method: guardedMethod(operation.method, effect),
    handle(request, serverCall) {
      const failed = (thrown: unknown) => Promise.reject(mapped(thrown, path, effect, context, request));
      try {
        return handle(request, new EngineCall(serverCall, context)).then(undefined, failed);
      } catch (thrown) {
        return failed(thrown);
      }
    },
  };
}

/** The same route with its errors mapped; for methods that are not about a store's records. */
export function mappedRoute(route: Route, context: CallContext): Route {
  const method = guardedMethod(route.method, "read");
  const map = (thrown: unknown) => mapped(thrown, route.method.path, "read", context);
  const one =
    <Request>(handle: (request: Request, call: ServerCall) => unknown) =>
    async (request: Request, call: ServerCall) => {
      try {
        return await handle(request, call);
      } catch (thrown) {
        throw map(thrown);
      }
    };
  const many = <Request>(handle: (request: Request, call: ServerCall) => AsyncIterable<unknown>) =>
    async function* (request: Request, call: ServerCall) {
      try {
        yield* handle(request, call);
      } catch (thrown) {
        throw map(thrown);
      }
    };
  switch (route.kind) {
    case "unary":
      return { ...route, method, handle: one(route.handle) };
    case "client-stream":
      return { ...route, method, handle: one(route.handle) };
    case "server-stream":
      return { ...route, method, handle: many(route.handle) };
    case "bidi-stream":
      return { ...route, method, handle: many(route.handle) };
  }
}

function mapped(
  thrown: unknown,
  path: string,
  effect: Effect,
  { log }: CallContext,
  request?: unknown,
): RpcError {
  if (thrown instanceof RpcError) {
    if (thrown.details !== undefined) return thrown;
    return plainRpcError(thrown.code, thrown.statusMessage, effect);
  }
  const error = asStoreError(thrown);
  log({ path, error });
  return rpcErrorOf(error, effect, request as MutationList | undefined);
}

// Bytes that are no such message are the caller's fault, and it is told which field.
function guardedMethod(method: AnyMethod, effect: Effect): AnyMethod {
  const { encode, decode } = method.request;
  return {
    ...method,
    request: {
      encode: (message) => encode(message),
      decode(bytes) {
        try {
          return decode(bytes);
        } catch {
          const { field, message } = requestFault(method.path, bytes);
          throw plainRpcError(statusCode.invalidArgument, message, effect, {
            reason: "INVALID",
            field,
          });
        }
      },
    },
  };
}

/** A transport's call as the engine sees it. */
class EngineCall implements Call {
  readonly clock: Clock;
  readonly app: string;
  readonly deadline: number;
  readonly #serverCall: ServerCall;

  constructor(serverCall: ServerCall, { clock, app }: Pick<CallContext, "clock" | "app">) {
    const now = clock.monotonic();
    // The transport goes by this machine's clock.
    const transportNow = clock === systemClock ? now : systemClock.monotonic();
    const leftMs =
      serverCall.deadline === Number.POSITIVE_INFINITY
        ? deadlineMsDefault
        : Math.min(serverCall.deadline - transportNow, deadlineMsMax);
    this.clock = clock;
    this.app = app;
    this.deadline = now + leftMs;
    this.#serverCall = serverCall;
  }

  get cancelled(): boolean {
    return this.#serverCall.cancelled;
  }

  get signal(): AbortSignal {
    return this.#serverCall.signal;
  }
}

/** A transport's call as the engine sees it, for services that map their own errors. */
export function engineCall(serverCall: ServerCall, context: Pick<CallContext, "clock" | "app">): Call {
  return new EngineCall(serverCall, context);
}
