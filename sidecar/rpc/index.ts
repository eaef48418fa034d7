// The index of the rpc folder: what services, transports and other folders use of a call.
export {
  CallContext,
  type CallProtocol,
  type CallSource,
  type Effect,
  type MethodFacts,
} from "./call-context.ts";
export { type DescriptorIndex, descriptorIndex, type FileEntry } from "./descriptor-index.ts";
export { type CallFailure, grpcRoutes, type PipelineOptions, type ServedRoute } from "./grpc-routes.ts";
export { type Operation, operation } from "./operation.ts";
export {
  type CallEnd,
  type CallEnds,
  type Interceptor,
  type Interceptors,
  type Next,
  pipeline,
  type Recorder,
  type RecorderOf,
} from "./pipeline.ts";
export {
  type DescribeStatus,
  durationOf,
  httpStatusOf,
  outcomeName,
  statusOf,
  type TransportStatus,
} from "./status.ts";
export { describeStatus, serviceNames, unknownMethod } from "./transport-status.ts";
export { UnauthenticatedError } from "./unauthenticated-error.ts";
export { type MutationList, mutationOperations } from "./violation-fields.ts";
