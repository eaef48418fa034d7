// HTTP/2 without TLS on the HTTP port: daprd and Pillion serve the same requests.
import { connect } from "node:http2";
import { afterAll, beforeAll, expect, it } from "vitest";
import { component } from "../../sidecar/config/dapr-files/resource-fixture.ts";
import { type RunningSidecar, startDaprd, startPillion } from "./sidecars.ts";

let sidecars: readonly RunningSidecar[] = [];
beforeAll(async () => {
  const options = { resources: [component("s", "state.in-memory")] };
  sidecars = await Promise.all([startDaprd(options), startPillion(options)]);
});
afterAll(() => Promise.all(sidecars.map((sidecar) => sidecar.end())));

function send(address: string, method: string, path: string, body = ""): Promise<readonly [number, string]> {
  const client = connect(`http://${address}`);
  const stream = client.request({ ":method": method, ":path": path });
  if (method !== "GET") stream.end(body);
  return new Promise((resolve, reject) => {
    let status = 0;
    let text = "";
    client.on("error", reject);
    stream.on("error", reject).setEncoding("utf8");
    stream.on("response", (headers) => {
      status = Number(headers[":status"]);
    });
    stream.on("data", (chunk) => {
      text += chunk;
    });
    stream.on("end", () => {
      client.close();
      resolve([status, text]);
    });
  });
}

it("both serve state, health and metadata", async () => {
  for (const { http } of sidecars) {
    expect(await send(http, "POST", "/v1.0/state/s", '[{"key":"k","value":{"n":1}}]')).toEqual([204, ""]);
    expect(await send(http, "GET", "/v1.0/state/s/k")).toEqual([200, '{"n":1}']);
    expect(await send(http, "GET", "/v1.0/state/s/missing")).toEqual([204, ""]);
    expect((await send(http, "GET", "/v1.0/state/none/k"))[0]).toBe(400);
    expect((await send(http, "GET", "/v1.0/healthz"))[0]).toBe(204);
    expect((await send(http, "GET", "/v1.0/metadata"))[0]).toBe(200);
  }
});
