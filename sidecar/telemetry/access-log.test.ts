// Lines about calls: each on both faces, without keys, and without health if that is asked for.
import { expect, test } from "vitest";
import { callContext } from "../rpc/call-fixture.ts";
import { type AccessLog, createAccessLog } from "./access-log.ts";
import type { Log } from "./log.ts";

const requestBytes = 0;
const responseBytes = 0;
const grpcHealth = "/grpc.health.v1.Health/Check";

function lines(omitsHealth: boolean, calls = true) {
  const said: Record<string, unknown>[] = [];
  const write = (message: string, detail = {}) => void said.push({ message, ...detail });
  const log: Log = {
    debug: write,
    info: write,
    warn: write,
    error: write,
    fatal: write,
    droppedLines: 0,
    flush: () => Promise.resolve(),
  };
  return { said, heard: createAccessLog({ level: "info", calls, omitsHealth, banner: true }, log) };
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

test("a request over HTTP is told as a call over gRPC is: what was called, its code, its time", () => {
  const { said, heard } = lines(false);
  heard.http?.(request("/v1.0/state/carts"));
  grpcCall(heard, "/statestore.v1.StateStore/Get", 2);
  expect(said).toEqual([
    { message: "call", method: "GET /v1.0/state/carts", code: 204, ms: 1.235 },
    { message: "call", method: "/statestore.v1.StateStore/Get", code: "OK", ms: 2 },
  ]);
});

test("a path that is not served is not repeated", () => {
  const { said, heard } = lines(false);
  heard.http?.(request("", 404));
  expect(said).toMatchObject([{ method: "GET (a path that is not served)", code: 404 }]);
});

test.each([
  [true, []],
  [false, [grpcHealth, "GET /v1.0/healthz/outbound"]],
])("with omitHealthChecks %s calls of health are %j", (omits, methods) => {
  const { said, heard } = lines(omits);
  grpcCall(heard, grpcHealth, 1);
  heard.http?.(request("/v1.0/healthz/outbound"));
  expect(said.map(({ method }) => method)).toEqual(methods);
});

test("nobody listens unless calls are to be logged", () => {
  const { heard } = lines(false, false);
  expect([heard.http, heard.grpc]).toEqual([undefined, undefined]);
});
