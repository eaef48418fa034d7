// The metadata of both sidecars: the same components with the same names and the
// same capabilities, as far as the API defines them.
import { DaprMethods } from "@pillion/proto/dapr";
import { expect, it } from "vitest";
import { component } from "../../sidecar/config/dapr-files/resource-fixture.ts";
import { openSharedStores } from "./shared-stores.ts";
import { type RunningSidecar, startDaprd, startPillion, targetOf } from "./sidecars.ts";

interface Listed {
  readonly name?: string | null;
  readonly type?: string | null;
  readonly version?: string | null;
  readonly capabilities?: readonly string[] | null;
}

// Used internally by daprd, or a preview that the two support on different stores.
const notCompared = new Set(["KEYS_LIKE", "DELETE_WITH_PREFIX", "QUERY_API"]);

function plain(components: readonly Listed[]): string[] {
  const lines = components.map(({ name, type, version, capabilities }) => {
    const compared = (capabilities ?? []).filter((capability) => !notCompared.has(capability)).toSorted();
    return `${name} ${type} ${version} ${compared.join(",")}`;
  });
  return lines.toSorted();
}

async function metadataOf(sidecar: RunningSidecar) {
  const target = targetOf(sidecar);
  try {
    await target.call(DaprMethods.setMetadata, { key: "team", value: "carts" });
    await fetch(`http://${sidecar.http}/v1.0/metadata/by-http`, { method: "PUT", body: "set" });
    const grpc = await target.call(DaprMethods.getMetadata, {});
    const http = (await (await fetch(`http://${sidecar.http}/v1.0/metadata`)).json()) as {
      id: string;
      components: readonly Listed[];
      extended: Readonly<Record<string, string>>;
      actorRuntime: { runtimeStatus: string };
    };
    const { runtimeStatus } = grpc.actorRuntime ?? {};
    return {
      ids: [grpc.id, http.id],
      components: [plain(grpc.registeredComponents), plain(http.components)],
      entries: [grpc.extendedMetadata, http.extended].map(({ team, "by-http": byHttp }) => ({
        team,
        byHttp,
      })),
      actors: [runtimeStatus, http.actorRuntime.runtimeStatus],
    };
  } finally {
    target.close();
    await sidecar.end();
  }
}

it("has the same components, entries and app id", async () => {
  const { options, redis } = await openSharedStores();
  const all = { ...options, resources: [...options.resources, component("memory", "state.in-memory")] };
  const theirs = await metadataOf(await startDaprd(all));
  const ours = await metadataOf(await startPillion(all));
  await redis.process.stop();
  expect(theirs.components[0]).toHaveLength(8);
  expect(ours).toEqual(theirs);
});
