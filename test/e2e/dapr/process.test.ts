// The Dapr API of the whole process: ports and sockets, token, shutdown, and key
// prefixes.
import { writeFileSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { CommunicationProtocolEnum, DaprClient } from "@dapr/dapr";
import { DaprMethods } from "@pillion/proto/dapr";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ensureBuilt, ProcessFixture, type SidecarProcess, until } from "../sidecar-process.ts";

let fixture: ProcessFixture;
beforeAll(ensureBuilt, 60_000);
beforeEach(() => {
  fixture = new ProcessFixture();
});
afterEach(() => fixture.dispose());

const memory = "--store=statestore=memory:";
const storeName = "statestore";

const save = (sidecar: SidecarProcess, key: string, value: string, metadata: Record<string, string> = {}) =>
  sidecar.call(DaprMethods.saveState, { storeName, states: [{ key, value: Buffer.from(value) }] }, metadata);
const get = async (sidecar: SidecarProcess, key: string) =>
  Buffer.from((await sidecar.call(DaprMethods.getState, { storeName, key })).data).toString();

describe("a shutdown requested by a client", () => {
  it("is orderly and happens after the reply, over HTTP", async () => {
    const sidecar = await fixture.start([memory]);
    const response = await fetch(`http://${sidecar.address("HTTP")}/v1.0/shutdown`, { method: "POST" });
    expect(response.status).toBe(204);
    expect(await sidecar.exit).toEqual({ code: 0, signal: null });
  });

  it("is orderly and happens after the reply, over gRPC", async () => {
    const sidecar = await fixture.start([memory]);
    await sidecar.call(DaprMethods.shutdown, {});
    expect(await sidecar.exit).toEqual({ code: 0, signal: null });
  });
});

describe("the API token", () => {
  it("is required of the SDK", async () => {
    const sidecar = await fixture.start([memory], { DAPR_API_TOKEN: "a-token" });
    for (const [name, communicationProtocol] of [
      ["gRPC", CommunicationProtocolEnum.GRPC],
      ["HTTP", CommunicationProtocolEnum.HTTP],
    ] as const) {
      const [daprHost = "", daprPort = ""] = sidecar.address(name).split(":");
      const client = new DaprClient({ daprHost, daprPort, communicationProtocol, daprApiToken: "a-token" });
      await client.state.save(storeName, [{ key: name, value: "in" }]);
      expect(await client.state.get(storeName, name)).toBe("in");
      await client.stop();
    }
    expect((await sidecar.http("/v1.0/metadata")).status).toBe(401);
    expect((await sidecar.http("/v1.0/healthz")).status).toBe(204);
    await expect(get(sidecar, "k")).rejects.toMatchObject({ code: 16, details: "Unauthorized" });
    await expect(save(sidecar, "k", "v", { "dapr-api-token": "wrong" })).rejects.toMatchObject({ code: 16 });
  });
});

describe("the key prefix", () => {
  const stores = (file: string, keyPrefix: string) => {
    const path = join(file, "..", "files");
    const entry = `{driver: embedded, keyPrefix: ${keyPrefix}, options: {path: ${path}}}`;
    writeFileSync(file, `stores:\n  statestore: ${entry}\n`);
    return `--config-file=${file}`;
  };

  it("is the name of the store for two apps that share it by name", async () => {
    const words = [stores(join(fixture.folder, "pillion.yaml"), "name")];
    const shop = await fixture.start([...words, "--app-id=shop"]);
    await save(shop, "cart", "of shop");
    expect(await shop.get("cart")).toBe("of shop");
    await shop.end();
    const till = await fixture.start([...words, "--app-id=till"]);
    expect(await get(till, "cart")).toBe("of shop");
    expect(await till.get("cart")).toBe("of shop");
  });

  it("is the namespace and the app id if configured so", async () => {
    const words = [stores(join(fixture.folder, "pillion.yaml"), "namespace")];
    const first = await fixture.start(words, { NAMESPACE: "prod" });
    await save(first, "cart", "of prod");
    await first.end();
    const second = await fixture.start(words, { NAMESPACE: "test" });
    expect(await get(second, "cart")).toBe("");
    await second.end();
    const third = await fixture.start(words, { NAMESPACE: "prod" });
    expect(await get(third, "cart")).toBe("of prod");
  });

  it("is rejected with file and line if it is invalid", async () => {
    const sidecar = fixture.spawn([stores(join(fixture.folder, "pillion.yaml"), '"a||b"')]);
    expect((await sidecar.exit).code).toBe(2);
    expect(sidecar.stderr).toMatch(/pillion\.yaml:2.*store "statestore": keyPrefix: must not contain "\|\|"/);
  });
});

describe("the call log", () => {
  it("contains calls over HTTP with the path up to the store, without the key", async () => {
    const sidecar = await fixture.start([memory, "--enable-api-logging"]);
    await sidecar.http("/v1.0/state/statestore/secret-key");
    const line = () => sidecar.log().find(({ method }) => String(method).startsWith("GET /v1.0/state/"));
    await until("the call is logged", () => line() !== undefined);
    expect(line()).toMatchObject({ message: "call", code: 204, ms: expect.any(Number) });
    expect(sidecar.stderr).not.toContain("secret-key");
  });
});

describe("the sockets", () => {
  it("have Dapr's names, and serve gRPC and HTTP", async () => {
    const sidecar = await fixture.start([memory, "--app-id=shop", `--unix-domain-socket=${fixture.folder}`]);
    const socketPath = join(fixture.folder, "dapr-shop-http.socket");
    expect(sidecar.address("HTTP")).toBe(`unix:${socketPath}`);
    expect(sidecar.address("gRPC")).toBe(`unix:${join(fixture.folder, "dapr-shop-grpc.socket")}`);
    await save(sidecar, "k", "1");
    const text = await new Promise<string>((resolve, reject) => {
      const sent = request({ socketPath, path: "/v1.0/state/statestore/k" }, (response) => {
        let body = "";
        response.setEncoding("utf8").on("data", (part: string) => {
          body += part;
        });
        response.once("end", () => resolve(body));
      });
      sent.once("error", reject).end();
    });
    expect(text).toBe("1");
  });
});

describe("the public port", () => {
  it("serves Dapr's health and metadata, but no state", async () => {
    const sidecar = await fixture.start([memory, "--dapr-public-port=0"]);
    expect((await sidecar.http("/v1.0/healthz", "probes")).status).toBe(204);
    expect((await sidecar.http("/v1.0/metadata", "probes")).status).toBe(200);
    expect((await sidecar.http("/v1.0/state/statestore/k", "probes")).status).toBe(501);
  });

  it("requires no token, as in daprd, while the main port does", async () => {
    const sidecar = await fixture.start([memory, "--dapr-public-port=0"], { DAPR_API_TOKEN: "a-token" });
    expect((await sidecar.http("/v1.0/metadata", "probes")).status).toBe(200);
    expect((await sidecar.http("/v1.0/metadata")).status).toBe(401);
  });
});
