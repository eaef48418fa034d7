// How a store's errors appear to clients: the whole table of codes, the outcome of
// writes, and no internal details.
import { statusCode } from "@pillion/wire";
import { describe, expect, test } from "vitest";
import { type ErrorCode, errorCodes, StoreError, type StoreErrorOptions } from "../../src/index.ts";
import { callErrorOf, callUnary, startGrpc, stateClient } from "./grpc-fixture.ts";
import { type Before, probeStore } from "./grpc-probe-store.ts";

async function withStore(
  before: Before,
  body: (
    client: ReturnType<typeof stateClient>,
    probe: Awaited<ReturnType<typeof probeStore>>,
    port: Awaited<ReturnType<typeof startGrpc>>,
  ) => Promise<void>,
): Promise<void> {
  const probe = await probeStore(before);
  const port = await startGrpc({ statestore: probe.store });
  const client = stateClient(port.address);
  try {
    await body(client, probe, port);
  } finally {
    client.close();
    await port.close();
  }
}

const failing =
  (code: ErrorCode, options: StoreErrorOptions = {}): Before =>
  () =>
    Promise.reject(new StoreError(code, `it is ${code}`, options));

const expected: Readonly<Record<ErrorCode, number>> = {
  invalid: statusCode.invalidArgument,
  "too-large": statusCode.invalidArgument,
  "store-not-found": statusCode.notFound,
  conflict: statusCode.aborted,
  "already-exists": statusCode.alreadyExists,
  missing: statusCode.failedPrecondition,
  "wrong-type": statusCode.failedPrecondition,
  unsupported: statusCode.unimplemented,
  denied: statusCode.permissionDenied,
  unauthenticated: statusCode.unauthenticated,
  unavailable: statusCode.unavailable,
  closed: statusCode.unavailable,
  overloaded: statusCode.resourceExhausted,
  deadline: statusCode.deadlineExceeded,
  cancelled: statusCode.cancelled,
  corrupt: statusCode.dataLoss,
  internal: statusCode.internal,
};

describe("errors of a store", () => {
  test.each(errorCodes)("%s has its own status, reason and outcome", async (code) => {
    await withStore(failing(code), async (client) => {
      const write = await callErrorOf(callUnary(client, "Set", { key: "a" }));
      const { outcome } = new StoreError(code, "");
      expect(write).toMatchObject({
        code: expected[code],
        reason: code.replaceAll("-", "_").toUpperCase(),
        domain: "statestore",
        metadata: { outcome: outcome === "unknown" ? "OUTCOME_UNKNOWN" : "NOT_APPLIED" },
      });
      const read = await callErrorOf(callUnary(client, "Get", { key: "a" }));
      expect(read.code).toBe(expected[code]);
      expect(read.metadata).toEqual({});
    });
  });

  test("a retry delay is sent only if the write was not applied", async () => {
    const overloaded = failing("unavailable", { outcome: "not-applied", retryDelayMs: 1250 });
    await withStore(overloaded, async (client) => {
      expect((await callErrorOf(callUnary(client, "Set", { key: "a" }))).retryDelayMs).toBe(1250);
    });
    await withStore(failing("unavailable", { retryDelayMs: 1250 }), async (client) => {
      expect((await callErrorOf(callUnary(client, "Set", { key: "a" }))).retryDelayMs).toBeUndefined();
      expect((await callErrorOf(callUnary(client, "Get", { key: "a" }))).retryDelayMs).toBe(1250);
    });
    await withStore(failing("overloaded"), async (client) => {
      expect((await callErrorOf(callUnary(client, "Set", { key: "a" }))).retryDelayMs).toBeGreaterThan(0);
    });
  });

  test("the cause of an internal error goes to the log and not to the client", async () => {
    const secret = "password=hunter2";
    const before = () => Promise.reject(new TypeError(secret));
    await withStore(before, async (client, _probe, port) => {
      const error = await callErrorOf(callUnary(client, "Set", { key: "a" }));
      expect(error).toMatchObject({ code: statusCode.internal, message: "internal error" });
      expect(JSON.stringify(error)).not.toContain(secret);
      const [failure] = port.failures;
      expect(failure).toMatchObject({ path: "/statestore.v1.StateStore/Set", error: { code: "internal" } });
      expect(String(failure?.error.cause)).toContain(secret);
    });
  });

  test("an internal error with its own message shows the fixed one", async () => {
    await withStore(failing("internal"), async (client) => {
      expect((await callErrorOf(callUnary(client, "Get", { key: "a" }))).message).toBe("internal error");
    });
  });
});

describe("the call that a store receives", () => {
  const observed = async (timeoutMs: number) => {
    let left = Number.NaN;
    await withStore(
      (call) => {
        left = call.deadline - call.clock.monotonic();
      },
      async (client, probe) => {
        await callUnary(client, "Get", { key: "a" }, { timeoutMs });
        expect(probe.calls[0]?.app).toBe("app");
      },
    );
    return left;
  };

  test("a call without a deadline gets five seconds", async () => {
    const left = await observed(Number.POSITIVE_INFINITY);
    expect(left).toBeGreaterThan(1_000);
    expect(left).toBeLessThanOrEqual(5_000);
  });

  test("a client's deadline is kept, up to a minute", async () => {
    const own = await observed(20_000);
    expect(own).toBeGreaterThan(5_000);
    expect(own).toBeLessThanOrEqual(20_100);
    const capped = await observed(3_600_000);
    expect(capped).toBeGreaterThan(20_100);
    expect(capped).toBeLessThanOrEqual(60_000);
  });

  test("a store that hangs does not delay the reply past the deadline", async () => {
    await withStore(
      () => new Promise<never>(() => {}),
      async (client) => {
        const error = await callErrorOf(callUnary(client, "Set", { key: "a" }, { timeoutMs: 300 }));
        expect(error.code).toBe(statusCode.deadlineExceeded);
      },
    );
  });

  test("a cancelled call is cancelled in the store", async () => {
    let cancelled: Promise<void> | undefined;
    await withStore(
      (call) => {
        cancelled = new Promise((resolve) => call.signal.addEventListener("abort", () => resolve()));
        return new Promise<never>(() => {});
      },
      async (client, probe) => {
        const caller = new AbortController();
        const pending = callUnary(client, "Get", { key: "a" }, { signal: caller.signal }).catch(() => {});
        await expect.poll(() => probe.calls.length).toBe(1);
        expect(probe.calls[0]?.cancelled).toBe(false);
        caller.abort();
        await pending;
        await cancelled;
        expect(probe.calls[0]?.cancelled).toBe(true);
      },
    );
  });
});
