// The form of every error: its status over gRPC and HTTP, its details, and when a retry makes sense.
import { rpc } from "@pillion/proto";
import { statusCode } from "@pillion/wire";
import { describe, expect, it, test } from "vitest";
import { type ErrorCode, errorCodes, StoreError, violationError } from "../../src/index.ts";
import type { Effect } from "./call-context.ts";
import { durationOf, httpStatusOf, outcomeName, plainRpcError, rpcErrorOf, statusOf } from "./status.ts";

const rows: Readonly<Record<ErrorCode, readonly [code: number, http: number, retryDelayMs?: number]>> = {
  invalid: [3, 400],
  "too-large": [3, 413],
  "store-not-found": [5, 404],
  conflict: [10, 409],
  "already-exists": [6, 409],
  missing: [9, 412],
  "wrong-type": [9, 409],
  unsupported: [12, 501],
  denied: [7, 403],
  unauthenticated: [16, 401],
  unavailable: [14, 503, 500],
  closed: [14, 503, 1000],
  overloaded: [8, 503, 100],
  deadline: [4, 504],
  cancelled: [1, 499],
  corrupt: [15, 500],
  internal: [13, 500],
};

type Status = ReturnType<typeof statusOf>;

/** The details of a status by their names, decoded. */
function detailsOf(status: Status): Readonly<Record<string, unknown>> {
  const decoders = rpc.rpc as unknown as Record<string, { decode(bytes: Uint8Array): unknown }>;
  const entries = (status.details ?? []).map(({ type_url: url = "", value }) => {
    const name = url?.replace("type.googleapis.com/google.rpc.", "") ?? "";
    return [name, decoders[name]?.decode(value ?? new Uint8Array())] as const;
  });
  return JSON.parse(JSON.stringify(Object.fromEntries(entries)));
}

const notApplied = (code: ErrorCode, options = {}) =>
  new StoreError(code, "text", { outcome: "not-applied", ...options });

describe.each(errorCodes)("the error %s", (code) => {
  const [status, http, retryDelayMs] = rows[code];
  const reason = code.replaceAll("-", "_").toUpperCase();
  const message = code === "internal" ? "internal error" : "text";

  it("has its status, reason and retry delay over gRPC", () => {
    const found = statusOf(notApplied(code), "write");
    expect(found).toMatchObject({ code: status, message });
    const details = detailsOf(found);
    expect(details.ErrorInfo).toEqual({ reason, domain: "statestore", metadata: { outcome: "NOT_APPLIED" } });
    expect("RetryInfo" in details).toBe(retryDelayMs !== undefined);
    expect("BadRequest" in details).toBe(false);
  });

  it("has the same over HTTP", () => {
    expect(httpStatusOf(notApplied(code), "write")).toEqual({
      http,
      code: status,
      message,
      info: { reason, domain: "statestore", metadata: { outcome: "NOT_APPLIED" } },
      retryDelayMs,
    });
  });
});

test("only the error of a write states the outcome, and a write that may have been applied is not to be retried", () => {
  const unknown = new StoreError("unavailable", "text", { outcome: "unknown" });
  const retries = (error: StoreError, effect: Effect) => [
    detailsOf(statusOf(error, effect)).RetryInfo !== undefined,
    httpStatusOf(error, effect).retryDelayMs,
  ];
  expect(detailsOf(statusOf(unknown, "write")).ErrorInfo).toMatchObject({
    metadata: { outcome: "OUTCOME_UNKNOWN" },
  });
  expect(httpStatusOf(unknown, "write").info.metadata).toEqual({ outcome: "OUTCOME_UNKNOWN" });
  expect(httpStatusOf(unknown, "read").info.metadata).toEqual({});
  expect(detailsOf(statusOf(unknown, "read")).ErrorInfo).not.toMatchObject({
    metadata: { outcome: expect.anything() },
  });
  expect(retries(unknown, "write")).toEqual([false, undefined]);
  expect(retries(unknown, "read")).toEqual([true, 500]);
  expect(retries(notApplied("unavailable"), "write")).toEqual([true, 500]);
  expect([outcomeName("unknown"), outcomeName("not-applied")]).toEqual(["OUTCOME_UNKNOWN", "NOT_APPLIED"]);
});

