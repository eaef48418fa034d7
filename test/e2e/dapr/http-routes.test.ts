// Every route of Dapr's HTTP API: status, body and headers of each outcome.
import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type DaprFixture, type HttpReply, startDapr } from "./dapr-fixture.ts";
import { errorStores } from "./error-stores.ts";
import { httpErrorCases } from "./http-error-cases.ts";

let dapr: DaprFixture;
const send = (method: string, path: string, body?: unknown) => dapr.send(method, path, body);
const get = (key: string) => send("GET", `/v1.0/state/good/${key}`);
beforeAll(async () => {
  dapr = await startDapr({ stores: await errorStores() });
  await send("POST", "/v1.0/state/good", [{ key: "there", value: 1 }]);
});
afterAll(() => dapr.close());

describe("an error over HTTP", () => {
  it.each(httpErrorCases)("has Dapr's status and body for $case", async (each) => {
    const { status, json, headers } = await send(each.method ?? "POST", each.path, each.body);
    expect(json).toMatchObject({
      errorCode: each.errorCode,
      message: each.message instanceof RegExp ? expect.stringMatching(each.message) : each.message,
    });
    expect(status).toBe(each.status);
    expect(headers.get("content-type")).toBe("application/json");
  });

  it("has the same details as over gRPC, with the field names of the .proto files", async () => {
    const { json } = await send("POST", "/v1.0/state/good", [{ key: "a||b" }]);
    expect(json).toMatchObject({
      details: [
        {
          "@type": "type.googleapis.com/google.rpc.ErrorInfo",
          reason: "DAPR_STATE_ILLEGAL_KEY",
          domain: "dapr.io",
        },
        { "@type": "type.googleapis.com/google.rpc.BadRequest", field_violations: [{ field: "a||b" }] },
        {
          "@type": "type.googleapis.com/google.rpc.ResourceInfo",
          resource_type: "state",
          resource_name: "good",
        },
      ],
    });
  });

  const writeCases = httpErrorCases.filter(
    ({ method = "POST", path, status }) =>
      method !== "GET" && !/bulk|query/.test(path) && status !== 501 && status !== 405,
  );
  it.each(writeCases)("has the outcome of the write for $case", async ({ method = "POST", path, body }) => {
    const { json } = await send(method, path, body);
    const outcome = path.includes("/down") ? "OUTCOME_UNKNOWN" : "NOT_APPLIED";
    const { details } = json as { details?: object[] };
    expect(details?.[0]).toMatchObject({
      "@type": "type.googleapis.com/google.rpc.ErrorInfo",
      metadata: { "pillion.outcome": outcome },
    });
  });

  it("reports that no store is configured", async () => {
    const none = await startDapr({ stores: {} });
    const replies = [
      await none.send("GET", "/v1.0/state/s/k"),
      await none.send("POST", "/v1.0/state/s/bulk", { keys: [] }),
      await none.send("POST", "/v1.0/state/s/transaction", {}),
    ];
    for (const { status, json } of replies) {
      expect(status).toBe(500);
      expect(json).toMatchObject({ errorCode: "ERR_STATE_STORE_NOT_CONFIGURED" });
    }
    await none.close();
  });
});

const done = ({ status, text }: HttpReply) => expect({ status, text }).toEqual({ status: 204, text: "" });

