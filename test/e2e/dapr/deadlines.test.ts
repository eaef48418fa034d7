// The time limits of calls, over gRPC and HTTP: on Dapr's API the client's deadline counts,
// then a Resiliency timeout, then the component's own; statestore.v1 has its own limits.
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { callUnary } from "../grpc-fixture.ts";
import { type ProbeStore, probeStore } from "../grpc-probe-store.ts";
import { components } from "./dapr-documents.ts";
import { daprErrorOf } from "./dapr-error.ts";
import { type DaprFixture, startDapr } from "./dapr-fixture.ts";

const ownMs = 20_000;
const longestMs = 60_000;
let dapr: DaprFixture;
let probes: Readonly<Record<string, ProbeStore>>;
// Calls of `stuck` end when a test says so.
let release: () => void = () => {};

beforeAll(async () => {
  const withOwn = await probeStore(() => {});
  const facts = { ...withOwn.store.facts, callMsDefault: ownMs };
  probes = {
    plain: await probeStore(() => {}),
    own: { calls: withOwn.calls, store: { ...withOwn.store, facts } },
    policy: await probeStore(() => {}),
    stuck: await probeStore(
      () =>
        new Promise<void>((resolve) => {
          release = resolve;
        }),
    ),
  };
  const component = components.inMemory;
  dapr = await startDapr({
    stores: Object.fromEntries(
      Object.entries(probes).map(([name, { store }]) => [
        name,
        { component, store, ...(name === "policy" && { timeoutMs: 30_000 }) },
      ]),
    ),
  });
});
afterAll(() => dapr.close());

/** How long the last call of a store had left when it arrived there, rounded to seconds. */
function secondsLeft(store: string): number {
  const call = probes[store]?.calls.at(-1);
  if (call === undefined) throw new TypeError(`no call arrived at ${store}`);
  return Math.round((call.deadline - call.clock.monotonic()) / 1000);
}

const operations: readonly (readonly [string, string, object])[] = [
  ["GetState", "GET", { key: "k" }],
  ["GetBulkState", "POST", { keys: ["k"] }],
  ["SaveState", "POST", { states: [{ key: "k" }] }],
  ["DeleteState", "DELETE", { key: "k" }],
  ["ExecuteStateTransaction", "POST", { operations: [{ operationType: "delete", request: { key: "k" } }] }],
];

describe.each([
  ["plain", undefined, longestMs],
  ["plain", 300_000, 300_000],
  ["own", undefined, ownMs],
  ["own", 3_000, 3_000],
  ["own", 40_000, 40_000],
  ["policy", undefined, 30_000],
  ["policy", 300_000, 30_000],
  ["policy", 7_000, 7_000],
] as const)("on the store %s a call over gRPC with a deadline of %s ms", (storeName, timeoutMs, expected) => {
  it.each(operations)(`has ${expected} ms in %s`, async (method, _http, request) => {
    const options = { timeoutMs: timeoutMs ?? Number.POSITIVE_INFINITY };
    await callUnary(dapr.client, method, { storeName, ...request }, options);
    expect(secondsLeft(storeName)).toBe(expected / 1000);
  });
});

it.each([
  ["plain", longestMs],
  ["own", ownMs],
  ["policy", 30_000],
])("on the store %s a call over HTTP has %i ms", async (name, expected) => {
  const path = `/v1.0/state/${name}`;
  const requests: readonly [string, string, unknown?][] = [
    ["GET", `${path}/k`],
    ["POST", `${path}/bulk`, { keys: ["k"] }],
    ["POST", path, [{ key: "k", value: 1 }]],
    ["DELETE", `${path}/k`],
    ["POST", `${path}/transaction`, { operations: [{ operation: "delete", request: { key: "k" } }] }],
  ];
  for (const [method, to, body] of requests) {
    expect((await dapr.send(method, to, body)).status).toBeLessThan(300);
    expect(secondsLeft(name)).toBe(expected / 1000);
  }
});

it("a call whose client disconnects before it is sent to the store is cancelled", async () => {
  const { calls } = probes.stuck as ProbeStore;
  const before = calls.length;
  const [host = "", port] = dapr.httpAddress.split(":");
  const socket = connect(Number(port), host);
  socket.write("DELETE /v1.0/state/stuck/k HTTP/1.1\r\nhost: x\r\n\r\n");
  await expect.poll(() => calls.length).toBe(before + 1);
  expect(calls.at(-1)?.cancelled).toBe(false);
  socket.destroy();
  await expect.poll(() => calls.at(-1)?.cancelled).toBe(true);
  release();
});

it("a write that the time limit ends has an unknown outcome", async () => {
  const { store } = await probeStore(() => new Promise(() => {}));
  const slow = await startDapr({ stores: { s: { component: components.inMemory, store, timeoutMs: 50 } } });
  const saved = callUnary(slow.client, "SaveState", { storeName: "s", states: [{ key: "k" }] });
  const { metadata } = await daprErrorOf(saved);
  expect(metadata).toEqual({ "pillion.code": "DEADLINE", "pillion.outcome": "OUTCOME_UNKNOWN" });
  const { status, text } = await slow.send("POST", "/v1.0/state/s", [{ key: "k", value: 1 }]);
  expect([status, text.includes("OUTCOME_UNKNOWN")]).toEqual([500, true]);
  await slow.close();
});
