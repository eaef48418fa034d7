// Requests that are not about records: secrets, metadata, health, access, and
// sidecars without any configuration.
import type { Scenario } from "./comparison.ts";
import type { MethodName, Step } from "./exchange.ts";

const send = (http: string, path: string, body?: unknown, headers?: Record<string, string>): Step => ({
  http,
  path,
  ...(body !== undefined && { body }),
  ...(headers && { headers }),
});
const call = (grpc: MethodName, request: object, headers?: Record<string, string>): Step => ({
  grpc,
  request,
  ...(headers && { headers }),
});

const routes: readonly (readonly [string, string, unknown?])[] = [
  ["GET", "/v1.0/state/memory/k"],
  ["POST", "/v1.0/state/memory", []],
  ["POST", "/v1.0/state/memory/bulk", { keys: [] }],
  ["POST", "/v1.0/state/memory/transaction", {}],
  ["DELETE", "/v1.0/state/memory/k"],
  ["GET", "/v1.0/secrets/env/SECRET_ONE"],
  ["GET", "/v1.0/healthz"],
  ["GET", "/v1.0/healthz/outbound"],
  ["PUT", "/v1.0/metadata/k"],
];

const methods: readonly (readonly [MethodName, object])[] = [
  ["getState", { storeName: "memory", key: "k" }],
  ["getBulkState", { storeName: "memory", keys: ["k"] }],
  ["saveState", { storeName: "memory", states: [] }],
  ["deleteState", { storeName: "memory", key: "k" }],
  ["deleteBulkState", { storeName: "memory", states: [] }],
  ["executeStateTransaction", { storeName: "memory" }],
  ["getSecret", { storeName: "env", key: "SECRET_ONE" }],
  ["getBulkSecret", { storeName: "file" }],
  ["setMetadata", { key: "k", value: "v" }],
];

/** For sidecars without any configuration. */
export const bareScenarios: readonly Scenario[] = [
  {
    name: "nothing configured: state over gRPC",
    steps: methods.slice(0, 6).map(([method, request]) => call(method, request)),
  },
  {
    name: "nothing configured: secrets over gRPC",
    steps: methods.slice(6, 8).map(([method, request]) => call(method, request)),
  },
  {
    name: "nothing configured: state over HTTP",
    steps: routes.slice(0, 5).map(([http, path, body]) => send(http, path, body)),
  },
  {
    name: "nothing configured: secrets over HTTP",
    steps: [send("GET", "/v1.0/secrets/env/k"), send("GET", "/v1.0/secrets/env/bulk")],
  },
  { name: "nothing configured: health", steps: routes.slice(6, 8).map(([http, path]) => send(http, path)) },
];

const token = { "dapr-api-token": "right" };

/** For sidecars that require the token `right`. */
export const tokenScenarios: readonly Scenario[] = [
  ...[undefined, { "dapr-api-token": "wrong" }, { "dapr-api-token": "" }, token].flatMap(
    (headers): Scenario[] => [
      {
        name: `the token ${JSON.stringify(headers?.["dapr-api-token"])} over gRPC`,
        steps: methods.map(([method, request]) => call(method, request, headers)),
      },
      {
        name: `the token ${JSON.stringify(headers?.["dapr-api-token"])} over HTTP`,
        steps: routes.map(([http, path, body]) => send(http, path, body, headers)),
      },
    ],
  ),
  {
    name: "no token for an unknown path",
    steps: [send("GET", "/v1.0/nothing"), send("GET", "/v1.0/state/memory")],
  },
  {
    name: "secrets over gRPC",
    steps: [
      call("getSecret", { storeName: "env", key: "SECRET_ONE" }, token),
      call("getSecret", { storeName: "env", key: "SECRET_NONE" }, token),
      call("getSecret", { storeName: "file", key: "plain" }, token),
      call("getSecret", { storeName: "file", key: "nested:inner" }, token),
      call("getSecret", { storeName: "file", key: "nested" }, token),
      call("getSecret", { storeName: "file", key: "nothing" }, token),
      call("getSecret", { storeName: "file", key: "" }, token),
      call("getSecret", { storeName: "none", key: "k" }, token),
      call("getBulkSecret", { storeName: "file" }, token),
      call("getBulkSecret", { storeName: "none" }, token),
    ],
  },
  {
    name: "secrets over HTTP",
    steps: [
      "/env/SECRET_ONE",
      "/env/SECRET_NONE",
      "/file/plain",
      "/file/nested:inner",
      "/file/nested%3Ainner",
      "/file/nothing",
      "/none/k",
      "/file/bulk",
      "/none/bulk",
      "/file",
      "/file/",
      "/file/plain?metadata.a=b",
    ].map((path) => send("GET", `/v1.0/secrets${path}`, undefined, token)),
  },
  {
    name: "secrets that scopes deny",
    steps: [
      call("getSecret", { storeName: "file", key: "closed" }, token),
      send("GET", "/v1.0/secrets/file/closed", undefined, token),
    ],
  },
  {
    name: "metadata",
    steps: [
      call("setMetadata", { key: "team", value: "carts" }, token),
      call("setMetadata", { key: "", value: "x" }, token),
      send("PUT", "/v1.0/metadata/by-http", "text", token),
      send("PUT", "/v1.0/metadata/empty", undefined, token),
      send("POST", "/v1.0/metadata/k", "text", token),
      send("DELETE", "/v1.0/metadata", undefined, token),
    ],
  },
  {
    name: "health",
    steps: [
      send("GET", "/v1.0/healthz?appid=shop"),
      send("GET", "/v1.0/healthz?appid=other"),
      send("GET", "/v1.0/healthz?appid="),
      send("POST", "/v1.0/healthz"),
      send("HEAD", "/v1.0/healthz"),
      send("GET", "/v1.0/healthz/"),
      send("GET", "/v1.0/healthz/outbound?appid=other"),
      send("GET", "/v1.0/healthz/other"),
    ],
  },
  {
    name: "a query of a store without queries",
    steps: [
      call("queryStateAlpha1", { storeName: "memory", query: "{}" }, token),
      send("POST", "/v1.0-alpha1/state/memory/query", {}, token),
      call("queryStateAlpha1", { storeName: "none", query: "{}" }, token),
      send("POST", "/v1.0-alpha1/state/none/query", {}, token),
    ],
  },
  {
    name: "a message over the limit",
    steps: [
      call(
        "saveState",
        { storeName: "memory", states: [{ key: "big", value: Buffer.alloc(5 * 1024 * 1024) }] },
        token,
      ),
    ],
  },
];

/** For sidecars whose Configuration closes some APIs. */
export const accessScenarios: readonly Scenario[] = [
  { name: "closed APIs over gRPC", steps: methods.map(([method, request]) => call(method, request)) },
  { name: "closed APIs over HTTP", steps: routes.map(([http, path, body]) => send(http, path, body)) },
];

/** The Configurations for `accessScenarios`. */
export const accessLists: Readonly<Record<string, string>> = {
  "state denied":
    "{api: {denied: [{name: state, version: v1.0, protocol: http}, {name: state, version: v1, protocol: grpc}]}}",
  "only state allowed":
    "{api: {allowed: [{name: state, version: v1.0, protocol: http}, {name: state, version: v1, protocol: grpc}]}}",
  "secrets denied on gRPC": "{api: {denied: [{name: secrets, version: v1, protocol: grpc}]}}",
  "metadata denied": "{api: {denied: [{name: metadata, version: v1.0, protocol: http}]}}",
};
