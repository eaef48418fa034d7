// Every route of Dapr's HTTP API: status, body and headers of each outcome.
import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { StoreError } from "../../../src/index.ts";
import { probeStore } from "../grpc-probe-store.ts";
import { type DaprFixture, type HttpAnswer, inMemory, startDapr } from "./dapr-fixture.ts";

const unavailable = () => Promise.reject(new StoreError("unavailable", "the store cannot be asked now"));
const postgresV1 = { type: "state.postgresql", version: "v1" };

interface Row {
  readonly case: string;
  readonly method?: string;
  readonly path: string;
  readonly body?: unknown;
  readonly status: number;
  readonly errorCode: string;
  readonly message: string | RegExp;
}

const upsert = (request: object) => ({ operations: [{ operation: "upsert", request }] });

const rows: readonly Row[] = [
  {
    case: "a store that there is not",
    method: "GET",
    path: "/v1.0/state/nowhere/k",
    status: 400,
    errorCode: "ERR_STATE_STORE_NOT_FOUND",
    message: "state store nowhere is not found",
  },
  {
    case: "the separator in a key",
    method: "GET",
    path: "/v1.0/state/good/a%7C%7Cb",
    status: 400,
    errorCode: "ERR_MALFORMED_REQUEST",
    message: "input key/keyPrefix 'a||b' can't contain '||'",
  },
  {
    case: "a get that fails",
    method: "GET",
    path: "/v1.0/state/down/k",
    status: 500,
    errorCode: "ERR_STATE_GET",
    message: "fail to get k from state store down: the store cannot be asked now",
  },
  {
    case: "a save that fails",
    path: "/v1.0/state/down",
    body: [{ key: "k", value: 1 }],
    status: 500,
    errorCode: "ERR_STATE_SAVE",
    message: "failed saving state in state store down: the store cannot be asked now",
  },
  {
    case: "a save with another etag",
    path: "/v1.0/state/good",
    body: [{ key: "there", value: 1, etag: "another" }],
    status: 409,
    errorCode: "ERR_STATE_SAVE",
    message: /^failed saving state in state store good: possible etag mismatch\. error from state store: /,
  },
  {
    case: "a save with an etag that cannot be one",
    path: "/v1.0/state/numbers",
    body: [{ key: "k", value: 1, etag: "text" }],
    status: 400,
    errorCode: "ERR_STATE_SAVE",
    message: /: invalid etag value: /,
  },
  {
    case: "a save with a concurrency that there is not",
    path: "/v1.0/state/good",
    body: [{ key: "k", value: 1, options: { concurrency: "some-write" } }],
    status: 500,
    errorCode: "ERR_STATE_SAVE",
    message: "failed saving state in state store good: unrecognized concurrency model 'some-write'",
  },
  {
    case: "a save with a consistency that there is not",
    path: "/v1.0/state/good",
    body: [{ key: "k", value: 1, options: { consistency: "total" } }],
    status: 500,
    errorCode: "ERR_STATE_SAVE",
    message: "failed saving state in state store good: unrecognized consistency model 'total'",
  },
  {
    case: "a save without a key",
    path: "/v1.0/state/good",
    body: [{ value: 1 }],
    status: 400,
    errorCode: "ERR_MALFORMED_REQUEST",
    message: '"key" is a required field: [0].key',
  },
  ...[
    ["no JSON", "{", /the body is not JSON/],
    ["nothing", "", /the body is not JSON/],
    ["no list", { key: "k" }, /the body: must be a list of records/],
    ["a list of texts", ["k"], /\[0\]: must be an object/],
    ["a key that is a number", [{ key: 1 }], /\[0\]\.key: must be a string/],
    ["an etag that is a number", [{ key: "k", etag: 1 }], /\[0\]\.etag: must be a string/],
    ["metadata that are a list", [{ key: "k", metadata: [] }], /\[0\]\.metadata: must be an object/],
    [
      "a ttl that is no text",
      [{ key: "k", metadata: { ttlInSeconds: 5 } }],
      /\[0\]\.metadata\.ttlInSeconds: must/,
    ],
  ].map(([name, body, message]) => ({
    case: `a save of ${name}`,
    path: "/v1.0/state/good",
    body,
    status: 400,
    errorCode: "ERR_MALFORMED_REQUEST",
    message: message as RegExp,
  })),
  {
    case: "a delete that fails",
    method: "DELETE",
    path: "/v1.0/state/down/k",
    status: 500,
    errorCode: "ERR_STATE_DELETE",
    message: "failed deleting state with key k: the store cannot be asked now",
  },
  {
    case: "a delete with a concurrency that there is not",
    method: "DELETE",
    path: "/v1.0/state/good/k?concurrency=none",
    status: 500,
    errorCode: "ERR_STATE_DELETE",
    message: "failed deleting state with key k: unrecognized concurrency model 'none'",
  },
  {
    case: "a bulk get that fails whole",
    path: "/v1.0/state/down/bulk",
    body: { keys: ["k"] },
    status: 500,
    errorCode: "ERR_STATE_BULK_GET",
    message: "the store cannot be asked now",
  },
  {
    case: "a bulk get whose keys are no list",
    path: "/v1.0/state/good/bulk",
    body: { keys: "k" },
    status: 400,
    errorCode: "ERR_MALFORMED_REQUEST",
    message: "failed deserializing HTTP body: keys: must be a list",
  },
  {
    case: "a transaction that fails",
    path: "/v1.0/state/down/transaction",
    body: upsert({ key: "k", value: 1 }),
    status: 500,
    errorCode: "ERR_STATE_TRANSACTION",
    message: "error while executing state transaction: the store cannot be asked now",
  },
  {
    case: "a transaction with another etag, which is 500, too",
    path: "/v1.0/state/good/transaction",
    body: upsert({ key: "there", value: 1, etag: "another" }),
    status: 500,
    errorCode: "ERR_STATE_TRANSACTION",
    message: /possible etag mismatch/,
  },
  {
    case: "a transaction of a type that there is not",
    path: "/v1.0/state/good/transaction",
    body: { operations: [{ operation: "merge", request: { key: "k" } }] },
    status: 400,
    errorCode: "ERR_NOT_SUPPORTED_STATE_OPERATION",
    message: "operation type merge not supported",
  },
  {
    case: "a transaction of too many operations",
    path: "/v1.0/state/good/transaction",
    body: {
      operations: Array.from({ length: 101 }, (_, n) => ({ operation: "delete", request: { key: `k${n}` } })),
    },
    status: 400,
    errorCode: "ERR_STATE_STORE_TOO_MANY_TRANSACTIONS",
    message: "the transaction contains 101 operations, which is more than what the state store supports: 100",
  },
  {
    case: "a transaction on a store that has none",
    path: "/v1.0/state/plain/transaction",
    body: upsert({ key: "k" }),
    status: 500,
    errorCode: "ERR_STATE_STORE_NOT_SUPPORTED",
    message: "state store plain doesn't support transactions",
  },
  {
    case: "a transaction whose operations are no list",
    path: "/v1.0/state/good/transaction",
    body: { operations: {} },
    status: 400,
    errorCode: "ERR_MALFORMED_REQUEST",
    message: "failed deserializing HTTP body: operations: must be a list",
  },
  {
    case: "a query",
    path: "/v1.0-alpha1/state/good/query",
    body: {},
    status: 500,
    errorCode: "ERR_STATE_STORE_NOT_SUPPORTED",
    message: "state store does not support querying",
  },
  {
    case: "a secret without a store",
    method: "GET",
    path: "/v1.0/secrets/vault/k",
    status: 500,
    errorCode: "ERR_SECRET_STORES_NOT_CONFIGURED",
    message: "secret store is not configured",
  },
  {
    case: "another building block",
    path: "/v1.0/publish/broker/topic",
    body: {},
    status: 501,
    errorCode: "ERR_NOT_IMPLEMENTED",
    message: /^Pillion keeps state: of Dapr's HTTP API it serves /,
  },
  {
    case: "a method that a path does not answer",
    method: "DELETE",
    path: "/v1.0/metadata",
    status: 405,
    errorCode: "ERR_METHOD_NOT_ALLOWED",
    message: "this path answers GET only",
  },
  {
    case: "a path that cannot be decoded",
    method: "GET",
    path: "/v1.0/state/good/%E0%A4%A",
    status: 400,
    errorCode: "ERR_MALFORMED_REQUEST",
    message: "the path holds a % that begins no encoded character",
  },
];

