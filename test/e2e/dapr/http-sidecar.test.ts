// The HTTP routes other than state: health, metadata, secrets, shutdown, and
// access to them.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { localEnv } from "../../../sidecar/config/dapr-files/local-env.ts";
import { localFile } from "../../../sidecar/config/dapr-files/local-file.ts";
import { type SecretStore, secretSource } from "../../../sidecar/config/dapr-files/secret-store.ts";
import type { SecretScope, SecretSource } from "../../../sidecar/config/index.ts";
import { callUnary } from "../grpc-fixture.ts";
import { daprErrorOf } from "./dapr-error.ts";
import { type DaprFixture, type DaprFixtureOptions, startDapr } from "./dapr-fixture.ts";

async function withDapr(
  options: DaprFixtureOptions,
  run: (dapr: DaprFixture) => Promise<void>,
): Promise<void> {
  const dapr = await startDapr(options);
  try {
    await run(dapr);
  } finally {
    await dapr.close();
  }
}

describe("health", () => {
  it.each(["/v1.0/healthz", "/v1.0/healthz/outbound", "/v1.0/healthz?appid=app"])("is 204 at %s", (path) =>
    withDapr({}, async (dapr) => {
      expect(await dapr.send("GET", path)).toMatchObject({ status: 204, text: "" });
    }),
  );

  it("is 500 for another app id", () =>
    withDapr({}, async (dapr) => {
      const { status, json } = await dapr.send("GET", "/v1.0/healthz?appid=other");
      expect(status).toBe(500);
      expect(json).toMatchObject({ errorCode: "ERR_HEALTH_APPID_NOT_MATCH" });
    }));

  it("is 500 while a store is not ready, and names the store", () =>
    withDapr({ readiness: () => ({ ready: false, waitingFor: ["carts"] }) }, async (dapr) => {
      expect(await dapr.send("GET", "/v1.0/healthz")).toMatchObject({
        status: 500,
        json: { errorCode: "ERR_HEALTH_NOT_READY", message: "dapr is not ready: [carts]" },
      });
      expect(await dapr.send("GET", "/v1.0/healthz/outbound")).toMatchObject({
        status: 500,
        json: { errorCode: "ERR_OUTBOUND_HEALTH_NOT_READY", message: "dapr outbound is not ready" },
      });
    }));
});

describe("metadata", () => {
  it("describe the sidecar and include the entries that were set", () =>
    withDapr({}, async (dapr) => {
      expect((await dapr.fetch("/v1.0/metadata/team", { method: "PUT", body: "carts" })).status).toBe(204);
      const { status, json } = await dapr.send("GET", "/v1.0/metadata");
      expect(status).toBe(200);
      expect(json).toMatchObject({
        id: "app",
        runtimeVersion: "1.18.0",
        components: [{ name: "statestore", type: "state.in-memory", version: "v1" }],
        extended: { team: "carts", daprRuntimeVersion: "1.18.0" },
        actorRuntime: { runtimeStatus: "DISABLED", hostReady: false },
      });
    }));
});

function source(name: string, store: SecretStore, deniedSecrets: readonly string[] = []): SecretSource {
  const scope: SecretScope = { storeName: name, defaultAccess: "allow", allowedSecrets: [], deniedSecrets };
  return secretSource({ name, type: "secretstores.local.test", version: "v1" }, store, scope);
}

function fileStore(secretsFile: string, nestedSeparator: string, multiValued: boolean): SecretStore {
  const store = localFile({ secretsFile, nestedSeparator, multiValued });
  if (typeof store === "string") throw new TypeError(store);
  return store;
}

