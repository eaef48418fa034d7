// Generated: one table of methods per service. Do not edit.
import type { Method } from "../method.js";
import type * as dapr from "./dapr.js";

/** The methods of dapr.proto.runtime.v1.Dapr. */
export declare const DaprMethods: {
  readonly getState: Method<dapr.dapr.proto.runtime.v1.GetStateRequest.$Properties, dapr.dapr.proto.runtime.v1.GetStateRequest, dapr.dapr.proto.runtime.v1.GetStateResponse.$Properties, dapr.dapr.proto.runtime.v1.GetStateResponse, false, false>;
  readonly getBulkState: Method<dapr.dapr.proto.runtime.v1.GetBulkStateRequest.$Properties, dapr.dapr.proto.runtime.v1.GetBulkStateRequest, dapr.dapr.proto.runtime.v1.GetBulkStateResponse.$Properties, dapr.dapr.proto.runtime.v1.GetBulkStateResponse, false, false>;
  readonly saveState: Method<dapr.dapr.proto.runtime.v1.SaveStateRequest.$Properties, dapr.dapr.proto.runtime.v1.SaveStateRequest, dapr.google.protobuf.Empty.$Properties, dapr.google.protobuf.Empty, false, false>;
  readonly queryStateAlpha1: Method<dapr.dapr.proto.runtime.v1.QueryStateRequest.$Properties, dapr.dapr.proto.runtime.v1.QueryStateRequest, dapr.dapr.proto.runtime.v1.QueryStateResponse.$Properties, dapr.dapr.proto.runtime.v1.QueryStateResponse, false, false>;
  readonly deleteState: Method<dapr.dapr.proto.runtime.v1.DeleteStateRequest.$Properties, dapr.dapr.proto.runtime.v1.DeleteStateRequest, dapr.google.protobuf.Empty.$Properties, dapr.google.protobuf.Empty, false, false>;
  readonly deleteBulkState: Method<dapr.dapr.proto.runtime.v1.DeleteBulkStateRequest.$Properties, dapr.dapr.proto.runtime.v1.DeleteBulkStateRequest, dapr.google.protobuf.Empty.$Properties, dapr.google.protobuf.Empty, false, false>;
  readonly executeStateTransaction: Method<dapr.dapr.proto.runtime.v1.ExecuteStateTransactionRequest.$Properties, dapr.dapr.proto.runtime.v1.ExecuteStateTransactionRequest, dapr.google.protobuf.Empty.$Properties, dapr.google.protobuf.Empty, false, false>;
  readonly getSecret: Method<dapr.dapr.proto.runtime.v1.GetSecretRequest.$Properties, dapr.dapr.proto.runtime.v1.GetSecretRequest, dapr.dapr.proto.runtime.v1.GetSecretResponse.$Properties, dapr.dapr.proto.runtime.v1.GetSecretResponse, false, false>;
  readonly getBulkSecret: Method<dapr.dapr.proto.runtime.v1.GetBulkSecretRequest.$Properties, dapr.dapr.proto.runtime.v1.GetBulkSecretRequest, dapr.dapr.proto.runtime.v1.GetBulkSecretResponse.$Properties, dapr.dapr.proto.runtime.v1.GetBulkSecretResponse, false, false>;
  readonly getMetadata: Method<dapr.dapr.proto.runtime.v1.GetMetadataRequest.$Properties, dapr.dapr.proto.runtime.v1.GetMetadataRequest, dapr.dapr.proto.runtime.v1.GetMetadataResponse.$Properties, dapr.dapr.proto.runtime.v1.GetMetadataResponse, false, false>;
  readonly setMetadata: Method<dapr.dapr.proto.runtime.v1.SetMetadataRequest.$Properties, dapr.dapr.proto.runtime.v1.SetMetadataRequest, dapr.google.protobuf.Empty.$Properties, dapr.google.protobuf.Empty, false, false>;
  readonly shutdown: Method<dapr.dapr.proto.runtime.v1.ShutdownRequest.$Properties, dapr.dapr.proto.runtime.v1.ShutdownRequest, dapr.google.protobuf.Empty.$Properties, dapr.google.protobuf.Empty, false, false>;
};
