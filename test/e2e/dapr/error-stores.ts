// The stores of the error cases over gRPC and HTTP: `good`, in memory; `numbers`,
// with etags of Postgres v1; `plain`, without transactions; `down`, which fails.
import { StoreError } from "../../../src/index.ts";
import { probeStore } from "../grpc-probe-store.ts";
import { components } from "./dapr-documents.ts";
import type { FixtureStore } from "./dapr-fixture.ts";

/** The message of the errors of `down`. */
export const downText = "the store cannot be reached now";

/** The stores by name, new for each call. */
export async function errorStores(): Promise<Readonly<Record<string, FixtureStore>>> {
  const { store: down } = await probeStore(() => Promise.reject(new StoreError("unavailable", downText)));
  return {
    good: { component: components.inMemory },
    numbers: { component: components.postgresV1 },
    plain: { component: components.inMemory, capabilities: ["ETAG"] },
    down: { component: components.inMemory, store: down },
  };
}