describe("secrets", () => {
  const folder = mkdtempSync(join(tmpdir(), "pillion-secrets-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, "secrets.json");
  writeFileSync(path, JSON.stringify({ db: { user: "u", password: "p" }, port: 5432 }));
  const environment = { PASSWORD: "one", DAPR_API_TOKEN: "hidden", APP_API_TOKEN: "hidden" };
  const unreadable = () => Promise.reject(new Error(`cannot read ${folder}`));
  const lost: SecretSource = {
    name: "lost",
    type: "secretstores.local.test",
    version: "v1",
    allows: () => true,
    get: unreadable,
    keys: unreadable,
    bulk: unreadable,
  };
  const secrets = [
    source("env", localEnv(environment, "")),
    source("file", fileStore(path, ":", false), ["port"]),
    source("parts", fileStore(path, ".", true)),
    lost,
  ];

  it("come from the environment, except the sidecar's own", () =>
    withDapr({ secrets }, async (dapr) => {
      expect((await dapr.send("GET", "/v1.0/secrets/env/PASSWORD")).json).toEqual({ PASSWORD: "one" });
      expect((await dapr.send("GET", "/v1.0/secrets/env/bulk")).json).toEqual({
        PASSWORD: { PASSWORD: "one" },
      });
      // As in Dapr's component, a missing or denied secret is an empty text.
      for (const key of ["DAPR_API_TOKEN", "APP_API_TOKEN", "constructor"]) {
        const { status, json } = await dapr.send("GET", `/v1.0/secrets/env/${key}`);
        expect([status, json]).toEqual([200, { [key]: "" }]);
      }
    }));

  it("come from a file, flat or in parts", () =>
    withDapr({ secrets }, async (dapr) => {
      expect((await dapr.send("GET", "/v1.0/secrets/file/db:password")).json).toEqual({ "db:password": "p" });
      expect((await dapr.send("GET", "/v1.0/secrets/parts/db")).json).toEqual({ user: "u", password: "p" });
      expect((await dapr.send("GET", "/v1.0/secrets/parts/port")).json).toEqual({ port: "5432" });
    }));

  it("are denied by the policy, one by one and in bulk", () =>
    withDapr({ secrets }, async (dapr) => {
      expect(await dapr.send("GET", "/v1.0/secrets/file/port")).toMatchObject({
        status: 403,
        json: { errorCode: "ERR_PERMISSION_DENIED" },
      });
      const { json } = await dapr.send("GET", "/v1.0/secrets/file/bulk");
      expect(Object.keys(json as object)).toEqual(["db:user", "db:password"]);
    }));

  it("report what is missing without revealing where it is stored", () =>
    withDapr({ secrets }, async (dapr) => {
      expect(await dapr.send("GET", "/v1.0/secrets/nowhere/k")).toMatchObject({
        status: 401,
        json: {
          errorCode: "ERR_SECRET_STORE_NOT_FOUND",
          message: "failed finding secret store with key nowhere",
        },
      });
      const lost = await dapr.send("GET", "/v1.0/secrets/lost/bulk");
      expect(lost).toMatchObject({ status: 500, json: { errorCode: "ERR_SECRET_GET" } });
      expect(lost.text).not.toContain(folder);
    }));

  it("are the same over gRPC", () =>
    withDapr({ secrets }, async (dapr) => {
      const one = await callUnary(dapr.client, "GetSecret", { storeName: "parts", key: "db" });
      expect(one.data).toEqual({ user: "u", password: "p" });
      const all = await callUnary(dapr.client, "GetBulkSecret", { storeName: "env" });
      expect(all.data).toEqual({ PASSWORD: { secrets: { PASSWORD: "one" } } });
    }));
});

describe("shutdown", () => {
  it("replies, and requests the end of the process", async () => {
    let requests = 0;
    const shutdown = () => {
      requests += 1;
    };
    await withDapr({ shutdown }, async (dapr) => {
      expect((await dapr.send("POST", "/v1.0/shutdown")).status).toBe(204);
      await callUnary(dapr.client, "Shutdown", {});
    });
    expect(requests).toBe(2);
  });
});

// Sends headers as they are. fetch would join two headers with one name.
function rawStatus(address: string, headers: readonly string[]): Promise<string> {
  const [host = "", port = ""] = address.split(":");
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), host);
    let received = "";
    socket.setEncoding("utf8").on("data", (text: string) => {
      received += text;
    });
    socket.once("error", reject).once("end", () => resolve(received));
    const lines = ["GET /v1.0/metadata HTTP/1.1", "host: x", "connection: close", ...headers];
    socket.write(`${lines.join("\r\n")}\r\n\r\n`);
  });
}

