// Bulk gets of more data than one message or one slice: over HTTP all of it is streamed,
// over gRPC all of it is sent or the call fails. No limit looks like a missing key.
import { request as httpRequest, type IncomingMessage } from "node:http";
import { status } from "@grpc/grpc-js";
import { afterAll, beforeAll, expect, it } from "vitest";
import { factsOf } from "../../../sidecar/dapr/dapr-effects.ts";
import { StoreError } from "../../../src/index.ts";
import { callUnary, openMemoryStore } from "../grpc-fixture.ts";
import { type ProbeStore, probeStore } from "../grpc-probe-store.ts";
import { components } from "./dapr-documents.ts";
import { daprErrorOf } from "./dapr-error.ts";
import { type DaprFixture, startDapr } from "./dapr-fixture.ts";

const mebi = 1024 * 1024;
const count = 40;
const keys = Array.from({ length: count }, (_, index) => `large-${index}`);
const value = (index: number) => `"${String(index % 10).repeat(mebi)}"`;
let dapr: DaprFixture;
let probe: ProbeStore;
// The read of the probe store that fails, from 1.
let failsAt = Number.POSITIVE_INFINITY;

beforeAll(async () => {
  probe = await probeStore(() => {
    if (probe.calls.length >= failsAt) throw new StoreError("unavailable", "the store is gone");
  });
  dapr = await startDapr({
    stores: {
      s: { component: components.inMemory, store: await openMemoryStore() },
      probe: { component: components.inMemory, store: probe.store },
    },
  });
  for (const store of ["s", "probe"]) {
    for (const [index, key] of keys.entries()) {
      const body = `[{"key":"${key}","value":${value(index)}}]`;
      expect((await dapr.send("POST", `/v1.0/state/${store}`, body)).status).toBe(204);
    }
  }
});
afterAll(() => dapr.close());

/** Sends a bulk get; resolves with the response before its body is read. */
function bulk(store: string, requested: readonly string[]): Promise<IncomingMessage> {
  const [host, port] = dapr.httpAddress.split(":");
  const path = `/v1.0/state/${store}/bulk`;
  return new Promise((resolve, reject) => {
    const sent = httpRequest({ host, port, path, method: "POST", agent: false }, resolve);
    sent.on("error", reject);
    sent.end(JSON.stringify({ keys: requested }));
  });
}

it("returns all records over HTTP, in order, with missing ones among them", async () => {
  const requested = ["missing", ...keys, "also missing"];
  const response = await bulk("s", requested);
  let text = "";
  for await (const part of response.setEncoding("utf8")) text += part;
  const items = JSON.parse(text) as { key: string; data?: string; error?: string }[];
  expect(items.map(({ key }) => key)).toEqual(requested);
  expect(items.filter(({ error }) => error !== undefined)).toEqual([]);
  expect(items.filter(({ data }) => data === undefined).map(({ key }) => key)).toEqual([
    "missing",
    "also missing",
  ]);
  for (const [index, { data }] of items.slice(1, -1).entries()) {
    expect(data?.length).toBe(mebi);
    expect(data?.[0]).toBe(String(index % 10));
  }
  expect([response.statusCode, response.headers["transfer-encoding"]]).toEqual([200, "chunked"]);
});

it("sends a short list with its length", async () => {
  const response = await dapr.fetch("/v1.0/state/s/bulk", { method: "POST", body: '{"keys":["a","b"]}' });
  expect(await response.text()).toBe('[{"key":"a"},{"key":"b"}]');
  expect(response.headers.get("content-length")).toBe("25");
});

it("reads no further while the client reads nothing", async () => {
  const before = probe.calls.length;
  const response = await bulk("probe", keys);
  await new Promise((resolve) => setTimeout(resolve, 300));
  // The first slice has 8 records; the sockets hold some more.
  const readEarly = probe.calls.length - before;
  expect(readEarly).toBeLessThan(20);
  let bytes = 0;
  for await (const part of response) bytes += (part as Buffer).length;
  expect(bytes).toBeGreaterThan(count * mebi);
  expect(probe.calls.length - before).toBeGreaterThan(readEarly);
});

it("breaks the connection if the store fails midway, and never closes the list", async () => {
  failsAt = probe.calls.length + 10;
  const response = await bulk("probe", keys);
  let text = "";
  const read = async () => {
    for await (const part of response.setEncoding("utf8")) text += part;
  };
  await expect(read()).rejects.toThrow(/aborted|terminated|reset/);
  failsAt = Number.POSITIVE_INFINITY;
  expect(response.statusCode).toBe(200);
  expect(text.length).toBeGreaterThan(mebi);
  expect(text.endsWith("]")).toBe(false);
  expect(() => JSON.parse(text)).toThrow(SyntaxError);
});

it("replies with an error if the store fails before the reply has begun", async () => {
  failsAt = probe.calls.length + 1;
  const { status: code, json } = await dapr.send("POST", "/v1.0/state/probe/bulk", { keys });
  failsAt = Number.POSITIVE_INFINITY;
  expect(code).toBe(500);
  expect(json).toMatchObject({ errorCode: "ERR_STATE_BULK_GET", message: "the store is gone" });
});

it("stops reading when the client disconnects", async () => {
  const before = probe.calls.length;
  const response = await bulk("probe", keys);
  response.on("error", () => undefined);
  response.destroy();
  await expect.poll(() => probe.calls.at(-1)?.cancelled).toBe(true);
  expect(probe.calls.length - before).toBeLessThan(20);
});

it("returns all records over gRPC up to the size of a message, and fails the whole call beyond it", async () => {
  const get = (requested: readonly string[]) =>
    callUnary(dapr.client, "GetBulkState", { storeName: "s", keys: requested });
  const { items } = await get(keys.slice(0, 15));
  expect(items.map(({ data, error }: { data: Uint8Array; error: string }) => [data.length, error])).toEqual(
    Array(15).fill([mebi + 2, ""]),
  );
  for (const requested of [keys, keys.slice(0, 16), [...keys, "missing"]]) {
    const before = await daprErrorOf(get(requested));
    expect(before.code).toBe(status.RESOURCE_EXHAUSTED);
    expect(before.message).toMatch(/16777216/);
  }
  expect((await daprErrorOf(get(keys))).message).toBe(
    "the records of the 40 keys are larger than the limit of 16777216 bytes for a reply over gRPC; request fewer keys, send the request over HTTP, or raise --max-body-size above half of the size of the reply",
  );
});

it("takes memory over HTTP for what is held at once, not for the whole list", () => {
  expect(factsOf("getBulkState", "http").replyBytesHeldMax).toBeLessThan(mebi);
  expect(factsOf("getBulkState", "grpc").replyBytesHeldMax).toBe(undefined);
});
