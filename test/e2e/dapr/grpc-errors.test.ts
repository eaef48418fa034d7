// Every error of the Dapr API over gRPC: code, text, reason, details.
import { status } from "@grpc/grpc-js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { SecretSource } from "../../../sidecar/config/index.ts";
import { callUnary } from "../grpc-fixture.ts";
import { daprErrorOf } from "./dapr-error.ts";
import { type DaprFixture, startDapr } from "./dapr-fixture.ts";
import { errorStores } from "./error-stores.ts";
import { grpcErrorCases, mismatch } from "./grpc-error-cases.ts";

const vault: SecretSource = {
  name: "vault",
  type: "secretstores.local.env",
  version: "v1",
  allows: (key) => key !== "forbidden",
  get: async (key) => (key === "known" ? { known: "text" } : undefined),
  keys: async () => ["known", "forbidden"],
  bulk: async () => new Map([["known", { known: "text" }]]),
};

const bytes = Buffer.from("1");
const other = { value: "another" };

describe("an error over gRPC", () => {
  let dapr: DaprFixture;
  beforeAll(async () => {
    dapr = await startDapr({ stores: await errorStores(), secrets: [vault] });
    for (const storeName of ["good", "numbers"]) {
      await callUnary(dapr.client, "SaveState", { storeName, states: [{ key: "there", value: bytes }] });
    }
  });
  afterAll(() => dapr.close());

  it.each(grpcErrorCases)(
    "has daprd's code, text and details for $case",
    async ({ method, request, status }) => {
      const error = await daprErrorOf(callUnary(dapr.client, method, request));
      expect(error).toMatchObject(status);
      if (status.reason !== undefined) expect(error.domain).toBe("dapr.io");
    },
  );

  it.each(grpcErrorCases.filter(({ method }) => !/^(Get|Query)/.test(method)))(
    "has the outcome of the write for $case",
    async ({ case: name, method, request }) => {
      const { metadata } = await daprErrorOf(callUnary(dapr.client, method, request));
      // The bulk delete applied its other item.
      const isDown = name === "a bulk delete with another etag" || JSON.stringify(request).includes('"down"');
      expect(metadata["pillion.outcome"]).toBe(isDown ? "OUTCOME_UNKNOWN" : "NOT_APPLIED");
    },
  );

  it("says what a transaction violated that is rejected before the store sees it", async () => {
    const transact = (...operations: object[]) =>
      daprErrorOf(callUnary(dapr.client, "ExecuteStateTransaction", { storeName: "good", operations }));
    const upsert = (item: object) => ({ operationType: "upsert", request: { value: bytes, ...item } });
    const firstWrite = { options: { concurrency: "CONCURRENCY_FIRST_WRITE" } };
    const create = upsert({ key: "there", ...firstWrite });
    const twice = [upsert({ key: "new" }), upsert({ key: "new", ...firstWrite })];
    const badTtl = upsert({ key: "new", metadata: { ttlInSeconds: "soon" } });
    const found = [await transact(create), await transact(...twice), await transact(badTtl)];
    expect(found.map(({ code, metadata }) => [code, metadata["pillion.code"]])).toEqual([
      [status.INTERNAL, "ALREADY_EXISTS"],
      [status.INTERNAL, "CONFLICT"],
      [status.INTERNAL, "INVALID"],
    ]);
    for (const { metadata } of found) expect(metadata["pillion.outcome"]).toBe("NOT_APPLIED");
  });

  it("has the status of the first etag mismatch if several items of a save fail", async () => {
    const states = [
      { key: "k".repeat(2000), value: bytes },
      { key: "there", value: bytes, etag: other },
      { key: "written", value: bytes },
    ];
    const { code, message, metadata } = await daprErrorOf(
      callUnary(dapr.client, "SaveState", { storeName: "good", states }),
    );
    expect(code).toBe(status.ABORTED);
    // One item was written, so the call as a whole cannot claim that nothing was.
    expect(metadata).toMatchObject({ "pillion.code": "CONFLICT", "pillion.outcome": "OUTCOME_UNKNOWN" });
    expect(message.split("\n")).toHaveLength(2);
    expect(message).toContain(`key there: ${mismatch}`);
    const { data } = await callUnary(dapr.client, "GetState", { storeName: "good", key: "written" });
    expect(Buffer.from(data).toString()).toBe("1");
  });
});

describe("a sidecar without stores", () => {
  it("reports that the store is not configured", async () => {
    const dapr = await startDapr({ stores: {} });
    const error = await daprErrorOf(callUnary(dapr.client, "GetState", { storeName: "s", key: "k" }));
    expect(error).toMatchObject({
      code: status.FAILED_PRECONDITION,
      message: "state store s is not configured",
      reason: "DAPR_STATE_NOT_CONFIGURED",
      metadata: { appID: "app" },
    });
    await dapr.close();
  });

  it("reports that there is no secret store", async () => {
    const dapr = await startDapr();
    const error = await daprErrorOf(callUnary(dapr.client, "GetBulkSecret", { storeName: "vault" }));
    expect(error).toMatchObject({
      code: status.FAILED_PRECONDITION,
      message: "secret store is not configured",
      reason: undefined,
    });
    await dapr.close();
  });
});
