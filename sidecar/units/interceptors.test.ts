// One value of interceptors covers every call: over gRPC, unary and streaming,
// and over Dapr's HTTP API. The ports are composed as in the process.
import { Client, credentials } from "@grpc/grpc-js";
import { HealthMethods, StateStoreMethods } from "@pillion/proto";
import { type Method, statusCode, statusName } from "@pillion/wire";
import { afterEach, describe, expect, test } from "vitest";
import { StoreError } from "../../src/index.ts";
import { openMemoryStore } from "../../test/e2e/grpc-fixture.ts";
import { loadConfig } from "../config/index.ts";
import type { Unit } from "../lifecycle.ts";
import { openMemoryBudget } from "../memory/index.ts";
import type { Interceptor, Interceptors } from "../rpc/index.ts";
import { createStoreDirectory } from "../stores/index.ts";
import { createAccessLog, createLog } from "../telemetry/index.ts";
import { daprUnit } from "./dapr-unit.ts";
import { grpcUnit } from "./grpc-unit.ts";
import { httpUnit } from "./http-unit.ts";
import { ProcessReadiness } from "./readiness.ts";

const stops: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

// The gRPC and HTTP ports of a process with these interceptors.
async function start(interceptors: Interceptors) {
  const flags = ["--app-id=app", "--dapr-grpc-port=0", "--dapr-http-port=0"];
  const { config, violations } = await loadConfig(["serve", ...flags], {});
  expect(violations).toEqual([]);
  if (config === undefined) throw new Error("the configuration should be valid");
  const log = createLog({ level: "error", fields: {} });
  const directory = createStoreDirectory([{ name: "statestore", store: await openMemoryStore() }]);
  const readiness = new ProcessReadiness(directory);
  const accessLog = createAccessLog(config.log, log);
  const memory = openMemoryBudget(undefined);
  const shared = { config, log, metrics: undefined, accessLog, interceptors, directory, readiness, memory };
  const dapr = daprUnit(shared);
  const http = httpUnit({ ...shared, dapr });
  const grpc = grpcUnit({ ...shared, dapr });
  for (const unit of [dapr, http, grpc] satisfies Unit[]) {
    await unit.start();
    stops.push(() => unit.stop(1_000));
  }
  const client = new Client(grpc.output.addresses[0] ?? "", credentials.createInsecure());
  stops.push(async () => client.close());
  return { client, url: `http://${http.output.main.addresses[0]}` };
}

const encoder =
  <RI, RO, PI, PO>(method: Method<RI, RO, PI, PO>) =>
  (request: RI) =>
    Buffer.from(method.request.encode(request));

// The status code of a unary call.
function get(client: Client): Promise<number> {
  const { path, response } = StateStoreMethods.get;
  return new Promise((resolve) => {
    client.makeUnaryRequest(
      path,
      encoder(StateStoreMethods.get),
      response.decode,
      { store: "statestore", key: "k" },
      (error) => resolve(error?.code ?? statusCode.ok),
    );
  });
}

// The status code of a streaming call, which is cancelled after its first reply.
function watch(client: Client): Promise<number> {
  const { path, response } = HealthMethods.watch;
  const stream = client.makeServerStreamRequest(path, encoder(HealthMethods.watch), response.decode, {});
  stream.on("data", () => stream.cancel());
  return new Promise((resolve) => {
    stream.on("error", ({ code }: { code?: number }) => resolve(code ?? statusCode.unknown));
  });
}

const watchPath = HealthMethods.watch.path;
const daprGet = "/dapr.proto.runtime.v1.Dapr/GetState";

