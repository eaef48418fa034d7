// Parsing the header list of a request, and why some are rejected.
import { expect, test } from "vitest";
import { statusCode } from "../grpc/status.ts";
import { compileLimits } from "./limits.ts";
import { ReplySize } from "./reply-room.ts";
import { type RequestHead, readRequestHead, rejectionOf } from "./request-head.ts";
import { route } from "./service.ts";

const limits = compileLimits({});
const bytes = { encode: (message: Uint8Array) => message, decode: (message: Uint8Array) => message };
const method = {
  path: "/a.B/C",
  requestStream: false,
  responseStream: false,
  request: bytes,
  response: bytes,
} as const;
const served = { ...route(method, (request) => request), replySize: new ReplySize() };
const routes = new Map([[method.path, served]]);

function head(...fields: readonly (readonly [string, string])[]): RequestHead {
  return readRequestHead(routes, fields.flat(), false);
}

const call = [
  [":method", "POST"],
  [":scheme", "http"],
  [":path", "/a.B/C"],
  ["content-type", "application/grpc"],
] as const;

test("a call has a route, a deadline and encodings", () => {
  const read = head(
    ...call,
    ["grpc-timeout", "2S"],
    ["grpc-encoding", "gzip"],
    ["grpc-accept-encoding", "br, gzip"],
  );
  expect(read).toMatchObject({ kind: "grpc", timeoutMs: 2000, encoding: "gzip", acceptsGzip: true });
  expect(read.route).toBe(served);
  expect(rejectionOf(read, limits)).toBeUndefined();
});

test.each([
  ["application/grpc", "grpc"],
  ["application/grpc+proto", "grpc"],
  ["application/grpc; charset=utf-8", "grpc"],
  ["application/grpc-web", "http"],
  ["application/grpc+json", "http"],
  ["application/json", "http"],
  ["", "http"],
])("the content type %j makes it %s", (type, kind) => {
  expect(head(...call.slice(0, 3), ["content-type", type]).kind).toBe(kind);
});

test("a method other than POST is not a gRPC call", () => {
  expect(head([":method", "GET"], ...call.slice(1)).kind).toBe("http");
});

test("a call that cannot begin gets the status that the specification requires", () => {
  const [verb, scheme, , type] = call;
  expect(rejectionOf(head(verb, scheme, [":path", "/a.B/D"], type), limits)?.code).toBe(
    statusCode.unimplemented,
  );
  expect(rejectionOf(head(...call, ["grpc-encoding", "br"]), limits)?.code).toBe(statusCode.unimplemented);
  expect(rejectionOf(head(...call, ["grpc-timeout", "soon"]), limits)?.code).toBe(statusCode.internal);
  expect(rejectionOf(readRequestHead(routes, [], true), limits)?.code).toBe(statusCode.resourceExhausted);
});

test("a list without pseudo-header fields is trailers", () => {
  expect(head(["x-sum", "1"]).kind).toBe("trailers");
  expect(head().kind).toBe("trailers");
});

test.each([
  ["transfer-encoding", "chunked"],
  ["keep-alive", "1"],
  ["te", "gzip"],
  ["x y", "1"],
  ["", "1"],
  ["x-a", "a\0b"],
  ["x-a", " a"],
  ["x-a", "a\t"],
  ["content-length", "-1"],
  ["content-length", "1e3"],
])("the field %j with the value %j is malformed", (name, value) => {
  expect(head(...call, [name, value]).kind).toBe("malformed");
});
