// The suite on Postgres in Dapr's v2 layout: the driver alone, under the near
// cache, and under all that the sidecar puts over it.
import { openPostgres, postgresExceptions } from "./postgres-subject.ts";
import { cacheLayer, fullStack, itWasAnsweredFromCache } from "./sidecar-layers.ts";
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
itWasAnsweredFromCache();
conformance({
  name: "stack over postgres v2",
  open: () => openPostgres("v2", fullStack),
  isGuarded: true,
  readConsistency: "eventual",
  keyBytesMax: 1024,
  exceptions: stackExceptions,
});
