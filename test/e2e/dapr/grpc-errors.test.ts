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

  it("has the status of the first etag mismatch if several items of a save fail", async () => {
    const states = [
      { key: "k".repeat(2000), value: bytes },
      { key: "there", value: bytes, etag: other },
      { key: "written", value: bytes },
    ];
    const { code, message } = await daprErrorOf(
      callUnary(dapr.client, "SaveState", { storeName: "good", states }),
    );
    expect(code).toBe(status.ABORTED);
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
