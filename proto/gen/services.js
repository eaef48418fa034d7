// Generated: one table of methods per service. Do not edit.
import { codec } from "../codec.js";
import * as statestore from "./statestore.js";
import * as health from "./health.js";
import * as reflection from "./reflection.js";

const method = (path, request, response, requestStream, responseStream, level) => ({ path, ...level, requestStream, responseStream, request: codec(request), response: codec(response) });

export const StateStoreMethods = {
  get: method("/statestore.v1.StateStore/Get", statestore.statestore.v1.GetRequest, statestore.statestore.v1.GetResponse, false, false, { idempotencyLevel: "NO_SIDE_EFFECTS" }),
  batchGet: method("/statestore.v1.StateStore/BatchGet", statestore.statestore.v1.BatchGetRequest, statestore.statestore.v1.BatchGetResponse, false, false, { idempotencyLevel: "NO_SIDE_EFFECTS" }),
  exists: method("/statestore.v1.StateStore/Exists", statestore.statestore.v1.ExistsRequest, statestore.statestore.v1.ExistsResponse, false, false, { idempotencyLevel: "NO_SIDE_EFFECTS" }),
  set: method("/statestore.v1.StateStore/Set", statestore.statestore.v1.SetRequest, statestore.statestore.v1.SetResponse, false, false),
  delete: method("/statestore.v1.StateStore/Delete", statestore.statestore.v1.DeleteRequest, statestore.statestore.v1.DeleteResponse, false, false),
  increment: method("/statestore.v1.StateStore/Increment", statestore.statestore.v1.IncrementRequest, statestore.statestore.v1.IncrementResponse, false, false),
  touch: method("/statestore.v1.StateStore/Touch", statestore.statestore.v1.TouchRequest, statestore.statestore.v1.TouchResponse, false, false),
  commit: method("/statestore.v1.StateStore/Commit", statestore.statestore.v1.CommitRequest, statestore.statestore.v1.CommitResponse, false, false),
  batchWrite: method("/statestore.v1.StateStore/BatchWrite", statestore.statestore.v1.BatchWriteRequest, statestore.statestore.v1.BatchWriteResponse, false, false),
  list: method("/statestore.v1.StateStore/List", statestore.statestore.v1.ListRequest, statestore.statestore.v1.ListResponse, false, false, { idempotencyLevel: "NO_SIDE_EFFECTS" }),
  deletePrefix: method("/statestore.v1.StateStore/DeletePrefix", statestore.statestore.v1.DeletePrefixRequest, statestore.statestore.v1.DeletePrefixResponse, false, false),
  watch: method("/statestore.v1.StateStore/Watch", statestore.statestore.v1.WatchRequest, statestore.statestore.v1.WatchResponse, false, true, { idempotencyLevel: "NO_SIDE_EFFECTS" }),
};

export const StoresMethods = {
  listStores: method("/statestore.v1.Stores/ListStores", statestore.statestore.v1.ListStoresRequest, statestore.statestore.v1.ListStoresResponse, false, false, { idempotencyLevel: "NO_SIDE_EFFECTS" }),
};

export const HealthMethods = {
  check: method("/grpc.health.v1.Health/Check", health.grpc.health.v1.HealthCheckRequest, health.grpc.health.v1.HealthCheckResponse, false, false),
  list: method("/grpc.health.v1.Health/List", health.grpc.health.v1.HealthListRequest, health.grpc.health.v1.HealthListResponse, false, false),
  watch: method("/grpc.health.v1.Health/Watch", health.grpc.health.v1.HealthCheckRequest, health.grpc.health.v1.HealthCheckResponse, false, true),
};

export const ServerReflectionMethods = {
  serverReflectionInfo: method("/grpc.reflection.v1.ServerReflection/ServerReflectionInfo", reflection.grpc.reflection.v1.ServerReflectionRequest, reflection.grpc.reflection.v1.ServerReflectionResponse, true, true),
};

export const ServerReflectionV1AlphaMethods = {
  serverReflectionInfo: method("/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo", reflection.grpc.reflection.v1alpha.ServerReflectionRequest, reflection.grpc.reflection.v1alpha.ServerReflectionResponse, true, true),
};
