// dapr.proto.runtime.v1.Dapr as operations of the call pipeline. The pipeline
// decodes their requests and catches their errors; this file turns the errors into
// daprd's statuses.
import { DaprMethods } from "@pillion/proto/dapr";
import type { RpcError } from "@pillion/wire";
import type { StoreError } from "../../../src/index.ts";
import { type Interceptor, type Operation, UnauthenticatedError } from "../../rpc/index.ts";
import { isOpen } from "../dapr-access.ts";
import type { DaprApi } from "../dapr-api.ts";
import { countedError, DaprError, type ErrorObserver } from "../texts/dapr-error.ts";
import { daprRpcError, notAllowedError, unauthenticatedError } from "./dapr-rpc-error.ts";
import { metadataMethods } from "./metadata-service.ts";
import { stateMethods } from "./state-service.ts";

/** What the operations need from the process. */
export interface DaprOperationOptions {
  /** Called once for each call that failed with an error of a store or of this process. Must not throw. */
  readonly log: (failure: { readonly path: string; readonly error: StoreError }) => void;
  /** Called once for each failed call. */
  readonly observeError?: ErrorObserver | undefined;
}

/** The prefix of the paths of Dapr's service. */
export const daprServicePrefix: string = DaprMethods.getState.path.replace(/[^/]+$/, "");

/** The supported methods of Dapr's service. */
export function daprOperations(api: DaprApi, options: DaprOperationOptions): readonly Operation[] {
  const { access } = api;
  return [...stateMethods(api.state), ...metadataMethods(api)].map(
    ({ method, facts, group, version, handle }) => ({
      method,
      facts,
      // The erasure is sound: see `daprMethod`.
      handle: handle as Operation["handle"],
      describeError: (thrown) => describedError(thrown, facts.path, options),
      authorize: isOpen(access, group, version, "grpc") ? undefined : closed,
    }),
  );
}

// For a method that the lists of allowed and denied APIs close.
const closed: Interceptor = () => () => {
  throw notAllowedError();
};

function describedError(
  thrown: unknown,
  path: string,
  { log, observeError }: DaprOperationOptions,
): RpcError | undefined {
  if (thrown instanceof UnauthenticatedError) return unauthenticatedError();
  if (!(thrown instanceof DaprError)) return undefined;
  const { errorCode, category } = countedError(thrown);
  observeError?.(errorCode, category);
  const { cause } = thrown.facts;
  if (cause !== undefined) log({ path, error: cause });
  return daprRpcError(thrown);
}