let dapr: DaprFixture;
const send = (method: string, path: string, body?: unknown) => dapr.send(method, path, body);
const get = (key: string) => send("GET", `/v1.0/state/good/${key}`);
beforeAll(async () => {
  const { store } = await probeStore(unavailable);
  dapr = await startDapr({
    stores: {
      good: { component: inMemory },
      numbers: { component: postgresV1 },
      plain: { component: inMemory, capabilities: ["ETAG"] },
      down: { component: inMemory, store },
    },
  });
  await send("POST", "/v1.0/state/good", [{ key: "there", value: 1 }]);
});
afterAll(() => dapr.close());

describe("an error over HTTP", () => {
  it.each(rows)("has Dapr's status and body for $case", async (row) => {
    const { status, json, headers } = await send(row.method ?? "POST", row.path, row.body);
    expect(json).toMatchObject({
      errorCode: row.errorCode,
      message: row.message instanceof RegExp ? expect.stringMatching(row.message) : row.message,
    });
    expect(status).toBe(row.status);
    expect(headers.get("content-type")).toBe("application/json");
  });

  it("carries the details that gRPC has", async () => {
    const { json } = await send("POST", "/v1.0/state/good", [{ key: "a||b" }]);
    expect(json).toMatchObject({
      details: [
        {
          "@type": "type.googleapis.com/google.rpc.ErrorInfo",
          reason: "DAPR_STATE_ILLEGAL_KEY",
          domain: "dapr.io",
        },
        { "@type": "type.googleapis.com/google.rpc.BadRequest" },
        {
          "@type": "type.googleapis.com/google.rpc.ResourceInfo",
          resourceType: "state",
          resourceName: "good",
        },
      ],
    });
  });

  it("says that no store is configured", async () => {
    const none = await startDapr({ stores: {} });
    const answers = [
      await none.send("GET", "/v1.0/state/s/k"),
      await none.send("POST", "/v1.0/state/s/bulk", { keys: [] }),
      await none.send("POST", "/v1.0/state/s/transaction", {}),
    ];
    for (const { status, json } of answers) {
      expect(status).toBe(500);
      expect(json).toMatchObject({ errorCode: "ERR_STATE_STORE_NOT_CONFIGURED" });
    }
    await none.close();
  });
});

