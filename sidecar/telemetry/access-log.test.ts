// Lines about calls, over gRPC and HTTP: without keys, and without health checks if so configured.
import { expect, test } from "vitest";
import { callContext } from "../rpc/call-fixture.ts";
import { type AccessLog, createAccessLog } from "./access-log.ts";
import type { Log } from "./log.ts";

const requestBytes = 0;
const responseBytes = 0;
const grpcHealth = "/grpc.health.v1.Health/Check";

function lines(omitsHealth: boolean, calls = true) {
  const written: Record<string, unknown>[] = [];
  const write = (message: string, detail = {}) => void written.push({ message, ...detail });
  const log: Log = {
    debug: write,
    info: write,
    warn: write,
    error: write,
    fatal: write,
    droppedLines: 0,
    flush: () => Promise.resolve(),
  };
  return { written, accessLog: createAccessLog({ level: "info", calls, omitsHealth, banner: true }, log) };
}

// The end of a call over gRPC that succeeded.
function grpcCall({ grpc }: AccessLog, path: string, ms: number): void {
  grpc?.({ path, effect: "read", isHealth: path === grpcHealth })?.(callContext(), 0, ms);
}

const request = (path: string, status = 204) => ({
  method: "GET",
  path,
  status,
  durationMs: 1.23456,
  requestBytes,
  responseBytes,
});

test("an HTTP request is logged like a gRPC call: method, code, time", () => {
  const { written, accessLog } = lines(false);
  accessLog.http?.(request("/v1.0/state/carts"));
  grpcCall(accessLog, "/statestore.v1.StateStore/Get", 2);
  expect(written).toEqual([
    { message: "call", method: "GET /v1.0/state/carts", code: 204, ms: 1.235 },
    { message: "call", method: "/statestore.v1.StateStore/Get", code: "OK", ms: 2 },
  ]);
});

test("a path that is not served is not logged", () => {
  const { written, accessLog } = lines(false);
  accessLog.http?.(request("", 404));
  expect(written).toMatchObject([{ method: "GET (unknown path)", code: 404 }]);
});

test.each([
  [true, []],
  [false, [grpcHealth, "GET /v1.0/healthz/outbound"]],
])("with omitHealthChecks %s the logged health checks are %j", (omits, methods) => {
  const { written, accessLog } = lines(omits);
  grpcCall(accessLog, grpcHealth, 1);
  accessLog.http?.(request("/v1.0/healthz/outbound"));
  expect(written.map(({ method }) => method)).toEqual(methods);
});

test("nothing is recorded unless calls are logged", () => {
  const { accessLog } = lines(false, false);
  expect([accessLog.http, accessLog.grpc]).toEqual([undefined, undefined]);
});
