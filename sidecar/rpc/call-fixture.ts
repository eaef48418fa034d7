// Calls for tests, without a transport.
import { Metadata, type ServerCall } from "@pillion/wire";
import { systemClock } from "../../src/index.ts";
import { CallContext, type MethodFacts } from "./call-context.ts";

/** A call in the form that a transport provides. Default: no deadline, no metadata, never cancelled. */
export function serverCall(given: Partial<ServerCall> = {}): ServerCall {
  const { signal = new AbortController().signal } = given;
  return {
    path: "/test.Service/Method",
    peer: { address: "unix" },
    metadata: new Metadata(),
    deadline: Number.POSITIVE_INFINITY,
    get cancelled() {
      return signal.aborted;
    },
    signal,
    responseHeaders: new Metadata(),
    responseTrailers: new Metadata(),
    sendResponseHeaders: () => {},
    ...given,
  };
}

/** What a method is by default: a write over gRPC that is not a health check. */
export const writeFacts: MethodFacts = {
  protocol: "grpc",
  path: "/test.Service/Method",
  effect: "write",
  isHealth: false,
};

/** A call in the pipeline, on the clocks of this machine, of the app `app`. */
export function callContext(given: Partial<ServerCall> = {}, facts: MethodFacts = writeFacts): CallContext {
  return new CallContext(facts, serverCall(given), {}, { clock: systemClock, app: "app" });
}
