// Each caller writes and reads records on a real server, existing and missing ones. For Dapr's API, this file has a
// minimal server that handles only the fields that the callers use.
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createWireServer, type Method, type Route, route, type WireServer } from "@pillion/wire";
import protobuf from "protobufjs/minimal.js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sharedPostgresUrl, sharedRedisUrl } from "../../servers/test-servers.ts";
import { openCaller } from "./caller.ts";
import type { Target } from "./load-plan.ts";
import { keyOf } from "./operation.ts";

const bytesField = (number: number): number => (number << 3) | 2;

function fieldsOf(bytes: Uint8Array): Map<number, Uint8Array> {
  const reader = protobuf.Reader.create(bytes);
  const fields = new Map<number, Uint8Array>();
  while (reader.pos < reader.len) {
    const tag = reader.uint32();
    if ((tag & 7) === 2) fields.set(tag >>> 3, reader.bytes());
    else reader.skipType(tag & 7);
  }
  return fields;
}

type BytesMethod = Method<Uint8Array, Uint8Array, Uint8Array, Uint8Array, false, false>;

function daprRoute(name: string, handle: (fields: Map<number, Uint8Array>) => Uint8Array): Route {
  const same = { encode: (bytes: Uint8Array) => bytes, decode: (bytes: Uint8Array) => bytes };
  const method: BytesMethod = {
    path: `/dapr.proto.runtime.v1.Dapr/${name}`,
    requestStream: false,
    responseStream: false,
    request: same,
    response: same,
  };
  return route(method, (request: Uint8Array) => handle(fieldsOf(request)));
}

const none = new Uint8Array();
const textOf = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? none).toString();

function daprRoutes(records: Map<string, Uint8Array>): Route[] {
  return [
    daprRoute("GetMetadata", () => none),
    daprRoute("SaveState", (fields) => {
      const item = fieldsOf(fields.get(2) ?? none);
      records.set(`${textOf(fields.get(1))}/${textOf(item.get(1))}`, Uint8Array.from(item.get(2) ?? none));
      return none;
    }),
    daprRoute("GetState", (fields) => {
      const value = records.get(`${textOf(fields.get(1))}/${textOf(fields.get(2))}`);
      if (value === undefined) return none;
      return protobuf.Writer.create()
        .uint32(bytesField(1))
        .bytes(value)
        .uint32(bytesField(2))
        .string("1")
        .finish();
    }),
  ];
}

const records = new Map<string, Uint8Array>();
let server: WireServer;
let address = "";

beforeAll(async () => {
  server = await createWireServer({ listen: ["127.0.0.1:0"] }, daprRoutes(records));
  address = server.addresses[0] ?? "";
});

afterAll(() => server.close());

async function check(target: Target): Promise<void> {
  const caller = await openCaller(target);
  try {
    await caller.fill({ keyCount: 3, valueBytes: 100 });
    expect(await caller.get(keyOf(2))).toBe(100);
    expect(await caller.get(`missing-${process.pid}`)).toBeUndefined();
    await caller.set(keyOf(2), Buffer.alloc(50, "x"));
    expect(await caller.get(keyOf(2))).toBe(50);
  } finally {
    await caller.close();
  }
}

describe("a caller writes, reads and reports missing records", () => {
  it("with Dapr's API on wire", async () => {
    await check({ type: "dapr", address, store: "statestore" });
    expect(records.get(`statestore/${keyOf(0)}`)?.length).toBe(100);
  });

  it("with the Dapr SDK", () => check({ type: "dapr-sdk", address, store: "other" }));

  it("with Redis", async () => check({ type: "redis", url: await sharedRedisUrl() }));

  it("with Postgres", async () =>
    check({ type: "postgres", url: await sharedPostgresUrl(), connections: 2 }));
});

describe("the file caller", () => {
  it("appends every value", async () => {
    const folder = mkdtempSync(join(tmpdir(), "pillion-bench-test-"));
    try {
      const caller = await openCaller({ type: "file", path: join(folder, "sets") });
      await Promise.all([1, 2, 3].map(() => caller.set("any", Buffer.alloc(10))));
      await caller.close();
      expect(statSync(join(folder, "sets")).size).toBe(30);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
