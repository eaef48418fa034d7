// An invalid option is an error that names it, when the client is created.
import { describe, expect, test } from "vitest";
import { type ClientOptions, resolveAddress, StateClient, StateError } from "./index.ts";

function errorOf(run: () => unknown): StateError {
  try {
    run();
  } catch (error) {
    if (error instanceof StateError) return error;
    throw error;
  }
  throw new Error("no error was thrown");
}

describe("the address", () => {
  test("is the one given, then PILLION_ADDRESS, then DAPR_GRPC_PORT, then the default", () => {
    const environment = { PILLION_ADDRESS: "unix:/run/pillion.sock", DAPR_GRPC_PORT: "3501" };
    expect(resolveAddress("state:1", environment)).toBe("state:1");
    expect(resolveAddress(undefined, environment)).toBe("unix:/run/pillion.sock");
    expect(resolveAddress(undefined, { ...environment, PILLION_ADDRESS: "" })).toBe("127.0.0.1:3501");
    expect(resolveAddress(undefined, { DAPR_GRPC_PORT: "" })).toBe("127.0.0.1:50001");
  });

  test.each([["localhost:50001"], ["[::1]:65535"], ["unix:/a b/c.sock"], ["sidecar.default.svc:1"]])(
    "%s is accepted",
    (address) => {
      expect(resolveAddress(address, {})).toBe(address);
    },
  );

  test.each([[""], ["50001"], ["localhost"], ["::1:50001"], ["http://a:1"], ["a:0"], ["a:65536"], ["unix:"]])(
    "%j is rejected, naming the field",
    (address) => {
      expect(errorOf(() => resolveAddress(address, {}))).toMatchObject({ code: "invalid", field: "address" });
    },
  );

  test("an invalid variable is rejected, naming the variable", () => {
    expect(errorOf(() => resolveAddress(undefined, { DAPR_GRPC_PORT: "http" })).field).toBe("DAPR_GRPC_PORT");
    expect(errorOf(() => resolveAddress(undefined, { PILLION_ADDRESS: "x" })).field).toBe("PILLION_ADDRESS");
  });
});

describe("the options", () => {
  test.each([
    ["timeoutMs", { timeoutMs: 0 }],
    ["timeoutMs", { timeoutMs: Number.POSITIVE_INFINITY }],
    ["readRetries", { readRetries: -1 }],
    ["requestBytesMax", { requestBytesMax: 0.5 }],
    ["keepAliveMs", { keepAliveMs: 1 }],
    ["token", { token: "" }],
    ["token", { token: "two words" }],
    ["DAPR_API_TOKEN", { environment: { DAPR_API_TOKEN: "a\nb" } }],
    ["tls.cert, tls.key", { tls: { cert: "x" } }],
    ["timeout", { timeout: 5 } as ClientOptions],
  ])("%s is rejected, naming it, in %j", (field, options) => {
    const error = errorOf(() => new StateClient({ environment: {}, ...options }));
    expect(error).toMatchObject({ code: "invalid", field });
    expect(error.message).toContain(field);
  });

  test("a transport object excludes the options of the connection", () => {
    const transport = {} as NonNullable<ClientOptions["transport"]>;
    expect(errorOf(() => new StateClient({ transport, address: "a:1" })).field).toBe("address");
  });
});
