// The error of a call: its texts and its optional parts.
import { expect, test } from "vitest";
import { Metadata } from "./metadata.ts";
import { RpcError } from "./rpc-error.ts";
import { statusCode, statusName } from "./status.ts";
import { TooLargeError } from "./too-large-error.ts";

test("an error without options was not unsent and has no details, no metadata and no cause", () => {
  const error = new RpcError(statusCode.invalidArgument, "bad");
  expect(error).toMatchObject({
    name: "RpcError",
    code: 3,
    message: "INVALID_ARGUMENT: bad",
    statusMessage: "bad",
    details: undefined,
    unsent: false,
  });
  expect(error.metadata.size).toBe(0);
  expect("cause" in error).toBe(false);
});

test("an error has the options that it is given", () => {
  const cause = new Error("reason");
  const options = {
    details: new Uint8Array([1]),
    metadata: new Metadata().append("a", "b"),
    unsent: true,
    cause,
  };
  for (const error of [new RpcError(statusCode.unavailable, "x", options), new TooLargeError("x", options)]) {
    expect(error).toMatchObject({ details: options.details, unsent: true });
    expect(error.metadata).toBe(options.metadata);
    expect(error.cause).toBe(cause);
  }
  expect(new TooLargeError("x").code).toBe(statusCode.resourceExhausted);
});

test("a status has the name that gRPC writes", () => {
  expect([0, 3, 16].map(statusName)).toEqual(["OK", "INVALID_ARGUMENT", "UNAUTHENTICATED"]);
  expect([17, -1].map(statusName)).toEqual(["CODE(17)", "CODE(-1)"]);
});
