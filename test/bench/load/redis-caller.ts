// ioredis connected directly to Redis, with auto-pipelining, as in an application without a sidecar. Records are hashes
// with the fields that the sidecar reads.
import { Redis } from "ioredis";
import type { Target } from "./load-plan.ts";
import { forEachIndex, keyOf, type TargetCaller, valueOfBytes } from "./operation.ts";

const atOnce = 64;

/** ioredis as a target. */
export async function openRedis({ url }: Extract<Target, { type: "redis" }>): Promise<TargetCaller> {
  const redis = new Redis(url, { enableAutoPipelining: true });
  const stored = (key: string) => `direct||${key}`;
  const set = async (key: string, value: Buffer) =>
    void (await redis.hset(stored(key), { data: value, version: "1" }));
  await redis.ping();
  return {
    fill: ({ keyCount, valueBytes }) => {
      const value = valueOfBytes(valueBytes);
      return forEachIndex(keyCount, atOnce, (index) => set(keyOf(index), value));
    },
    get: async (key) => {
      const [value, version] = await redis.hmgetBuffer(stored(key), "data", "version");
      return version === null ? undefined : value?.length;
    },
    set,
    close: async () => void (await redis.quit()),
  };
}
