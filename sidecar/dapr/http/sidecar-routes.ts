// The routes of Dapr's HTTP API that are not about state: health, metadata,
// secrets and shutdown.
import type { DaprFace } from "../dapr-api.ts";
import { DaprError } from "../texts/dapr-status.ts";
import { type DaprSelf, daprRuntimeVersion } from "../verbs/dapr-metadata.ts";
import type { DaprSecrets } from "../verbs/dapr-secrets.ts";
import { jsonReply, noContent } from "./http-reply.ts";
import type { HttpRoute } from "./http-route.ts";

/** Every route besides those of state. */
export function sidecarRoutes(face: DaprFace): readonly HttpRoute[] {
  return [
    ...healthRoutes(face),
    ...metadataRoutes(face.self),
    ...secretRoutes(face.secrets),
    {
      methods: ["POST"],
      template: "/v1.0/shutdown",
      group: "shutdown",
      version: "v1",
      handle: async () => {
        face.shutdown();
        return noContent;
      },
    },
  ];
}

function healthRoutes({ self, readiness }: DaprFace): readonly HttpRoute[] {
  const inHealth = { methods: ["GET"], group: "health", version: "v1" } as const;
  return [
    {
      ...inHealth,
      template: "/v1.0/healthz",
      handle: async ({ request }) => {
        const { ready, waitingFor } = readiness();
        if (!ready) throw fault("not-ready", `dapr is not ready: [${waitingFor.join(" ")}]`);
        const asked = request.query.get("appid");
        if (asked !== null && asked !== self.appId)
          throw fault("app-id-differs", "dapr app-id does not match");
        return noContent;
      },
    },
    {
      ...inHealth,
      template: "/v1.0/healthz/outbound",
      handle: async () => {
        if (!readiness().ready) throw fault("outbound-not-ready", "dapr outbound is not ready");
        return noContent;
      },
    },
  ];
}

function fault(name: "not-ready" | "app-id-differs" | "outbound-not-ready", message: string): DaprError {
  return new DaprError(name, message);
}

function metadataRoutes(self: DaprSelf): readonly HttpRoute[] {
  const inMetadata = { group: "metadata", version: "v1" } as const;
  return [
    {
      ...inMetadata,
      methods: ["GET"],
      template: "/v1.0/metadata",
      handle: async () =>
        jsonReply(200, {
          id: self.appId,
          runtimeVersion: daprRuntimeVersion,
          enabledFeatures: [],
          actors: [],
          components: self.components,
          extended: self.extended,
          subscriptions: [],
          httpEndpoints: [],
          appConnectionProperties: {},
          actorRuntime: { runtimeStatus: "DISABLED", hostReady: false },
        }),
    },
    {
      ...inMetadata,
      methods: ["PUT"],
      template: "/v1.0/metadata/{key}",
      handle: async (ask) => {
        self.note(ask.parameters[0] ?? "", Buffer.from(await ask.body()).toString("utf8"));
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
      template: "/v1.0/secrets/{store}/bulk",
      handle: async ({ parameters }) =>
        jsonReply(200, Object.fromEntries(await secrets.all(parameters[0] ?? ""))),
    },
    {
      ...inSecrets,
      template: "/v1.0/secrets/{store}/{key}",
      handle: async ({ parameters }) =>
        jsonReply(200, await secrets.get(parameters[0] ?? "", parameters[1] ?? "")),
    },
  ];
}
