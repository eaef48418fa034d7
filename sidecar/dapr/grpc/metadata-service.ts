// The methods of dapr.proto.runtime.v1.Dapr that are not about state: metadata,
// secrets and shutdown.
import { dapr } from "@pillion/proto/dapr";
import type { DaprApi } from "../dapr-api.ts";
import { daprRuntimeVersion } from "../verbs/sidecar-metadata.ts";
import { type DaprMethod, daprMethod } from "./dapr-method.ts";

const { DISABLED } = dapr.proto.runtime.v1.ActorRuntime.ActorRuntimeStatus;

/** Every method besides those of state. */
export function metadataMethods({ metadata, secrets, shutdown }: DaprApi): readonly DaprMethod[] {
  return [
    daprMethod("getMetadata", "metadata", "v1", async () => ({
      id: metadata.appId,
      registeredComponents: metadata.components.map((component) => ({
        ...component,
        capabilities: [...component.capabilities],
      })),
      extendedMetadata: { ...metadata.extended },
      appConnectionProperties: {},
      runtimeVersion: daprRuntimeVersion,
      actorRuntime: { runtimeStatus: DISABLED },
    })),
    daprMethod("setMetadata", "metadata", "v1", async ({ key, value }) => {
      metadata.set(key, value);
      return {};
    }),
    daprMethod("getSecret", "secrets", "v1", async ({ storeName, key }) => ({
      data: { ...(await secrets.get(storeName, key)) },
    })),
    daprMethod("getBulkSecret", "secrets", "v1", async ({ storeName }) => {
      const all = await secrets.all(storeName);
      return { data: Object.fromEntries([...all].map(([key, parts]) => [key, { secrets: { ...parts } }])) };
    }),
    daprMethod("shutdown", "shutdown", "v1", async () => {
      shutdown();
      return {};
    }),
  ];
}