describe("one value of interceptors", () => {
  test("a new interceptor and a new recorder see every call over gRPC and HTTP", async () => {
    const intercepted: string[] = [];
    const recorded: unknown[] = [];
    const admit: Interceptor =
      (next, { protocol, path }) =>
      (call) => {
        intercepted.push(`${protocol} ${path}`);
        return next(call);
      };
    const record = [() => (_call: unknown, end: unknown) => void recorded.push(end)];
    const { client, url } = await start({ admit, record });
    expect(await get(client)).toBe(statusCode.ok);
    expect((await fetch(`${url}/v1.0/state/statestore/k`)).status).toBe(204);
    expect((await fetch(`${url}/v1.0/state/unknown/k`, { method: "DELETE" })).status).toBe(400);
    expect((await fetch(`${url}/v1.0/publish/topic`, { method: "POST" })).status).toBe(501);
    expect(await watch(client)).toBe(statusCode.cancelled);
    // The handler of Watch ends without an error when its client cancels.
    await expect.poll(() => recorded).toHaveLength(5);
    expect(intercepted).toEqual([
      `grpc ${StateStoreMethods.get.path}`,
      `http ${daprGet}`,
      "http /dapr.proto.runtime.v1.Dapr/DeleteState",
      "http ",
      `grpc ${watchPath}`,
    ]);
    const { ok, invalidArgument, unimplemented } = statusCode;
    expect(recorded).toEqual([
      { code: ok, label: StateStoreMethods.get.path, http: undefined },
      { code: ok, label: "/v1.0/state/statestore", http: { method: "GET", status: 204 } },
      { code: invalidArgument, label: "/v1.0/state/{store}", http: { method: "DELETE", status: 400 } },
      { code: unimplemented, label: "", http: { method: "POST", status: 501 } },
      { code: ok, label: watchPath, http: undefined },
    ]);
  });

  test.each(["authenticate", "admit", "authorize"] as const)(
    "an error that %s throws ends calls over gRPC and HTTP",
    async (name) => {
      const codes: string[] = [];
      const rejecting: Interceptor = () => () => {
        throw new StoreError("overloaded", "no");
      };
      const record: Interceptors["record"] = [
        ({ protocol }) =>
          (_call, { code }) =>
            void codes.push(`${protocol} ${statusName(code)}`),
      ];
      const { client, url } = await start({ [name]: rejecting, record });
      expect(await get(client)).toBe(statusCode.resourceExhausted);
      expect(await watch(client)).toBe(statusCode.resourceExhausted);
      const removal = await fetch(`${url}/v1.0/state/statestore/k`, { method: "DELETE" });
      expect([removal.status, removal.headers.get("retry-after")]).toEqual([503, "1"]);
      expect(await removal.json()).toEqual({
        errorCode: "ERR_OVERLOADED",
        message: "no",
        details: [
          {
            "@type": "type.googleapis.com/google.rpc.ErrorInfo",
            reason: "OVERLOADED",
            domain: "statestore",
            metadata: { outcome: "NOT_APPLIED" },
          },
          { "@type": "type.googleapis.com/google.rpc.RetryInfo", retry_delay: "0.1s" },
        ],
      });
      expect(codes).toEqual(["grpc", "grpc", "http"].map((by) => `${by} RESOURCE_EXHAUSTED`));
    },
  );

  test.each([
    ["unavailable", "unknown", 503, null],
    ["unavailable", "not-applied", 503, "1"],
    ["deadline", "unknown", 504, null],
    ["denied", "not-applied", 403, null],
    ["internal", "unknown", 500, null],
  ] as const)(
    "%s (%s) is %i over HTTP, with a retry delay only if nothing was applied",
    async (code, outcome, http, retryAfter) => {
      const admit: Interceptor = () => () => {
        throw new StoreError(code, "some text", { outcome });
      };
      const { url } = await start({ admit });
      const reply = await fetch(`${url}/v1.0/state/statestore/k`, { method: "DELETE" });
      expect([reply.status, reply.headers.get("retry-after")]).toEqual([http, retryAfter]);
      expect(await reply.text()).toContain(outcome === "unknown" ? "OUTCOME_UNKNOWN" : "NOT_APPLIED");
    },
  );
});
