// The routes of Dapr's HTTP API other than state: health, metadata, secrets and
// shutdown.
import type { DaprApi } from "../dapr-api.ts";
import { notReadyError, otherAppError, outboundNotReadyError } from "../texts/sidecar-errors.ts";
import type { DaprSecrets } from "../verbs/dapr-secrets.ts";
import { daprRuntimeVersion, type SidecarMetadata } from "../verbs/sidecar-metadata.ts";
import { jsonReply, noContent } from "./http-reply.ts";
import type { HttpRoute } from "./http-route.ts";

/** Every route other than state. */
export function sidecarRoutes(api: DaprApi): readonly HttpRoute[] {
  return [
    ...healthRoutes(api),
    ...metadataRoutes(api.metadata),
    ...secretRoutes(api.secrets),
    {
      methods: ["POST"],
      rpc: "shutdown",
      template: "/v1.0/shutdown",
      group: "shutdown",
      version: "v1",
      handle: async () => {
        api.shutdown();
        return noContent;
      },
    },
  ];
}

function healthRoutes({ metadata, readiness }: DaprApi): readonly HttpRoute[] {
  const inHealth = { methods: ["GET"], rpc: undefined, group: "health", version: "v1" } as const;
  return [
    {
      ...inHealth,
      template: "/v1.0/healthz",
      handle: async ({ request }) => {
        const { ready, waitingFor } = readiness();
        if (!ready) throw notReadyError(waitingFor);
        const appId = request.query.get("appid");
        if (appId !== null && appId !== metadata.appId) throw otherAppError();
        return noContent;
      },
    },
    {
      ...inHealth,
      template: "/v1.0/healthz/outbound",
      handle: async () => {
        if (!readiness().ready) throw outboundNotReadyError();
        return noContent;
      },
    },
  ];
}

function metadataRoutes(metadata: SidecarMetadata): readonly HttpRoute[] {
  const inMetadata = { group: "metadata", version: "v1" } as const;
  return [
    {
      ...inMetadata,
      methods: ["GET"],
      rpc: "getMetadata",
      template: "/v1.0/metadata",
      handle: async () =>
        jsonReply(200, {
          id: metadata.appId,
          runtimeVersion: daprRuntimeVersion,
          enabledFeatures: [],
          actors: [],
          components: metadata.components,
          extended: metadata.extended,
          subscriptions: [],
          httpEndpoints: [],
          appConnectionProperties: {},
          actorRuntime: { runtimeStatus: "DISABLED", hostReady: false },
        }),
    },
    {
      ...inMetadata,
      methods: ["PUT"],
      rpc: "setMetadata",
      template: "/v1.0/metadata/{key}",
      handle: async ({ parameters, body }) => {
        metadata.set(parameters[0] ?? "", Buffer.from(await body()).toString("utf8"));
        return noContent;
      },
    },
  ];
}

function secretRoutes(secrets: DaprSecrets): readonly HttpRoute[] {
  const inSecrets = { methods: ["GET"], group: "secrets", version: "v1" } as const;
  return [
    {
      ...inSecrets,
      rpc: "getBulkSecret",
      template: "/v1.0/secrets/{store}/bulk",
      handle: async ({ parameters }) =>
        jsonReply(200, Object.fromEntries(await secrets.all(parameters[0] ?? ""))),
    },
    {
      ...inSecrets,
      rpc: "getSecret",
      template: "/v1.0/secrets/{store}/{key}",
      handle: async ({ parameters }) =>
        jsonReply(200, await secrets.get(parameters[0] ?? "", parameters[1] ?? "")),
    },
  ];
}
