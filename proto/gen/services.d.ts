// Generated: one table of methods per service. Do not edit.
import type { Method } from "../method.js";
import type * as statestore from "./statestore.js";
import type * as health from "./health.js";
import type * as reflection from "./reflection.js";

/** The methods of statestore.v1.StateStore. */
export declare const StateStoreMethods: {
  readonly get: Method<statestore.statestore.v1.GetRequest.$Properties, statestore.statestore.v1.GetRequest, statestore.statestore.v1.GetResponse.$Properties, statestore.statestore.v1.GetResponse, false, false>;
  readonly batchGet: Method<statestore.statestore.v1.BatchGetRequest.$Properties, statestore.statestore.v1.BatchGetRequest, statestore.statestore.v1.BatchGetResponse.$Properties, statestore.statestore.v1.BatchGetResponse, false, false>;
  readonly exists: Method<statestore.statestore.v1.ExistsRequest.$Properties, statestore.statestore.v1.ExistsRequest, statestore.statestore.v1.ExistsResponse.$Properties, statestore.statestore.v1.ExistsResponse, false, false>;
  readonly set: Method<statestore.statestore.v1.SetRequest.$Properties, statestore.statestore.v1.SetRequest, statestore.statestore.v1.SetResponse.$Properties, statestore.statestore.v1.SetResponse, false, false>;
  readonly delete: Method<statestore.statestore.v1.DeleteRequest.$Properties, statestore.statestore.v1.DeleteRequest, statestore.statestore.v1.DeleteResponse.$Properties, statestore.statestore.v1.DeleteResponse, false, false>;
  readonly increment: Method<statestore.statestore.v1.IncrementRequest.$Properties, statestore.statestore.v1.IncrementRequest, statestore.statestore.v1.IncrementResponse.$Properties, statestore.statestore.v1.IncrementResponse, false, false>;
  readonly touch: Method<statestore.statestore.v1.TouchRequest.$Properties, statestore.statestore.v1.TouchRequest, statestore.statestore.v1.TouchResponse.$Properties, statestore.statestore.v1.TouchResponse, false, false>;
  readonly commit: Method<statestore.statestore.v1.CommitRequest.$Properties, statestore.statestore.v1.CommitRequest, statestore.statestore.v1.CommitResponse.$Properties, statestore.statestore.v1.CommitResponse, false, false>;
  readonly batchWrite: Method<statestore.statestore.v1.BatchWriteRequest.$Properties, statestore.statestore.v1.BatchWriteRequest, statestore.statestore.v1.BatchWriteResponse.$Properties, statestore.statestore.v1.BatchWriteResponse, false, false>;
  readonly list: Method<statestore.statestore.v1.ListRequest.$Properties, statestore.statestore.v1.ListRequest, statestore.statestore.v1.ListResponse.$Properties, statestore.statestore.v1.ListResponse, false, false>;
  readonly deletePrefix: Method<statestore.statestore.v1.DeletePrefixRequest.$Properties, statestore.statestore.v1.DeletePrefixRequest, statestore.statestore.v1.DeletePrefixResponse.$Properties, statestore.statestore.v1.DeletePrefixResponse, false, false>;
  readonly watch: Method<statestore.statestore.v1.WatchRequest.$Properties, statestore.statestore.v1.WatchRequest, statestore.statestore.v1.WatchResponse.$Properties, statestore.statestore.v1.WatchResponse, false, true>;
};

/** The methods of statestore.v1.Stores. */
export declare const StoresMethods: {
  readonly listStores: Method<statestore.statestore.v1.ListStoresRequest.$Properties, statestore.statestore.v1.ListStoresRequest, statestore.statestore.v1.ListStoresResponse.$Properties, statestore.statestore.v1.ListStoresResponse, false, false>;
};

/** The methods of grpc.health.v1.Health. */
export declare const HealthMethods: {
  readonly check: Method<health.grpc.health.v1.HealthCheckRequest.$Properties, health.grpc.health.v1.HealthCheckRequest, health.grpc.health.v1.HealthCheckResponse.$Properties, health.grpc.health.v1.HealthCheckResponse, false, false>;
  readonly list: Method<health.grpc.health.v1.HealthListRequest.$Properties, health.grpc.health.v1.HealthListRequest, health.grpc.health.v1.HealthListResponse.$Properties, health.grpc.health.v1.HealthListResponse, false, false>;
  readonly watch: Method<health.grpc.health.v1.HealthCheckRequest.$Properties, health.grpc.health.v1.HealthCheckRequest, health.grpc.health.v1.HealthCheckResponse.$Properties, health.grpc.health.v1.HealthCheckResponse, false, true>;
};

/** The methods of grpc.reflection.v1.ServerReflection. */
export declare const ServerReflectionMethods: {
  readonly serverReflectionInfo: Method<reflection.grpc.reflection.v1.ServerReflectionRequest.$Properties, reflection.grpc.reflection.v1.ServerReflectionRequest, reflection.grpc.reflection.v1.ServerReflectionResponse.$Properties, reflection.grpc.reflection.v1.ServerReflectionResponse, true, true>;
};

/** The methods of grpc.reflection.v1alpha.ServerReflection. */
export declare const ServerReflectionV1AlphaMethods: {
  readonly serverReflectionInfo: Method<reflection.grpc.reflection.v1alpha.ServerReflectionRequest.$Properties, reflection.grpc.reflection.v1alpha.ServerReflectionRequest, reflection.grpc.reflection.v1alpha.ServerReflectionResponse.$Properties, reflection.grpc.reflection.v1alpha.ServerReflectionResponse, true, true>;
};
