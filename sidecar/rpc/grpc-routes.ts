// Composes the operations of all services into routes that any gRPC transport serves:
// each gets the pipeline with gRPC's decoding of requests and its way of ending a call.
import { type Route, RpcError, type StatusCode, statusCode } from "@pillion/wire";
import { asStoreError, type StoreError } from "../../src/index.ts";
import type { CallEnvironment, Effect } from "./call-context.ts";
import { decodeRequest, encodeReply, routeOf, runHandler } from "./call-kinds.ts";
import type { Operation } from "./operation.ts";
import { type CallEnd, type CallEnds, type Interceptors, pipeline } from "./pipeline.ts";
import { requestViolation } from "./request-violation.ts";
import { plainRpcError, rpcErrorOf } from "./status.ts";
import { UnauthenticatedError } from "./unauthenticated-error.ts";
import type { MutationList } from "./violation-fields.ts";

/** A call that failed, for the log. It contains no value; `cause` may contain the error of a library. */
export interface CallFailure {
  /** `/package.Service/Method`. */
  readonly path: string;
  readonly error: StoreError;
}

/** The dependencies of the pipeline. */
export interface PipelineOptions extends CallEnvironment, Interceptors {
  /** Called once for each call that failed with an error of a store or of this process. Must not throw. */
  readonly log: (failure: CallFailure) => void;
}

/** A route that also states its effect, for statuses that the transport itself sends. */
export type ServedRoute = Route & { readonly effect?: Effect };

// The end of a successful call is created once per method.
function endsOf(path: string): CallEnds<Uint8Array> {
  const end = (code: StatusCode): CallEnd => ({ code, label: path, http: undefined });
  const succeeded = end(statusCode.ok);
  return {
    replied: () => succeeded,
    failed: (thrown) => end(thrown instanceof RpcError ? thrown.code : statusCode.unknown),
    bytes: ({ length }) => length,
  };
}

/** The routes of these operations. */
export function grpcRoutes(operations: readonly Operation[], options: PipelineOptions): ServedRoute[] {
  return operations.map((served) => {
    const { method, facts, handle, authorize } = served;
    const next = pipeline(
      facts,
      {
        decode: decodeRequest(method, (bytes) => decoded(served, bytes)),
        authorize,
        handle: runHandler(method, handle),
        encode: encodeReply(method),
        mapError: (thrown, call) => {
          throw rpcErrorFor(thrown, served, options.log, call.request);
        },
        ends: endsOf(facts.path),
      },
      options,
    );
    return { ...routeOf(method, facts, next, options), effect: facts.effect };
  });
}

// Bytes that do not decode are an error of the client, which names the field.
function decoded({ method, facts }: Operation, bytes: Uint8Array): unknown {
  try {
    return method.request.decode(bytes);
  } catch {
    const { message, violation } = requestViolation(method.path, bytes);
    throw plainRpcError(statusCode.invalidArgument, message, facts.effect, { reason: "INVALID", violation });
  }
}

function rpcErrorFor(
  thrown: unknown,
  { facts: { path, effect }, describeError }: Operation,
  log: PipelineOptions["log"],
  request: unknown,
): RpcError {
  if (thrown instanceof RpcError) {
    if (thrown.details !== undefined) return thrown;
    return plainRpcError(thrown.code, thrown.statusMessage, effect);
  }
  const described = describeError?.(thrown);
  if (described !== undefined) return described;
  if (thrown instanceof UnauthenticatedError) {
    return plainRpcError(statusCode.unauthenticated, thrown.message, effect, {
      reason: "UNAUTHENTICATED",
      outcome: "not-applied",
    });
  }
  const error = asStoreError(thrown);
  log({ path, error });
  // The request decides how the contract names the fields of its mutations.
  return rpcErrorOf(error, effect, request as MutationList);
}
