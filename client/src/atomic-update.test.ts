// Atomic updates against a scripted sidecar: only a save that was certainly
// rejected is retried, and not after the deadline.
import { rpc, StateStoreMethods, type statestore } from "@pillion/proto";
import { RpcError, type StatusCode, statusCode } from "@pillion/wire";
import { afterEach, expect, test } from "vitest";
import { connectBy } from "../../test/transports/transport.ts";
import { jsonSerializer, StateClient, StateError, type StateStore, unchanged } from "./index.ts";
import { type ScriptedCall, ScriptedServer, script } from "./scripted-server-fixture.ts";

type SetRequest = statestore.v1.SetRequest;

const closers: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

const present = {
  found: true,
  record: { key: "k", value: new TextEncoder().encode("1"), version: "v1", contentType: "application/json" },
};

async function serve(
  onSet: (request: SetRequest, call: ScriptedCall) => Promise<{ version: string }> | { version: string },
): Promise<StateStore<number>> {
  const server = await ScriptedServer.start([
    script(StateStoreMethods.get, () => present),
    script(StateStoreMethods.set, onSet),
  ]);
  const client = new StateClient({ transport: connectBy, address: server.address, random: () => 0 });
  closers.push(async () => {
    await client.close();
    await server.close();
  });
  return client.store(jsonSerializer<number>());
}

function rejection(code: StatusCode, reason: string, outcome: string): RpcError {
  const info = { reason, domain: "statestore", metadata: { outcome } };
  const value = rpc.rpc.ErrorInfo.encode(info).finish();
  const details = [{ type_url: "type.googleapis.com/google.rpc.ErrorInfo", value }];
  return new RpcError(code, reason, { details: rpc.rpc.Status.encode({ code, details }).finish() });
}

const conflict = () => rejection(statusCode.aborted, "CONFLICT", "NOT_APPLIED");

async function failureOf(promise: Promise<unknown>): Promise<StateError> {
  const error = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(StateError);
  return error as StateError;
}

test("a conflict is retried until the save succeeds", async () => {
  let calls = 0;
  const numbers = await serve(({ precondition }) => {
    expect(precondition?.version).toBe("v1");
    calls += 1;
    if (calls < 4) throw conflict();
    return { version: "v5" };
  });
  const result = await numbers.atomicUpdate("k", (value = 0) => value + 1);
  expect(result).toEqual({ changed: true, value: 2, version: "v5", attempts: 4 });
});

test("the attempts are bounded by attemptsMax, and then the outcome is not-applied", async () => {
  let calls = 0;
  const numbers = await serve(() => {
    calls += 1;
    throw conflict();
  });
  const error = await failureOf(numbers.atomicUpdate("k", () => 2, { attemptsMax: 16 }));
  expect(error).toMatchObject({ code: "conflict", outcome: "not-applied" });
  expect(error.message).toContain("16 attempts");
  expect(calls).toBe(16);
  await failureOf(numbers.atomicUpdate("k", () => 2, { attemptsMax: 1 }));
  expect(calls).toBe(17);
});

test.each([
  ["a conflict with an unknown outcome", () => rejection(statusCode.aborted, "CONFLICT", "OUTCOME_UNKNOWN")],
  ["a bare ABORTED", () => new RpcError(statusCode.aborted, "x")],
  ["a lost connection", () => new RpcError(statusCode.unavailable, "x")],
])("%s is not retried", async (_name, thrown) => {
  let calls = 0;
  const numbers = await serve(() => {
    calls += 1;
    throw thrown();
  });
  expect((await failureOf(numbers.atomicUpdate("k", () => 2))).outcome).toBe("unknown");
  expect(calls).toBe(1);
});

test("a rejection that is not a conflict is not retried", async () => {
  let calls = 0;
  const numbers = await serve(() => {
    calls += 1;
    throw rejection(statusCode.resourceExhausted, "OVERLOADED", "NOT_APPLIED");
  });
  expect((await failureOf(numbers.atomicUpdate("k", () => 2))).code).toBe("overloaded");
  expect(calls).toBe(1);
});

test("an error of the change function reaches the caller, and nothing is written", async () => {
  let calls = 0;
  const numbers = await serve(() => {
    calls += 1;
    return { version: "v2" };
  });
  const soldOut = new RangeError("sold out");
  await expect(
    numbers.atomicUpdate("k", () => {
      throw soldOut;
    }),
  ).rejects.toBe(soldOut);
  await expect(numbers.atomicUpdate("k", () => Promise.reject(soldOut))).rejects.toBe(soldOut);
  expect(calls).toBe(0);
});

test("unchanged writes nothing and returns the current value", async () => {
  const numbers = await serve(() => {
    throw new RpcError(statusCode.internal, "it was written");
  });
  const result = await numbers.atomicUpdate("k", () => unchanged);
  expect(result).toEqual({ changed: false, value: 1, version: "v1", attempts: 1 });
});

test("a change function that does not end fails at the deadline", async () => {
  const numbers = await serve(() => {
    throw new RpcError(statusCode.internal, "it was written");
  });
  const error = await failureOf(numbers.atomicUpdate("k", () => new Promise(() => {}), { timeoutMs: 200 }));
  expect(error).toMatchObject({ code: "deadline", outcome: "not-applied" });
});

test("the deadline applies to all attempts together", async () => {
  const numbers = await serve(async () => {
    await new Promise((resolve) => setTimeout(resolve, 60));
    throw conflict();
  });
  const error = await failureOf(numbers.atomicUpdate("k", () => 2, { timeoutMs: 300, attemptsMax: 1_000 }));
  expect(error.code).toBe("deadline");
});

test("an abort between two calls ends the update, not applied", async () => {
  const controller = new AbortController();
  const numbers = await serve(() => ({ version: "v2" }));
  const change = () => {
    controller.abort(new Error("enough"));
    return 2;
  };
  const error = await failureOf(numbers.atomicUpdate("k", change, { signal: controller.signal }));
  expect(error).toMatchObject({ code: "cancelled", outcome: "not-applied" });
});

test("the expiry is kept unless the options set it", async () => {
  const expiries: unknown[] = [];
  const numbers = await serve(({ expiry }) => {
    expiries.push(expiry?.policy);
    return { version: "v2" };
  });
  await numbers.atomicUpdate("k", () => 2);
  await numbers.atomicUpdate("k", () => 2, { ttlMs: 5_000 });
  await numbers.atomicUpdate("k", () => 2, { expiry: "none" });
  expect(expiries).toEqual(["keep", "ttl", "none"]);
});

test("a read that fails ends the update, not applied", async () => {
  const server = await ScriptedServer.start([
    script(StateStoreMethods.get, () => {
      throw new RpcError(statusCode.unavailable, "no store");
    }),
  ]);
  const client = new StateClient({ transport: connectBy, address: server.address });
  closers.push(async () => {
    await client.close();
    await server.close();
  });
  const error = await failureOf(client.store(jsonSerializer()).atomicUpdate("k", () => 2));
  expect(error).toMatchObject({ code: "unavailable", outcome: "not-applied" });
});

test("updates that wait when the client is closed are not applied", async () => {
  const numbers = await serve(() => new Promise(() => {}));
  const close = closers.pop();
  const saving = failureOf(numbers.atomicUpdate("k", () => 2));
  await new Promise((resolve) => setTimeout(resolve, 200));
  const waiting = failureOf(numbers.atomicUpdate("k", () => 3));
  await close?.();
  expect(await saving).toMatchObject({ code: "cancelled", outcome: "unknown" });
  expect(await waiting).toMatchObject({ code: "closed", outcome: "not-applied" });
});
