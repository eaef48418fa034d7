// An invalid option is an error that names it, when the client is created.
import { describe, expect, test } from "vitest";
import { compileClient, compileConnection } from "./client-options.ts";
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

  test.each([
    ["a:0", "address: needs a port from 1 to 65535"],
    ["a:65536", "address: needs a port from 1 to 65535"],
    ["unix:", "address: needs a path after unix:"],
    ["http://a:1", "address: must be host:port without http://, with the gRPC port of the sidecar"],
    ["a", "address: must be host:port, [ipv6]:port or unix:/path"],
    ["a b:1", "address: must be host:port, [ipv6]:port or unix:/path"],
    ["", "address: must not be empty"],
  ])("the error of %j says what is missing", (address, message) => {
    expect(errorOf(() => resolveAddress(address, {})).message).toBe(message);
  });

  test("the error of a port in the environment says what it may be", () => {
    for (const port of ["0", "65536", "123456", "x1"])
      expect(errorOf(() => resolveAddress(undefined, { DAPR_GRPC_PORT: port })).message).toBe(
        "DAPR_GRPC_PORT: needs a port from 1 to 65535",
      );
    expect(resolveAddress(undefined, { DAPR_GRPC_PORT: "65535" })).toBe("127.0.0.1:65535");
  });

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

  test.each<[string, object]>([
    ["tls.ca: must be PEM text or its bytes, not a number", { tls: { ca: 5 } }],
    ["tls.key: must be PEM text or its bytes, not an empty string", { tls: { cert: "x", key: "" } }],
    ["tls.serverName: must not be empty", { tls: { serverName: "" } }],
    ["tls.cert, tls.key: must be given together", { tls: { key: "x" } }],
    ['tls.serverNam: unknown option; did you mean "serverName"?', { tls: { serverNam: "x" } }],
    [
      "tls: must be an object such as { ca }, or true for Node's certificate authorities, or false, not a string",
      { tls: "yes" },
    ],
    ["token: must be one or more visible ASCII characters", { token: "é" }],
    ["keepAliveTimeoutMs: must be a whole number from 100 to 2147483647, not 99", { keepAliveTimeoutMs: 99 }],
    ["keepAliveMs: must be a whole number from 1000 to 2147483647, not 999", { keepAliveMs: 999 }],
    ["replyBytesMax: must be a whole number from 1 to 2147483647, not 0", { replyBytesMax: 0 }],
    ["readRetries: must be a whole number from 0 to 10, not 11", { readRetries: 11 }],
    [
      "transport: must be a function such as grpcJsTransport of @pillion/client/grpc-js, or a transport, not a string; leave it out for the default",
      { transport: "grpc" },
    ],
    [
      "transport: must be or return a transport, an object with the methods unary, stream and close, not an object",
      { environment: undefined, transport: { unary: () => {}, stream: () => {} } },
    ],
    [
      "address: has no effect when transport is an object; remove it, or pass a function as transport",
      { environment: undefined, transport: {}, address: "a:1" },
    ],
    ["clock.now: must be a function, not undefined", { clock: {} }],
    ["clock.monotonic: must be a function, not undefined", { clock: { now: () => 1 } }],
    ["random: must be a function, not a number", { random: 0.5 }],
    ["store: must be a string, not a number", { store: 5 }],
    ["environment: must be an object, not a string", { environment: "x" }],
  ])("%s", (message, options) => {
    expect(errorOf(() => new StateClient({ environment: {}, ...options })).message).toBe(message);
  });

  test("a transport object excludes the options of the connection", () => {
    const transport = {} as NonNullable<ClientOptions["transport"]>;
    expect(errorOf(() => new StateClient({ transport, address: "a:1" })).field).toBe("address");
  });

  test("that are valid are kept, and the others have their defaults", () => {
    const environment = {};
    expect(compileConnection({ environment })).toMatchObject({
      address: "127.0.0.1:50001",
      tls: undefined,
      requestBytesMax: 4 * 2 ** 20,
      replyBytesMax: 64 * 2 ** 20,
      keepAliveMs: 30_000,
      keepAliveTimeoutMs: 10_000,
    });
    const pair = { cert: "c", key: Uint8Array.of(1), ca: "a", serverName: "s" };
    expect(compileConnection({ environment, tls: false }).tls).toBeUndefined();
    expect(compileConnection({ environment, tls: true }).tls).toEqual({});
    expect(compileConnection({ environment, tls: {} }).tls).toEqual({});
    expect(compileConnection({ environment, tls: pair }).tls).toEqual(pair);
    expect(compileClient({ environment })).toMatchObject({
      store: "",
      token: undefined,
      timeoutMs: 5_000,
      readRetries: 2,
    });
    expect(compileClient({ environment, token: "!token~" }).token).toBe("!token~");
    expect(compileClient({ environment: { DAPR_API_TOKEN: "x" } }).token).toBe("x");
    expect(compileClient({ environment: { DAPR_API_TOKEN: "" } }).token).toBeUndefined();
  });

  test("a transport may be a function, and null is not a transport", () => {
    const transport = () => ({}) as never;
    expect(compileClient({ environment: {}, transport, address: "a:1" }).store).toBe("");
    expect(errorOf(() => compileClient({ transport: null as never })).message).toBe(
      "transport: must be a function such as grpcJsTransport of @pillion/client/grpc-js, or a transport, not null; leave it out for the default",
    );
  });
});