const done = ({ status, text }: HttpAnswer) => expect({ status, text }).toEqual({ status: 204, text: "" });

describe("the state routes", () => {
  it.each(["POST", "PUT"])("save by %s, and read the bytes back with their etag", async (method) => {
    const raw = '{ "n": 1.0, "big": 12345678901234567890, "s": "\\u00fc\\"]}" }';
    done(await send(method, "/v1.0/state/good", `[{"key": "raw", "value": ${raw}, "metadata": {}}]`));
    const { status, text, headers } = await get("raw");
    expect({ status, text }).toEqual({ status: 200, text: raw });
    expect(headers.get("etag")).toMatch(/./);
    expect(headers.get("content-type")).toBe("application/json");
  });

  it("answer a missing key with 204, and a stored null with null", async () => {
    done(await get("missing"));
    done(await send("POST", "/v1.0/state/good", [{ key: "null" }]));
    expect(await get("null")).toMatchObject({ status: 200, text: "null" });
  });

  it("keep the quotes of a text", async () => {
    done(await send("POST", "/v1.0/state/good", [{ key: "text", value: "a text" }]));
    expect((await get("text")).text).toBe('"a text"');
  });

  it("decode keys", async () => {
    done(await send("POST", "/v1.0/state/good", [{ key: "a/b ü%", value: 1 }]));
    expect((await get(encodeURIComponent("a/b ü%"))).text).toBe("1");
  });

  it("read a key that is named like a route", async () => {
    done(await send("POST", "/v1.0/state/good", [{ key: "bulk", value: 7 }]));
    expect((await get("bulk")).text).toBe("7");
  });

  it("take metadata of the query for every record", async () => {
    done(await send("POST", "/v1.0/state/good?metadata.ttlInSeconds=90", [{ key: "q-ttl", value: 1 }]));
    expect((await get("q-ttl")).headers.get("metadata.ttlExpireTime")).toMatch(/^\d{4}-.*Z$/);
  });

  it("delete by etag, and refuse another", async () => {
    done(await send("POST", "/v1.0/state/good", [{ key: "del", value: 1 }]));
    const etag = (await get("del")).headers.get("etag") ?? "";
    const remove = (value: string) =>
      dapr.fetch("/v1.0/state/good/del", { method: "DELETE", headers: { "if-match": value } });
    expect((await remove("another")).status).toBe(409);
    expect((await remove(etag)).status).toBe(204);
    done(await get("del"));
    done(await send("DELETE", "/v1.0/state/good/del"));
  });

  it("read in bulk, values as they were written, and say which is no JSON", async () => {
    done(await send("POST", "/v1.0/state/good", '[{"key":"b1","value":{"n": 1.0}},{"key":"b2","value":2}]'));
    const { DaprMethods } = await import("@pillion/proto/dapr");
    const { askRaw } = await import("../grpc-fixture.ts");
    const { saveState } = DaprMethods;
    const states = [{ key: "binary", value: Buffer.from([255, 0]) }];
    await askRaw(dapr.client, saveState.path, saveState.request.encode({ storeName: "good", states }));
    const { status, text, json } = await send("POST", "/v1.0/state/good/bulk", {
      keys: ["b1", "nothing", "b2", "binary"],
      parallelism: 2,
    });
    expect(status).toBe(200);
    expect(text).toContain('"data":{"n": 1.0}');
    expect(json).toEqual([
      { key: "b1", data: { n: 1 }, etag: expect.any(String) },
      { key: "nothing" },
      { key: "b2", data: 2, etag: expect.any(String) },
      { key: "binary", etag: expect.any(String), error: "the value is not JSON; it can be read by its key" },
    ]);
  });

  it("apply a transaction, and nothing of one that fails", async () => {
    const operations = [
      { operation: "upsert", request: { key: "t1", value: { n: 1 } } },
      { operation: "delete", request: { key: "b2" } },
    ];
    done(await send("POST", "/v1.0/state/good/transaction", { operations, metadata: { a: "b" } }));
    expect((await get("t1")).text).toBe('{"n":1}');
    const failing = [
      { operation: "upsert", request: { key: "t2", value: 1 } },
      { operation: "delete", request: { key: "t1", etag: "another" } },
    ];
    expect((await send("POST", "/v1.0/state/good/transaction", { operations: failing })).status).toBe(500);
    done(await get("t2"));
    done(await send("POST", "/v1.0/state/good/transaction", { operations: [] }));
  });
});

// Sends one byte more than the limit in chunks, and waits for the answer before the end.
function statusOfUnsaid(address: string, body: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const sent = request(`http://${address}/v1.0/state/good`, { method: "POST" });
    sent.once("error", reject).once("response", (response) => {
      resolve(response.statusCode);
      sent.destroy();
    });
    sent.write(body.slice(0, 4 * 1024 * 1024 + 1));
  });
}

describe("the size of a body", () => {
  it("is bounded, whether the length is said or not, and the next request is answered", async () => {
    const big = JSON.stringify([{ key: "big", value: "x".repeat(10 * 1024 * 1024) }]);
    const said = await send("POST", "/v1.0/state/good", big);
    expect(said.status).toBe(413);
    expect(said.json).toMatchObject({ message: "the body is larger than the limit of 4194304 bytes" });
    expect(await statusOfUnsaid(dapr.httpAddress, big)).toBe(413);
    done(await get("big"));
  });
});
