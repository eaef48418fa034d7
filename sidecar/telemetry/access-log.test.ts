// Lines about calls, over gRPC and HTTP: without keys, and without health checks if so configured.
import { statusCode } from "@pillion/wire";
import { expect, test } from "vitest";
import { callContext } from "../rpc/call-fixture.ts";
import { type AccessLog, createAccessLog } from "./access-log.ts";
import type { Log } from "./log.ts";

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
  return {
    written,
    accessLog: createAccessLog({ level: "info", calls, omitsHealth, format: "json", banner: true }, log),
  };
}

// The end of a call over gRPC that succeeded.
function grpcCall({ record }: AccessLog, path: string, ms: number): void {
  const method = { protocol: "grpc", path, effect: "read", isHealth: path === grpcHealth } as const;
  record?.(method)?.(callContext(), { code: statusCode.ok, label: path, http: undefined }, ms);
}

// The end of a GET over HTTP.
function httpRequest({ record }: AccessLog, label: string, status = 204): void {
  const isHealth = label.startsWith("/v1.0/healthz");
  const method = { protocol: "http", path: `GET ${label}`, effect: "read", isHealth } as const;
  record?.(method)?.(callContext(), { code: statusCode.ok, label, http: { method: "GET", status } }, 1.23456);
}

test("an HTTP request is logged like a gRPC call: method, code, time", () => {
  const { written, accessLog } = lines(false);
  httpRequest(accessLog, "/v1.0/state/carts");
  grpcCall(accessLog, "/statestore.v1.StateStore/Get", 2);
  expect(written).toEqual([
    { message: "call", method: "GET /v1.0/state/carts", code: 204, ms: 1.235 },
    { message: "call", method: "/statestore.v1.StateStore/Get", code: "OK", ms: 2 },
  ]);
});

test("a path that is not served is not logged", () => {
  const { written, accessLog } = lines(false);
  httpRequest(accessLog, "", 404);
  expect(written).toMatchObject([{ method: "GET (unknown path)", code: 404 }]);
});

test.each([
  [true, []],
  [false, [grpcHealth, "GET /v1.0/healthz/outbound"]],
])("with omitHealthChecks %s the logged health checks are %j", (omits, methods) => {
  const { written, accessLog } = lines(omits);
  grpcCall(accessLog, grpcHealth, 1);
  httpRequest(accessLog, "/v1.0/healthz/outbound");
  expect(written.map(({ method }) => method)).toEqual(methods);
});

test("nothing is recorded unless calls are logged", () => {
  const { accessLog } = lines(false, false);
  expect(accessLog.record).toBeUndefined();
});
