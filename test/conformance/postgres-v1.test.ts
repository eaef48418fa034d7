// The suite on Postgres in Dapr's v1 layout: the driver alone, under the near
// cache, and under all that the sidecar puts over it.
import { openPostgres, postgresExceptions } from "./postgres-subject.ts";
import { cacheLayer, fullStack, itWasAnsweredFromCache } from "./sidecar-layers.ts";
import { conformance } from "./suite.ts";

const exceptions = postgresExceptions.v1;
const { L2: _driverAlone, ...stackExceptions } = exceptions;

conformance({ name: "postgres v1", open: () => openPostgres("v1"), exceptions });
conformance({
  name: "cache over postgres v1",
  open: () => openPostgres("v1", cacheLayer),
  readConsistency: "eventual",
  exceptions,
});
itWasAnsweredFromCache();
conformance({
  name: "stack over postgres v1",
  open: () => openPostgres("v1", fullStack),
  isGuarded: true,
  readConsistency: "eventual",
  keyBytesMax: 1024,
  exceptions: stackExceptions,
});
