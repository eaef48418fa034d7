// The index of the rpc folder: what services, transports and other folders use of a call.
export { type DescriptorIndex, descriptorIndex, type FileEntry } from "./descriptor-index.ts";
export {
  type CallContext,
  type CallFailure,
  engineCall,
  mappedRoute,
  type Operation,
  operation,
  operationRoute,
} from "./intercept.ts";
export { readableRoute, readRequest } from "./request-codec.ts";
export {
  type DescribeStatus,
  durationOf,
  type Effect,
  rpcErrorOf,
  statusOf,
  type TransportStatus,
} from "./status.ts";
export { describeStatus, serviceNames, unknownMethod } from "./transport-status.ts";
export { type MutationList, mutationOperations } from "./violation-fields.ts";
