// Bulk gets of large records with Dapr's JavaScript SDK: every record, or an error, never a
// record that looks missing.
import { CommunicationProtocolEnum, DaprClient } from "@dapr/dapr";
import { afterAll, beforeAll, expect, it } from "vitest";
import { ensureBuilt, ProcessFixture, type SidecarProcess } from "../sidecar-process.ts";
import { logger } from "./sdk-suite.ts";

const mebi = 1024 * 1024;
const store = "statestore";
// Together more than the 16 MiB of a reply over gRPC, and than the 12 MiB of a reply of `BatchGet`.
const keys = Array.from({ length: 18 }, (_, index) => `large-${index}`);
let fixture: ProcessFixture;
let sidecar: SidecarProcess;
const clients: DaprClient[] = [];

function clientOf(name: "gRPC" | "HTTP"): DaprClient {
  const [daprHost = "", daprPort = ""] = sidecar.address(name).split(":");
  const communicationProtocol = CommunicationProtocolEnum[name === "gRPC" ? "GRPC" : "HTTP"];
  const client = new DaprClient({ daprHost, daprPort, communicationProtocol, maxBodySizeMb: 32, logger });
  clients.push(client);
  return client;
}

beforeAll(async () => {
  ensureBuilt();
  fixture = new ProcessFixture();
  sidecar = await fixture.start(["--store=statestore=memory:"]);
  const { state } = clientOf("HTTP");
  for (const key of keys) expect(await state.save(store, [{ key, value: "v".repeat(mebi) }])).toEqual({});
}, 60_000);
afterAll(async () => {
  await Promise.all(clients.map((client) => client.stop()));
  await fixture?.dispose();
});

const lengths = (items: readonly { data?: unknown }[]) => items.map(({ data }) => String(data ?? "").length);

it("returns every record over HTTP", async () => {
  const items = await clientOf("HTTP").state.getBulk(store, keys);
  expect(lengths(items)).toEqual(keys.map(() => mebi));
});

it("returns every record over gRPC up to the size of a message, and fails beyond it", async () => {
  const { state } = clientOf("gRPC");
  const fitting = keys.slice(0, 15);
  expect(lengths(await state.getBulk(store, fitting))).toEqual(fitting.map(() => mebi));
  await expect(state.getBulk(store, keys)).rejects.toThrow(/larger than the limit of 16777216 bytes/);
});
