// Errors of failed calls: the sidecar's details decide, and the outcome of a
// write is unknown without proof that it was rejected.
import { rpc } from "@pillion/proto";
import { RpcError, type StatusCode, statusCode, TooLargeError } from "@pillion/wire";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { errorCodes } from "../../src/model/errors.ts";
import { stateErrorOf, stateErrorOfStatus } from "./error-messages.ts";
import { clientFieldOf } from "./field-names.ts";
import { isConflict, isNotApplied, isOutcomeUnknown, StateError, stateErrorCodes } from "./index.ts";

const { ErrorInfo, RetryInfo, BadRequest, Status } = rpc.rpc;

function packed(name: string, value: Uint8Array) {
  return { type_url: `type.googleapis.com/google.rpc.${name}`, value };
}

function info(reason: string, metadata: Record<string, string>, domain = "statestore") {
  return packed("ErrorInfo", ErrorInfo.encode({ reason, domain, metadata }).finish());
}

function failed(code: StatusCode, details: ReturnType<typeof packed>[], options = {}): RpcError {
  const bytes = Status.encode({ code, message: "why", details }).finish();
  return new RpcError(code, "why", { details: bytes, ...options });
}

const codes = Object.values(statusCode).filter((code) => code !== statusCode.ok);

test("the client knows every code of the engine and no other", () => {
  expect([...stateErrorCodes]).toEqual([...errorCodes]);
});

test.each(stateErrorCodes.map((code) => [code]))("reason %s becomes its code", (code) => {
  const reason = code.toUpperCase().replaceAll("-", "_");
  const error = stateErrorOf(failed(statusCode.unknown, [info(reason, { outcome: "NOT_APPLIED" })]), "write");
  expect(error).toMatchObject({ code, outcome: "not-applied", message: "why", grpcStatus: 2 });
});

test("field, mutation index and retry delay are in the error", () => {
  const metadata = { outcome: "NOT_APPLIED", field: "mutations[3].key", mutation_index: "3" };
  const delay = packed("RetryInfo", RetryInfo.encode({ retryDelay: { seconds: 1, nanos: 5e6 } }).finish());
  const error = stateErrorOf(failed(statusCode.invalidArgument, [info("INVALID", metadata), delay]), "write");
  expect(error).toMatchObject({ field: "mutations[3].key", mutationIndex: 3, retryDelayMs: 1005 });
});

test("an index that is not a whole number of at most nine digits is ignored", () => {
  const indexOf = (index: string) => {
    const metadata = { outcome: "NOT_APPLIED", mutation_index: index };
    return stateErrorOf(failed(statusCode.aborted, [info("CONFLICT", metadata)]), "write").mutationIndex;
  };
  expect(["0", "12", "123456789"].map(indexOf)).toEqual([0, 12, 123_456_789]);
  expect(["x1", "1x", "-1", "1.5", "", "1234567890"].map(indexOf)).toEqual(new Array(6).fill(undefined));
});

test("a reason that is newer than the client does not replace the code of the status", () => {
  const error = stateErrorOf(failed(statusCode.unavailable, [info("NEWER", {})]), "write");
  expect(error).toMatchObject({ code: "unavailable", outcome: "unknown" });
});

test("violations without a field, and an empty list of them, leave field and message as they are", () => {
  const errorOf = (fieldViolations: { field?: string; description?: string }[]) =>
    stateErrorOf(
      failed(statusCode.invalidArgument, [
        packed("BadRequest", BadRequest.encode({ fieldViolations }).finish()),
      ]),
      "read",
    );
  expect(errorOf([{}])).toMatchObject({ field: undefined, violations: [{ field: "", description: "" }] });
  expect(errorOf([])).toMatchObject({ field: undefined, message: "why", violations: [] });
});

test("a status with an unknown code, or without one, is unknown", () => {
  for (const code of [99, null, undefined]) {
    const error = stateErrorOfStatus({ code, message: "x" } as never, "write");
    expect(error).toMatchObject({ code: "internal", grpcStatus: 2, message: "x", outcome: "unknown" });
  }
  const error = stateErrorOf(new RpcError(99 as StatusCode, "x"), "write");
  expect(error).toMatchObject({ code: "internal", outcome: "unknown" });
});

