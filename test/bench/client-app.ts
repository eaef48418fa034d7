// The application of client.mjs: reads one record of 1 KiB with a fixed number of calls in flight, with the client on one
// of its transports or with ioredis directly from Redis. It reports its CPU time.
import { StateClient } from "@pillion/client";
import { grpcJsTransport } from "@pillion/client/grpc-js";
import { Redis } from "ioredis";

const [clientKind = "", address = ""] = process.argv.slice(2);
const value = Buffer.alloc(1024, 7);
const key = "bench";

/** Reads the record and resolves with its length. */
type Read = () => Promise<number>;

async function openRedis(): Promise<Read> {
  const redis = new Redis(address, { enableAutoPipelining: true });
  await redis.set(key, value);
  return async () => (await redis.getBuffer(key))?.length ?? 0;
}

async function openClient(): Promise<Read> {
  const client = new StateClient({
    address,
    ...(clientKind === "grpc-js" && { transport: grpcJsTransport }),
  });
  await client.set(key, value);
  return async () => (await client.get(key))?.value.length ?? 0;
}

const read = await (clientKind === "ioredis" ? openRedis() : openClient());

async function run(calls: number, inFlight: number): Promise<{ cpuUs: number; ms: number; bytes: number }> {
  const before = process.cpuUsage();
  const startedMs = performance.now();
  let left = calls;
  let bytes = 0;
  const lane = async (): Promise<void> => {
    while (left-- > 0) {
      const length = await read();
      bytes += length;
    }
  };
  await Promise.all(Array.from({ length: inFlight }, lane));
  const { user, system } = process.cpuUsage(before);
  return { cpuUs: user + system, ms: performance.now() - startedMs, bytes };
}

process.on("message", ({ calls, inFlight }: { calls: number; inFlight: number }) => {
  void run(calls, inFlight).then((result) => process.send?.(result));
});
process.once("disconnect", () => process.exit(0));
