// The health service: the status of each store, of the whole and of a drain, and
// watches that report every change once.
import { type Client, type ClientReadableStream, Metadata } from "@grpc/grpc-js";
import { HealthMethods } from "@pillion/proto";
import { statusCode } from "@pillion/wire";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  callErrorOf,
  callUnary,
  type GrpcFixture,
  openMemoryStore,
  protoClient,
  type Reply,
  startGrpc,
} from "./grpc-fixture.ts";

describe("health over the wire", () => {
  let port: GrpcFixture;
  let client: Client;

  beforeEach(async () => {
    port = await startGrpc({ one: await openMemoryStore(), two: await openMemoryStore() });
    client = protoClient(port.address, "grpc/health/v1/health.proto", "grpc.health.v1.Health");
  });
  afterEach(async () => {
    client.close();
    await port.close();
  });

  const check = async (service: string): Promise<string> =>
    (await callUnary(client, "Check", { service })).status;
  const down = (name: string) =>
    port.directory.setHealth(name, { serving: false, checkTime: undefined, reason: "down" });
  const up = (name: string) => port.directory.setHealth(name, { serving: true, checkTime: 1, reason: "" });

  test("everything serves while every store does", async () => {
    for (const service of ["", "statestore.v1.StateStore", "statestore.v1.Stores", "one", "two"]) {
      expect(await check(service)).toBe("SERVING");
    }
  });

  test("a store that goes down is reported under its name only, not in the whole and not under another", async () => {
    down("one");
    expect(await check("one")).toBe("NOT_SERVING");
    for (const service of ["", "statestore.v1.StateStore", "two", "statestore.v1.Stores"]) {
      expect(await check(service)).toBe("SERVING");
    }
  });

  test("the process is not serving before each store has been reached once", async () => {
    const stores = { one: await openMemoryStore(), two: await openMemoryStore() };
    const fresh = await startGrpc(stores, {}, ["one"]);
    const freshClient = protoClient(fresh.address, "grpc/health/v1/health.proto", "grpc.health.v1.Health");
    const whole = async () => (await callUnary(freshClient, "Check", { service: "" })).status;
    try {
      expect(await whole()).toBe("NOT_SERVING");
      fresh.directory.setHealth("two", { serving: true, checkTime: 1, reason: "" });
      expect(await whole()).toBe("SERVING");
    } finally {
      freshClient.close();
      await fresh.close();
    }
  });

  test("the process is not serving once it prepares to stop, while its stores still are", async () => {
    port.directory.leave();
    expect(await check("")).toBe("NOT_SERVING");
    expect(await check("statestore.v1.StateStore")).toBe("NOT_SERVING");
    expect(await check("one")).toBe("SERVING");
  });

  test("nothing serves while the process drains", async () => {
    port.directory.drain();
    for (const service of ["", "statestore.v1.StateStore", "statestore.v1.Stores", "one"]) {
      expect(await check(service)).toBe("NOT_SERVING");
    }
  });

  test("a list has every service at once", async () => {
    down("two");
    const { statuses } = await callUnary(client, "List", {});
    expect(Object.entries(statuses).map(([name, entry]) => [name, (entry as Reply).status])).toEqual([
      ["", "SERVING"],
      ["statestore.v1.StateStore", "SERVING"],
      ["statestore.v1.Stores", "SERVING"],
      ["one", "SERVING"],
      ["two", "NOT_SERVING"],
    ]);
  });

  test("an unknown service is an error NOT_FOUND, with details", async () => {
    const error = await callErrorOf(callUnary(client, "Check", { service: "three" }));
    expect(error).toMatchObject({ code: statusCode.notFound, reason: "NOT_FOUND", domain: "statestore" });
    expect(error.message).toContain("one, two");
  });

  describe("a watch", () => {
    let stream: ClientReadableStream<{ status?: number }>;
    let seen: number[];
    let ended: Promise<number>;

    const { watch } = HealthMethods;
    const follow = (service: string) => {
      seen = [];
      stream = client.makeServerStreamRequest(
        watch.path,
        (request: { service: string }) => Buffer.from(watch.request.encode(request)),
        (bytes: Buffer) => ({ status: watch.response.decode(bytes).status }),
        { service },
        new Metadata(),
      );
      stream.on("data", ({ status }) => seen.push(status ?? 0));
      ended = new Promise((resolve) =>
        stream.on("error", (error: Error & { code?: number }) => resolve(error.code ?? -1)),
      );
    };

    const [serving, notServing, unknown] = [1, 2, 3];

    test("reports the status at once, then each change, and nothing twice", async () => {
      follow("one");
      await expect.poll(() => seen).toEqual([serving]);
      down("one");
      await expect.poll(() => seen).toEqual([serving, notServing]);
      down("one");
      down("two");
      // When another call has been replied to, the watch has seen the change.
      await check("two");
      expect(seen).toEqual([serving, notServing]);
      up("one");
      await expect.poll(() => seen).toEqual([serving, notServing, serving]);
      stream.cancel();
      expect(await ended).toBe(statusCode.cancelled);
    });

    test("of an unknown service continues, as SERVICE_UNKNOWN", async () => {
      follow("three");
      await expect.poll(() => seen).toEqual([unknown]);
      stream.cancel();
      await ended;
    });

    test("ends when the process drains, after it has reported NOT_SERVING", async () => {
      follow("");
      await expect.poll(() => seen).toEqual([serving]);
      port.directory.drain();
      expect(await ended).toBe(statusCode.unavailable);
      expect(seen).toEqual([serving, notServing]);
      await port.server.drain(60_000);
    });

    test("that the client cancels leaves nothing behind", async () => {
      const listeners = new Set<() => void>();
      const { subscribe } = port.directory;
      Object.assign(port.directory, {
        subscribe: (listener: () => void) => {
          const end = subscribe(listener);
          listeners.add(listener);
          return () => {
            listeners.delete(listener);
            end();
          };
        },
      });
      follow("");
      await expect.poll(() => listeners.size).toBe(1);
      stream.cancel();
      await expect.poll(() => listeners.size).toBe(0);
    });
  });
});
