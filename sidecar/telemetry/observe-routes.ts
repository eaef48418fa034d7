// Wraps routes so that the end of each call is told: its path, its code, its
// time. What is told holds nothing of the request or the reply.
import {
  type AnyMethod,
  type Route,
  RpcError,
  type ServerCall,
  type StatusCode,
  statusCode,
} from "@pillion/wire";

/** Hears the end of a call. Must not throw. `code` is OK, or what the caller saw. */
export type CallObserver = (path: string, code: StatusCode, durationMs: number) => void;

function codeOf(thrown: unknown): StatusCode {
  return thrown instanceof RpcError ? thrown.code : statusCode.unknown;
}

// A request that cannot be decoded never reaches its handler, but it was a call.
function observedMethod(method: AnyMethod, observer: CallObserver): AnyMethod {
  const { encode, decode } = method.request;
  return {
    ...method,
    request: {
      encode,
      decode(bytes) {
        try {
          return decode(bytes);
        } catch (thrown) {
          observer(method.path, codeOf(thrown), 0);
          throw thrown;
        }
      },
    },
  };
}

type One<Request> = (request: Request, call: ServerCall) => Promise<unknown> | unknown;
type Many<Request> = (request: Request, call: ServerCall) => AsyncIterable<unknown>;

function observedOne<Request>(handle: One<Request>, path: string, observer: CallObserver): One<Request> {
  return async (request, call) => {
    const start = performance.now();
    try {
      const reply = await handle(request, call);
      observer(path, statusCode.ok, performance.now() - start);
      return reply;
    } catch (thrown) {
      observer(path, codeOf(thrown), performance.now() - start);
      throw thrown;
    }
  };
}

function observedMany<Request>(handle: Many<Request>, path: string, observer: CallObserver): Many<Request> {
  return async function* (request, call) {
    const start = performance.now();
    // A caller that leaves ends the iteration without an error: it was cancelled.
    let code: StatusCode = statusCode.cancelled;
    try {
      yield* handle(request, call);
      code = statusCode.ok;
    } catch (thrown) {
      code = codeOf(thrown);
      throw thrown;
    } finally {
      observer(path, code, performance.now() - start);
    }
  };
}

function observedRoute(route: Route, observer: CallObserver): Route {
  const { path } = route.method;
  const method = observedMethod(route.method, observer);
  switch (route.kind) {
    case "unary":
      return { ...route, method, handle: observedOne(route.handle, path, observer) };
    case "client-stream":
      return { ...route, method, handle: observedOne(route.handle, path, observer) };
    case "server-stream":
      return { ...route, method, handle: observedMany(route.handle, path, observer) };
    case "bidi-stream":
      return { ...route, method, handle: observedMany(route.handle, path, observer) };
  }
}

/** The same routes; the observer hears the end of each call. */
export function observeRoutes(routes: readonly Route[], observer: CallObserver): Route[] {
  return routes.map((route) => observedRoute(route, observer));
}