test("a status without a message has the name of its code as the message", () => {
  const status = { code: statusCode.dataLoss, message: "" } as never;
  expect(stateErrorOfStatus(status, "read")).toMatchObject({ code: "corrupt", message: "DATA_LOSS" });
});

test("the index of a mutation is read from its field", () => {
  const metadata = { outcome: "NOT_APPLIED", field: "mutations[12].set.key" };
  const error = stateErrorOf(failed(statusCode.invalidArgument, [info("INVALID", metadata)]), "write");
  expect(error.mutationIndex).toBe(12);
});

test("a field that only BadRequest names is in the error", () => {
  const violation = { field: "key", description: "is missing" };
  const bad = packed("BadRequest", BadRequest.encode({ fieldViolations: [violation] }).finish());
  expect(stateErrorOf(failed(statusCode.invalidArgument, [bad]), "read").field).toBe("key");
});

describe("the outcome of a write", () => {
  test.each(codes.map((code) => [code]))("is unknown for a bare status %i", (code) => {
    const error = stateErrorOf(new RpcError(code, "x"), "write");
    expect(error.outcome).toBe("unknown");
    expect(isOutcomeUnknown(error)).toBe(true);
    expect(isConflict(error)).toBe(false);
  });

  test.each(codes.map((code) => [code]))("is not-applied for status %i if nothing was sent", (code) => {
    const error = stateErrorOf(new RpcError(code, "x", { unsent: true }), "write");
    expect(isNotApplied(error)).toBe(true);
  });

  test("is unknown if the sidecar reports it as unknown, or not at all", () => {
    for (const metadata of [{ outcome: "OUTCOME_UNKNOWN" }, {}, { outcome: "not_applied" }]) {
      const error = stateErrorOf(failed(statusCode.aborted, [info("CONFLICT", metadata as never)]), "write");
      expect(error).toMatchObject({ code: "conflict", outcome: "unknown" });
      expect(isConflict(error)).toBe(false);
    }
  });

  test("is ignored in details of another domain", () => {
    const foreign = info("CONFLICT", { outcome: "NOT_APPLIED" }, "example.com");
    const error = stateErrorOf(failed(statusCode.unavailable, [foreign]), "write");
    expect(error).toMatchObject({ code: "unavailable", outcome: "unknown" });
  });

  test("is undefined for a read", () => {
    expect(stateErrorOf(failed(statusCode.aborted, [info("CONFLICT", {})]), "read").outcome).toBeUndefined();
  });
});

test("details that cannot be decoded do not make a write look rejected, and do not throw", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), fc.uint8Array({ maxLength: 64 }), (whole, part) => {
      const one = new RpcError(statusCode.internal, "x", { details: whole });
      expect(stateErrorOf(one, "write").outcome).toBe("unknown");
      const other = failed(statusCode.internal, [packed("ErrorInfo", part)]);
      expect(stateErrorOf(other, "write").outcome).toBe("unknown");
    }),
  );
});

test("a request that was not sent because of its size is too-large", () => {
  const error = stateErrorOf(new TooLargeError("big", { unsent: true }), "write");
  expect(error).toMatchObject({ code: "too-large", outcome: "not-applied" });
});

test("a request that was not sent because too many are waiting is overloaded, and not applied", () => {
  const error = stateErrorOf(new RpcError(statusCode.resourceExhausted, "many", { unsent: true }), "write");
  expect(error).toMatchObject({ code: "overloaded", outcome: "not-applied" });
});

test("a request that cannot be encoded is invalid, and not applied", () => {
  const error = stateErrorOf(new RpcError(statusCode.internal, "no bytes", { unsent: true }), "write");
  expect(error).toMatchObject({ code: "invalid", outcome: "not-applied" });
});