describe("the API token", () => {
  const token = "a-token";
  it.each([
    ["missing", []],
    ["wrong", ["dapr-api-token: another"]],
    ["wrong before a right one", ["dapr-api-token: another", `dapr-api-token: ${token}`]],
    ["empty", ["dapr-api-token:"]],
  ])("is required: %s is rejected", (_, headers) =>
    withDapr({ token }, async (dapr) => {
      const reply = await rawStatus(dapr.httpAddress, headers);
      expect(reply).toMatch(/^HTTP\/1\.1 401 /);
      expect(reply).toMatch(/\r\n\r\ninvalid api token\n$/);
    }),
  );

  it.each(["a-token", "another"])("is the first of two headers, as in daprd: the second is %s", (second) =>
    withDapr({ token }, async (dapr) => {
      const headers = [`dapr-api-token: ${token}`, `dapr-api-token: ${second}`];
      expect(await rawStatus(dapr.httpAddress, headers)).toMatch(/^HTTP\/1\.1 200 /);
    }),
  );

  it("is accepted if it is right, and not required for health", () =>
    withDapr({ token }, async (dapr) => {
      expect(await rawStatus(dapr.httpAddress, [`dapr-api-token: ${token}`])).toMatch(/^HTTP\/1\.1 200 /);
      expect((await dapr.send("GET", "/v1.0/healthz")).status).toBe(204);
      expect((await dapr.send("GET", "/v1.0/nothing")).status).toBe(401);
    }));

  it("is required over gRPC, with daprd's error", () =>
    withDapr({ token }, async (dapr) => {
      const error = await daprErrorOf(callUnary(dapr.client, "GetMetadata", {}));
      expect(error).toMatchObject({
        code: 16,
        message: "Unauthorized",
        reason: "Unauthorized",
        domain: "dapr.io",
        metadata: { "http.code": "401", "http.error_message": "invalid api token" },
      });
    }));
});

describe("the lists of allowed and denied APIs", () => {
  it("close a denied API, even if it is also allowed, for the protocol of the entry", () =>
    withDapr(
      {
        access: {
          allowed: [
            { name: "state", version: "v1" },
            { name: "metadata", version: "v1" },
          ],
          denied: [{ name: "metadata", version: "v1.0", protocol: "http" }],
        },
      },
      async (dapr) => {
        expect((await dapr.send("GET", "/v1.0/state/statestore/k")).status).toBe(204);
        expect(await dapr.send("GET", "/v1.0/metadata")).toMatchObject({
          status: 501,
          json: { message: "Not Implemented" },
        });
        expect((await callUnary(dapr.client, "GetMetadata", {})).id).toBe("app");
        const error = await daprErrorOf(callUnary(dapr.client, "GetSecret", { storeName: "s", key: "k" }));
        expect(error).toMatchObject({
          code: 12,
          message: "Not Implemented",
          reason: "Not Implemented",
          metadata: { "http.code": "501" },
        });
        expect((await dapr.send("GET", "/v1.0/healthz")).status).toBe(204);
      },
    ));
});

describe("the public port", () => {
  it("serves health and reading of metadata, and nothing else", () =>
    withDapr({ publicOnly: true }, async (dapr) => {
      expect((await dapr.send("GET", "/v1.0/healthz")).status).toBe(204);
      expect((await dapr.send("GET", "/v1.0/metadata")).status).toBe(200);
      expect((await dapr.send("PUT", "/v1.0/metadata/k", "v")).status).toBe(501);
      expect((await dapr.send("GET", "/v1.0/state/statestore/k")).status).toBe(501);
    }));
});
