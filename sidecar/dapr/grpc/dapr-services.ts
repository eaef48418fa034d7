// dapr.proto.runtime.v1.Dapr as routes that any transport can serve. The one
// place of the gRPC side that catches: what a verb throws becomes a status here.
import { DaprMethods } from "@pillion/proto/dapr";
import type { Route, RpcError, ServerCall } from "@pillion/wire";
import { asStoreError, type Call, type StoreError } from "../../../src/index.ts";
import { isOpen } from "../dapr-access.ts";
import type { DaprApi } from "../dapr-api.ts";
import { countedError, DaprError, type ErrorObserver } from "../texts/dapr-error.ts";
import type { DaprMethod } from "./dapr-method.ts";
import { daprRpcError, notAllowedError } from "./dapr-rpc-error.ts";
import { metadataMethods } from "./metadata-service.ts";
import { stateMethods } from "./state-service.ts";

/** What the routes need of the transport's side. */
export interface DaprRouteContext {
  /** A transport's call as the engine sees it. */
  readonly callOf: (call: ServerCall) => Call;
  /** Hears of every call that a store, or a fault of ours, failed. Must not throw. */
  readonly log: (failure: { readonly path: string; readonly error: StoreError }) => void;
  /** Hears of every call that failed. */
  readonly observeError?: ErrorObserver | undefined;
}

/** The full name of Dapr's service, as paths begin. */
export const daprServicePrefix: string = DaprMethods.getState.path.replace(/[^/]+$/, "");

/** Every route of Dapr's service that is served. */
export function daprRoutes(face: DaprApi, context: DaprRouteContext): readonly Route[] {
  return [...stateMethods(face.state), ...metadataMethods(face)].map((method) =>
    routeOf(method, face, context),
  );
}

function routeOf(
  { method, group, version, handle }: DaprMethod,
  { access }: DaprApi,
  context: DaprRouteContext,
): Route {
  const open = isOpen(access, group, version, "grpc");
  return {
    kind: "unary",
    method,
    async handle(request, serverCall) {
      if (!open) throw notAllowedError();
      try {
        return await handle(request, context.callOf(serverCall));
      } catch (thrown) {
        throw mapped(thrown, method.path, context);
      }
    },
  };
}

function mapped(
  thrown: unknown,
  path: string,
  { log, observeError }: DaprRouteContext,
): RpcError | StoreError {
  if (!(thrown instanceof DaprError)) return asStoreError(thrown);
  const { errorCode, category } = countedError(thrown);
  observeError?.(errorCode, category);
  const { cause } = thrown.facts;
  if (cause !== undefined) log({ path, error: cause });
  return daprRpcError(thrown);
}