test("the status of an entry is converted like that of a call", () => {
  const details = [info("MISSING", { outcome: "NOT_APPLIED", mutation_index: "2" })];
  const status = { code: statusCode.failedPrecondition, message: "gone", details };
  const error = stateErrorOfStatus(status as never, "write");
  expect(error).toMatchObject({ code: "missing", message: "gone", mutationIndex: 2 });
  expect(isConflict(error)).toBe(true);
});

test("an error that is not an RpcError becomes internal, with its cause", () => {
  const cause = new TypeError("x is not a function");
  expect(stateErrorOf(cause, "write")).toMatchObject({ code: "internal", outcome: "unknown", cause });
  const stateError = new StateError("closed", "x");
  expect(stateErrorOf(stateError, "read")).toBe(stateError);
});

test.each([
  ["key", "key"],
  ["page_size", "pageSize"],
  ["content_type", "contentType"],
  ["idempotency_key", "idempotencyKey"],
  ["expiry.ttl", "ttlMs"],
  ["expiry", "expiry"],
  ["precondition.version", "ifVersion"],
  ["precondition.absent", "ifAbsent"],
  ["mutations[3].set.expiry.ttl", "mutations[3].ttlMs"],
  ["mutations[0].increment.delta", "mutations[0].delta"],
  ["mutations[12].delete.precondition.present", "mutations[12].ifPresent"],
  ["mutations[2].set", "mutations[2]"],
  ["mutations[2]", "mutations[2]"],
  ["mutations", "mutations"],
  ["keys[4]", "keys[4]"],
])("the field %s of the contract is %s of the client", (field, expected) => {
  expect(clientFieldOf(field)).toBe(expected);
});

test("all violations are in the error, with the client's names", () => {
  const fieldViolations = [
    { field: "expiry.ttl", description: "is too long" },
    { field: "content_type", description: "is too large" },
  ];
  const bad = packed("BadRequest", BadRequest.encode({ fieldViolations }).finish());
  const error = stateErrorOf(failed(statusCode.invalidArgument, [bad]), "write");
  expect(error).toMatchObject({
    field: "ttlMs",
    message: "ttlMs: is too long; contentType: is too large",
    violations: [
      { field: "ttlMs", description: "is too long" },
      { field: "contentType", description: "is too large" },
    ],
  });
});

describe("a precondition that does not hold", () => {
  const conflict = (index?: string) =>
    failed(statusCode.aborted, [
      info("CONFLICT", { outcome: "NOT_APPLIED", ...(index !== undefined && { mutation_index: index }) }),
    ]);

  test("is reported with the key and the required version", () => {
    const request = { key: "cart/ada", precondition: { version: "v7" } };
    expect(stateErrorOf(conflict(), "write", request).message).toBe('key "cart/ada": why (ifVersion: "v7")');
  });

  test("is reported with the key and the version of its mutation", () => {
    const mutations = [{ set: { key: "a" } }, { delete: { key: "b", precondition: { version: "2" } } }];
    expect(stateErrorOf(conflict("1"), "write", { mutations }).message).toBe('key "b": why (ifVersion: "2")');
    expect(stateErrorOf(conflict(), "write", { mutations }).message).toBe("why");
  });

  test("of a batch is reported with the key of its entry", () => {
    const details = [info("ALREADY_EXISTS", { outcome: "NOT_APPLIED" })];
    const status = { code: statusCode.alreadyExists, message: "the key exists", details };
    const mutation = { set: { key: "a", precondition: { absent: true } } };
    expect(stateErrorOfStatus(status as never, "write", mutation).message).toBe('key "a": the key exists');
  });
});

test("an error as JSON has its message, code and outcome, and neither stack nor cause", () => {
  const error = stateErrorOf(
    failed(statusCode.aborted, [info("CONFLICT", { outcome: "NOT_APPLIED" })]),
    "write",
  );
  expect(JSON.parse(JSON.stringify(error))).toEqual({
    name: "StateError",
    code: "conflict",
    message: "why",
    outcome: "not-applied",
    grpcStatus: statusCode.aborted,
  });
});
