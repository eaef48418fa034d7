// The suite on Postgres in Dapr's v1 layout: the driver alone, under the cache, and
// under all layers of the sidecar.
import { openPostgres, postgresExceptions } from "./postgres-subject.ts";
import { cacheLayer, fullStack, itServedReadsFromCache } from "./sidecar-layers.ts";
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
itServedReadsFromCache();
conformance({
  name: "stack over postgres v1",
  open: () => openPostgres("v1", fullStack),
  isGuarded: true,
  readConsistency: "eventual",
  keyBytesMax: 1024,
  exceptions: stackExceptions,
});
