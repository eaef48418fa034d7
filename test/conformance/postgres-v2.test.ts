// The suite on Postgres in Dapr's v2 layout: the driver alone, under the cache, and
// under all layers of the sidecar.
import { openPostgres, postgresExceptions } from "./postgres-subject.ts";
import { cacheLayer, fullStack, itServedReadsFromCache } from "./sidecar-layers.ts";
import { conformance } from "./suite.ts";

const exceptions = postgresExceptions.v2;
const { L2: _driverAlone, ...stackExceptions } = exceptions;

conformance({ name: "postgres v2", open: () => openPostgres("v2"), exceptions });
conformance({
  name: "cache over postgres v2",
  open: () => openPostgres("v2", cacheLayer),
  readConsistency: "eventual",
  exceptions,
});
itServedReadsFromCache();
conformance({
  name: "stack over postgres v2",
  open: () => openPostgres("v2", fullStack),
  isGuarded: true,
  readConsistency: "eventual",
  keyBytesMax: 1024,
  exceptions: stackExceptions,
});
