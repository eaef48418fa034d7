// What both sides tell their clients of themselves: the same components, by the
// same names, with the same powers as far as the API knows them.
import { DaprMethods } from "@pillion/proto/dapr";
import { expect, it } from "vitest";
import { component } from "../../sidecar/config/dapr-files/resource-fixture.ts";
import { openSharedStores } from "./shared-stores.ts";
import { type Side, startDaprd, startPillion, targetOf } from "./sidecars.ts";

interface Listed {
  readonly name?: string | null;
  readonly type?: string | null;
  readonly version?: string | null;
  readonly capabilities?: readonly string[] | null;
}

// Of daprd's own use, or of a preview that each side has on stores of its own.
const notCompared = new Set(["KEYS_LIKE", "DELETE_WITH_PREFIX", "QUERY_API"]);

function plain(components: readonly Listed[]): string[] {
  const lines = components.map(({ name, type, version, capabilities }) => {
    const powers = (capabilities ?? []).filter((power) => !notCompared.has(power)).toSorted();
    return `${name} ${type} ${version} ${powers.join(",")}`;
  });
  return lines.toSorted();
}

async function told(side: Side) {
  const target = targetOf(side);
  try {
    await target.call(DaprMethods.setMetadata, { key: "team", value: "carts" });
    await fetch(`http://${side.http}/v1.0/metadata/by-http`, { method: "PUT", body: "noted" });
    const grpc = await target.call(DaprMethods.getMetadata, {});
    const http = (await (await fetch(`http://${side.http}/v1.0/metadata`)).json()) as {
      id: string;
      components: readonly Listed[];
      extended: Readonly<Record<string, string>>;
      actorRuntime: { runtimeStatus: string };
    };
    const { runtimeStatus } = grpc.actorRuntime ?? {};
    return {
      ids: [grpc.id, http.id],
      components: [plain(grpc.registeredComponents), plain(http.components)],
      notes: [grpc.extendedMetadata, http.extended].map(({ team, "by-http": noted }) => ({ team, noted })),
      actors: [runtimeStatus, http.actorRuntime.runtimeStatus],
    };
  } finally {
    target.close();
    await side.end();
  }
}

it("they name the same components, notes and app", async () => {
  const { options, redis } = await openSharedStores();
  const all = { ...options, resources: [...options.resources, component("memory", "state.in-memory")] };
  const theirs = await told(await startDaprd(all));
  const ours = await told(await startPillion(all));
  await redis.process.stop();
  expect(theirs.components[0]).toHaveLength(8);
  expect(ours).toEqual(theirs);
});
