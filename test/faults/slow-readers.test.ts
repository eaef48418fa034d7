// Clients that request large values and never read them: they hold little memory, and
// other clients are served.
import { readFileSync } from "node:fs";
import { type ClientHttp2Session, connect } from "node:http2";
import { connect as connectTcp, type Socket } from "node:net";
import { StateStoreMethods } from "@pillion/proto";
import { afterEach, beforeAll, expect, test } from "vitest";
import { nodeEnvironment, nodeFlags } from "../../scripts/node-flags.mjs";
import { ensureBuilt, program, SidecarProcess } from "../e2e/sidecar-process.ts";
import { sharedRedisUrl } from "../servers/test-servers.ts";

const mebibyte = 2 ** 20;
const key = "large";
const clients = 16;

const stops: (() => unknown)[] = [];
beforeAll(ensureBuilt);
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

function memoryMib({ child }: SidecarProcess, field: "VmRSS" | "VmHWM"): number {
  const status = readFileSync(`/proc/${child.pid}/status`, "utf8");
  return Number(new RegExp(`^${field}:\\s+(\\d+) kB$`, "m").exec(status)?.[1]) / 1024;
}

async function start(): Promise<SidecarProcess> {
  const words = [
    "--dapr-grpc-port=0",
    "--dapr-http-port=0",
    `--app-id=slow-${process.pid}`,
    `--store=statestore=${await sharedRedisUrl()}`,
  ];
  const sidecar = new SidecarProcess(words, nodeEnvironment, program, nodeFlags);
  stops.push(() => sidecar.dispose());
  return sidecar.running();
}

function readNothingOverGrpc(address: string): void {
  const session: ClientHttp2Session = connect(`http://${address}`);
  session.on("error", () => undefined);
  stops.push(() => session.destroy());
  const message = Buffer.from(StateStoreMethods.get.request.encode({ key }));
  const prefix = Buffer.alloc(5);
  prefix.writeUInt32BE(message.length, 1);
  const stream = session.request({
    ":method": "POST",
    ":path": StateStoreMethods.get.path,
    "content-type": "application/grpc",
    te: "trailers",
  });
  stream.on("error", () => undefined);
  stream.pause();
  stream.end(Buffer.concat([prefix, message]));
}

function readNothingOverHttp(address: string): void {
  const [host = "", port = ""] = address.split(":");
  const socket: Socket = connectTcp(Number(port), host);
  socket.on("error", () => undefined);
  socket.pause();
  socket.write(`GET /v1.0/state/statestore/${key} HTTP/1.1\r\nhost: x\r\n\r\n`);
  stops.push(() => socket.destroy());
}

test.each([
  ["gRPC", readNothingOverGrpc],
  ["HTTP", readNothingOverHttp],
] as const)(
  "over %s",
  async (name, readNothing) => {
    const sidecar = await start();
    await sidecar.set(key, JSON.stringify("x".repeat(3.9 * mebibyte)));
    const beforeMib = memoryMib(sidecar, "VmRSS");
    for (let index = 0; index < clients; index++) readNothing(sidecar.address(name));
    // At least one reply is stuck before another client sends a request.
    const { text } = await sidecar.http("/metrics");
    expect(text).toContain("pillion_message_memory_limit_bytes");
    await expect
      .poll(async () =>
        /^pillion_message_memory_bytes ([1-9]\d*)/m.test((await sidecar.http("/metrics")).text),
      )
      .toBe(true);
    const path = `/v1.0/state/statestore/${key}`;
    const read = async () => (await sidecar.http(path).catch(() => ({ status: 0 }))).status;
    await expect.poll(read, { timeout: 20_000 }).toBe(200);
    expect(memoryMib(sidecar, "VmHWM")).toBeLessThan(1.2 * beforeMib + 32);
  },
  60_000,
);
