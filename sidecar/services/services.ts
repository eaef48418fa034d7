// Puts the services of the port together as routes that any transport can serve.
import type { Route } from "@pillion/wire";
import { type CallContext, mappedRoute, operationRoute, serviceNames } from "../rpc/index.ts";
import type { StoreDirectory } from "../stores/index.ts";
import { healthRoutes } from "./health-service.ts";
import { reflectionRoutes } from "./reflection-service.ts";
import { stateOperations, watchRoute } from "./state-service.ts";
import { storesOperations } from "./stores-service.ts";

/** What the services need of the process. */
export interface ServiceDependencies extends CallContext {
  readonly stores: StoreDirectory;
  /** Services of other rooms, which map their own errors. Default: none. */
  readonly more?: readonly Route[];
}

/** Every route of the port: StateStore, Stores, health, those of other rooms, reflection v1 and v1alpha. */
export function createServices(dependencies: ServiceDependencies): Route[] {
  const { stores, more = [] } = dependencies;
  const operations = [...stateOperations(stores), ...storesOperations(stores)];
  const others = [watchRoute(stores), ...healthRoutes(stores), ...more];
  const paths = [...operations, ...others].map((served) => served.method.path);
  const reflection = reflectionRoutes(serviceNames(paths));
  return [
    ...operations.map((operation) => operationRoute(operation, dependencies)),
    ...[...others, ...reflection].map((other) => mappedRoute(other, dependencies)),
  ];
}
