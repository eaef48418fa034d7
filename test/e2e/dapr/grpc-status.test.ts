// Every row of Dapr's table of errors over gRPC: code, text, reason, details.
import { status } from "@grpc/grpc-js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { SecretSource } from "../../../sidecar/config/index.ts";
import { StoreError } from "../../../src/index.ts";
import { ask } from "../grpc-fixture.ts";
import { probeStore } from "../grpc-probe-store.ts";
import { daprRefusalOf } from "./dapr-error.ts";
import { type DaprFixture, inMemory, startDapr } from "./dapr-fixture.ts";
import { mismatch, statusRows } from "./grpc-status-rows.ts";

const unavailable = () =>
  Promise.reject(new StoreError("unavailable", "the store cannot be asked now", { outcome: "unknown" }));

const vault: SecretSource = {
  name: "vault",
  type: "secretstores.local.env",
  version: "v1",
  allows: (key) => key !== "forbidden",
  get: async (key) => (key === "known" ? { known: "text" } : undefined),
  keys: async () => ["known", "forbidden"],
  bulk: async () => new Map([["known", { known: "text" }]]),
};

const postgresV1 = { type: "state.postgresql", version: "v1" };

const bytes = Buffer.from("1");
const other = { value: "another" };

describe("an error over gRPC", () => {
  let dapr: DaprFixture;
  beforeAll(async () => {
    const { store: failing } = await probeStore(unavailable);
    dapr = await startDapr({
      stores: {
        good: { component: inMemory },
        numbers: { component: postgresV1 },
        down: { component: inMemory, store: failing },
        plain: { component: inMemory, capabilities: ["ETAG"] },
      },
      secrets: [vault],
    });
    for (const storeName of ["good", "numbers"]) {
      await ask(dapr.client, "SaveState", { storeName, states: [{ key: "there", value: bytes }] });
    }
  });
  afterAll(() => dapr.close());

  it.each(statusRows)("says what Dapr says of $case", async ({ method, request, says }) => {
    const refusal = await daprRefusalOf(ask(dapr.client, method, request));
    expect(refusal).toMatchObject(says);
    if (says.reason !== undefined) expect(refusal.domain).toBe("dapr.io");
  });

  it("follows the first fault about an etag where several of a save fail", async () => {
    const states = [
      { key: "k".repeat(2000), value: bytes },
      { key: "there", value: bytes, etag: other },
      { key: "written", value: bytes },
    ];
    const { code, message } = await daprRefusalOf(
      ask(dapr.client, "SaveState", { storeName: "good", states }),
    );
    expect(code).toBe(status.ABORTED);
    expect(message.split("\n")).toHaveLength(2);
    expect(message).toContain(`key there: ${mismatch}`);
    const { data } = await ask(dapr.client, "GetState", { storeName: "good", key: "written" });
    expect(Buffer.from(data).toString()).toBe("1");
  });
});

describe("a sidecar without stores", () => {
  it("says so to whoever asks for one", async () => {
    const dapr = await startDapr({ stores: {} });
    const refusal = await daprRefusalOf(ask(dapr.client, "GetState", { storeName: "s", key: "k" }));
    expect(refusal).toMatchObject({
      code: status.FAILED_PRECONDITION,
      message: "state store s is not configured",
      reason: "DAPR_STATE_NOT_CONFIGURED",
      metadata: { appID: "app" },
    });
    await dapr.close();
  });

  it("says that there is no secret store", async () => {
    const dapr = await startDapr();
    const refusal = await daprRefusalOf(ask(dapr.client, "GetBulkSecret", { storeName: "vault" }));
    expect(refusal).toMatchObject({
      code: status.FAILED_PRECONDITION,
      message: "secret store is not configured",
      reason: undefined,
    });
    await dapr.close();
  });
});
