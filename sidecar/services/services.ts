// Composes the services of the gRPC port into routes that any transport can serve.
import {
  grpcRoutes,
  type Operation,
  type PipelineOptions,
  type ServedRoute,
  serviceNames,
} from "../rpc/index.ts";
import type { StoreDirectory } from "../stores/index.ts";
import { healthOperations } from "./health-service.ts";
import { reflectionOperations } from "./reflection-service.ts";
import { stateOperations } from "./state-service.ts";
import { storesOperations } from "./stores-service.ts";

/** The dependencies of the services. */
export interface ServiceDependencies extends PipelineOptions {
  readonly stores: StoreDirectory;
  /** Services of other folders. Default: none. */
  readonly more?: readonly Operation[];
}

/** Every route of the port: StateStore, Stores, health, those of other folders, reflection v1 and v1alpha. */
export function createServices(dependencies: ServiceDependencies): ServedRoute[] {
  const { stores, more = [] } = dependencies;
  const operations = [
    ...stateOperations(stores),
    ...storesOperations(stores),
    ...healthOperations(stores),
    ...more,
  ];
  const names = serviceNames(operations.map(({ method }) => method.path));
  return grpcRoutes([...operations, ...reflectionOperations(names)], dependencies);
}