test("the retry delay of the error itself replaces the one of its code", () => {
  for (const code of ["overloaded", "conflict"] as const) {
    const error = notApplied(code, { retryDelayMs: 1250 });
    expect(httpStatusOf(error, "write").retryDelayMs).toBe(1250);
    expect(detailsOf(statusOf(error, "write")).RetryInfo).toMatchObject({
      retryDelay: { nanos: 250_000_000 },
    });
  }
  expect(durationOf(1250)).toEqual({ seconds: 1, nanos: 250_000_000 });
});

test("the index of a mutation is sent, also if it is 0", () => {
  for (const mutationIndex of [0, 7]) {
    const error = notApplied("conflict", { mutationIndex });
    const metadata = { outcome: "NOT_APPLIED", mutation_index: String(mutationIndex) };
    expect(detailsOf(statusOf(error, "write")).ErrorInfo).toMatchObject({ metadata });
    expect(httpStatusOf(error, "write").info.metadata).toEqual(metadata);
  }
});

test("violations have the names of the contract, in the message, in the details and in the metadata", () => {
  const error = violationError([
    { path: ["idempotency", "key"], description: "is empty" },
    { path: ["key"], description: "is missing" },
  ]);
  const message = "idempotency_key: is empty; key: is missing";
  const status = statusOf(error, "write");
  expect(status.message).toBe(message);
  expect(httpStatusOf(error, "write")).toMatchObject({
    message,
    info: { metadata: { field: "idempotency_key" } },
  });
  const details = detailsOf(status);
  expect(details.ErrorInfo).toMatchObject({ metadata: { field: "idempotency_key" } });
  expect(details.BadRequest).toMatchObject({
    fieldViolations: [
      { field: "idempotency_key", description: "is empty", reason: "INVALID" },
      { field: "key", description: "is missing", reason: "INVALID" },
    ],
  });
});

test("an error that ends a call has its status as details, and the error as its cause", () => {
  const error = notApplied("conflict");
  const thrown = rpcErrorOf(error, "write");
  expect(thrown).toMatchObject({ code: statusCode.aborted, statusMessage: "text", cause: error });
  const status = rpc.rpc.Status.decode(thrown.details ?? new Uint8Array());
  expect(detailsOf(status)).toEqual(detailsOf(statusOf(error, "write")));
});

describe("the error of a transport", () => {
  const statusIn = (error: ReturnType<typeof plainRpcError>) =>
    rpc.rpc.Status.decode(error.details ?? new Uint8Array());

  const rejecting = [
    "invalidArgument",
    "notFound",
    "resourceExhausted",
    "unimplemented",
    "permissionDenied",
    "unauthenticated",
  ];

  it.each(Object.entries(statusCode))(
    "with the status %s is not applied only if the call was rejected",
    (name, code) => {
      const outcome = rejecting.includes(name) ? "NOT_APPLIED" : "OUTCOME_UNKNOWN";
      const error = plainRpcError(code, "text", "write");
      expect(error).toMatchObject({ code, statusMessage: "text" });
      expect("cause" in error).toBe(false);
      const reason = name.replace(/[A-Z]/g, "_$&").toUpperCase();
      expect(detailsOf(statusIn(error)).ErrorInfo).toEqual({
        reason,
        domain: "statestore",
        metadata: { outcome },
      });
    },
  );

  it("has the reason, the violation and the outcome that it is given", () => {
    const violation = { field: "key", description: "is bad" };
    const facts = { reason: "SHUTDOWN", violation, outcome: "not-applied" } as const;
    const details = detailsOf(statusIn(plainRpcError(statusCode.unavailable, "text", "write", facts)));
    expect(details.ErrorInfo).toMatchObject({
      reason: "SHUTDOWN",
      metadata: { outcome: "NOT_APPLIED", field: "key" },
    });
    expect(details.BadRequest).toMatchObject({ fieldViolations: [{ ...violation, reason: "SHUTDOWN" }] });
  });
});