describe("the state routes", () => {
  it.each(["POST", "PUT"])("save with %s, and return the bytes with their etag", async (method) => {
    const raw = '{ "n": 1.0, "big": 12345678901234567890, "s": "\\u00fc\\"]}" }';
    done(await send(method, "/v1.0/state/good", `[{"key": "raw", "value": ${raw}, "metadata": {}}]`));
    const { status, text, headers } = await get("raw");
    expect({ status, text }).toEqual({ status: 200, text: raw });
    expect(headers.get("etag")).toMatch(/./);
    expect(headers.get("content-type")).toBe("application/json");
  });

  it("reply 204 for a missing key, and null for a stored null", async () => {
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

  it("accept field names in any case, as Go's JSON decoder does", async () => {
    const item = { Key: "cased", VALUE: { N: 1 }, Metadata: { ttlInSeconds: "90" }, Options: {} };
    done(await send("POST", "/v1.0/state/good", [item]));
    const { text, headers } = await get("cased");
    expect(text).toBe('{"N":1}');
    expect(headers.get("metadata.ttlExpireTime")).toMatch(/Z$/);
    const operations = [{ Operation: "upsert", Request: { Key: "cased", Value: 2 } }];
    done(await send("POST", "/v1.0/state/good/transaction", { Operations: operations }));
    expect((await get("cased")).text).toBe("2");
    const { json } = await send("POST", "/v1.0/state/good/bulk", { KEYS: ["cased"] });
    expect(json).toMatchObject([{ key: "cased", data: 2 }]);
  });

  it("accept null as an empty body", async () => {
    done(await send("POST", "/v1.0/state/good", "null"));
    done(await send("POST", "/v1.0/state/good/transaction", "null"));
    expect(await send("POST", "/v1.0/state/good/bulk", "null")).toMatchObject({ status: 200, text: "[]" });
  });

  it("ignore extra slashes", async () => {
    done(await send("POST", "//v1.0/state//good/", [{ key: "slashed", value: 3 }]));
    expect((await get("slashed/")).text).toBe("3");
    expect((await send("GET", "/v1.0//state/good/./slashed")).text).toBe("3");
  });

  it("read a key that is named like a route", async () => {
    done(await send("POST", "/v1.0/state/good", [{ key: "bulk", value: 7 }]));
    expect((await get("bulk")).text).toBe("7");
  });

  it("apply the metadata of the query string to every record", async () => {
    done(await send("POST", "/v1.0/state/good?metadata.ttlInSeconds=90", [{ key: "q-ttl", value: 1 }]));
    expect((await get("q-ttl")).headers.get("metadata.ttlExpireTime")).toMatch(/^\d{4}-.*Z$/);
  });

  it("delete with the right etag, and reject another one", async () => {
    done(await send("POST", "/v1.0/state/good", [{ key: "del", value: 1 }]));
    const etag = (await get("del")).headers.get("etag") ?? "";
    const remove = (value: string) =>
      dapr.fetch("/v1.0/state/good/del", { method: "DELETE", headers: { "if-match": value } });
    expect((await remove("another")).status).toBe(409);
    expect((await remove(etag)).status).toBe(204);
    done(await get("del"));
    done(await send("DELETE", "/v1.0/state/good/del"));
  });

  it("read in bulk, with values as they were written, and report which is not JSON", async () => {
    done(await send("POST", "/v1.0/state/good", '[{"key":"b1","value":{"n": 1.0}},{"key":"b2","value":2}]'));
    const { DaprMethods } = await import("@pillion/proto/dapr");
    const { callRaw } = await import("../grpc-fixture.ts");
    const { saveState } = DaprMethods;
    const states = [{ key: "binary", value: Buffer.from([255, 0]) }];
    await callRaw(dapr.client, saveState.path, saveState.request.encode({ storeName: "good", states }));
    const { status, text, json } = await send("POST", "/v1.0/state/good/bulk", {
      keys: ["b1", "missing", "b2", "binary"],
      parallelism: 2,
    });
    expect(status).toBe(200);
    expect(text).toContain('"data":{"n": 1.0}');
    expect(json).toEqual([
      { key: "b1", data: { n: 1 }, etag: expect.any(String) },
      { key: "missing" },
      { key: "b2", data: 2, etag: expect.any(String) },
      {
        key: "binary",
        etag: expect.any(String),
        error: "the value is not JSON; read it with a get of its key",
      },
    ]);
  });

  it("apply a transaction, and nothing of a transaction that fails", async () => {
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

// Sends one byte more than the limit in chunks, and waits for the reply before the body ends.
function statusWithoutLength(address: string, body: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const sent = request(`http://${address}/v1.0/state/good`, { method: "POST" });
    sent.once("error", reject).once("response", (response) => {
      resolve(response.statusCode);
      sent.destroy();
    });
    sent.write(body.slice(0, 4 * 1024 * 1024 + 1));
  });
}

describe("a key with slashes that are not encoded", () => {
  it.each(["GET", "DELETE", "POST"])("has a message of its own with %s", async (method) => {
    const { status, json } = await send(method, "/v1.0/state/good/a/b", method === "POST" ? [] : undefined);
    expect(status).toBe(501);
    expect(json).toMatchObject({ message: expect.stringMatching(/slash.*%2F/) });
    const other = await send(method, "/v1.0/publish/a/b", method === "POST" ? [] : undefined);
    expect(other.text).not.toContain("%2F");
  });
});

describe("the size of a body", () => {
  it("is limited, with or without a Content-Length, and the next request succeeds", async () => {
    const big = JSON.stringify([{ key: "big", value: "x".repeat(10 * 1024 * 1024) }]);
    const reply = await send("POST", "/v1.0/state/good", big);
    expect(reply.status).toBe(413);
    expect(reply.json).toMatchObject({
      message: "the body is larger than the limit of 4194304 bytes; send less, or raise --max-body-size",
    });
    expect(await statusWithoutLength(dapr.httpAddress, big)).toBe(413);
    done(await get("big"));
  });
});
