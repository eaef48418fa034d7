// dapr.proto.runtime.v1.Dapr as operations of the call pipeline. The pipeline
// decodes their requests and catches their errors; this file turns the errors into
// daprd's statuses.
import { DaprMethods } from "@pillion/proto/dapr";
import type { RpcError } from "@pillion/wire";
import { type Interceptor, type MethodFacts, type Operation, UnauthenticatedError } from "../../rpc/index.ts";
import { isOpen } from "../dapr-access.ts";
import type { DaprApi } from "../dapr-api.ts";
import { DaprError, type FailureReports, reportError } from "../texts/dapr-error.ts";
import { daprRpcError, notAllowedError, unauthenticatedError } from "./dapr-rpc-error.ts";
import { metadataMethods } from "./metadata-service.ts";
import { stateMethods } from "./state-service.ts";

/** The prefix of the paths of Dapr's service. */
export const daprServicePrefix: string = DaprMethods.getState.path.replace(/[^/]+$/, "");

/** The supported methods of Dapr's service. */
export function daprOperations(api: DaprApi, reports: FailureReports): readonly Operation[] {
  const { access } = api;
  return [...stateMethods(api.state, api.replyBytesMax), ...metadataMethods(api)].map(
    ({ method, facts, group, version, handle }) => ({
      method,
      facts,
      // The erasure is sound: see `daprMethod`.
      handle: handle as Operation["handle"],
      describeError: (thrown) => describedError(thrown, facts, reports),
      authorize: isOpen(access, group, version, "grpc") ? undefined : closed,
    }),
  );
}

// For a method that the lists of allowed and denied APIs close.
const closed: Interceptor = (_next, { effect }) => {
  return () => {
    throw notAllowedError(effect);
  };
};

function describedError(
  thrown: unknown,
  { path, effect }: MethodFacts,
  reports: FailureReports,
): RpcError | undefined {
  if (thrown instanceof UnauthenticatedError) return unauthenticatedError(effect);
  if (!(thrown instanceof DaprError)) return undefined;
  reportError(thrown, path, reports);
  return daprRpcError(thrown, effect);
}
