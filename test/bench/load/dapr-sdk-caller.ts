// The package `@dapr/dapr`, used over gRPC as an application would use it.
import { CommunicationProtocolEnum, DaprClient } from "@dapr/dapr";
import type { Target } from "./load-plan.ts";
import { forEachIndex, keyOf, type TargetCaller, valueOfBytes } from "./operation.ts";

const atOnce = 8;

// The SDK accepts text or objects, not bytes: the value is text of the same length.
function textOf(valueBytes: number): string {
  return valueOfBytes(valueBytes)
    .toString("latin1")
    .replace(/[^!-~]|["\\]/g, "x")
    .slice(0, valueBytes);
}

/** The SDK as a target. */
export async function openDaprSdk(target: Extract<Target, { type: "dapr-sdk" }>): Promise<TargetCaller> {
  const [, daprHost = "127.0.0.1", daprPort = ""] = /^(.*):(\d+)$/.exec(target.address) ?? [];
  const client = new DaprClient({
    daprHost,
    daprPort,
    communicationProtocol: CommunicationProtocolEnum.GRPC,
  });
  const { store } = target;
  const save = async (key: string, value: string) => {
    const { error } = await client.state.save(store, [{ key, value }]);
    if (error) throw error;
  };
  return {
    fill: ({ keyCount, valueBytes }) => {
      const value = textOf(valueBytes);
      return forEachIndex(keyCount, atOnce, (index) => save(keyOf(index), value));
    },
    get: async (key) => {
      const value: unknown = await client.state.get(store, key);
      return typeof value === "string" && value !== "" ? value.length : undefined;
    },
    set: (key, value) => save(key, textOf(value.length)),
    close: () => client.stop(),
  };
}
