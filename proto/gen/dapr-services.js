// Generated: one table of methods per service. Do not edit.
import { codec } from "../codec.js";
import * as dapr from "./dapr.js";

const method = (path, request, response, requestStream, responseStream, level) => ({ path, ...level, requestStream, responseStream, request: codec(request), response: codec(response) });

export const DaprMethods = {
  getState: method("/dapr.proto.runtime.v1.Dapr/GetState", dapr.dapr.proto.runtime.v1.GetStateRequest, dapr.dapr.proto.runtime.v1.GetStateResponse, false, false),
  getBulkState: method("/dapr.proto.runtime.v1.Dapr/GetBulkState", dapr.dapr.proto.runtime.v1.GetBulkStateRequest, dapr.dapr.proto.runtime.v1.GetBulkStateResponse, false, false),
  saveState: method("/dapr.proto.runtime.v1.Dapr/SaveState", dapr.dapr.proto.runtime.v1.SaveStateRequest, dapr.google.protobuf.Empty, false, false),
  queryStateAlpha1: method("/dapr.proto.runtime.v1.Dapr/QueryStateAlpha1", dapr.dapr.proto.runtime.v1.QueryStateRequest, dapr.dapr.proto.runtime.v1.QueryStateResponse, false, false),
  deleteState: method("/dapr.proto.runtime.v1.Dapr/DeleteState", dapr.dapr.proto.runtime.v1.DeleteStateRequest, dapr.google.protobuf.Empty, false, false),
  deleteBulkState: method("/dapr.proto.runtime.v1.Dapr/DeleteBulkState", dapr.dapr.proto.runtime.v1.DeleteBulkStateRequest, dapr.google.protobuf.Empty, false, false),
  executeStateTransaction: method("/dapr.proto.runtime.v1.Dapr/ExecuteStateTransaction", dapr.dapr.proto.runtime.v1.ExecuteStateTransactionRequest, dapr.google.protobuf.Empty, false, false),
  getSecret: method("/dapr.proto.runtime.v1.Dapr/GetSecret", dapr.dapr.proto.runtime.v1.GetSecretRequest, dapr.dapr.proto.runtime.v1.GetSecretResponse, false, false),
  getBulkSecret: method("/dapr.proto.runtime.v1.Dapr/GetBulkSecret", dapr.dapr.proto.runtime.v1.GetBulkSecretRequest, dapr.dapr.proto.runtime.v1.GetBulkSecretResponse, false, false),
  getMetadata: method("/dapr.proto.runtime.v1.Dapr/GetMetadata", dapr.dapr.proto.runtime.v1.GetMetadataRequest, dapr.dapr.proto.runtime.v1.GetMetadataResponse, false, false),
  setMetadata: method("/dapr.proto.runtime.v1.Dapr/SetMetadata", dapr.dapr.proto.runtime.v1.SetMetadataRequest, dapr.google.protobuf.Empty, false, false),
  shutdown: method("/dapr.proto.runtime.v1.Dapr/Shutdown", dapr.dapr.proto.runtime.v1.ShutdownRequest, dapr.google.protobuf.Empty, false, false),
};
