// TLS: the client makes calls only to a sidecar whose certificate it trusts, and
// presents its own certificate where one is required.
import { readFileSync } from "node:fs";
import { ServerCredentials } from "@grpc/grpc-js";
import { StateStoreMethods } from "@pillion/proto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connectBy } from "../../test/transports/transport.ts";
import { StateClient, StateError, type TlsOptions } from "./index.ts";
import { ScriptedServer, script } from "./scripted-server-fixture.ts";

const pem = (name: string) =>
  readFileSync(new URL(`../../test/servers/client-tls/${name}.pem`, import.meta.url));

const trusted: TlsOptions = { ca: pem("ca"), serverName: "pillion.test" };
const known: TlsOptions = { ...trusted, cert: pem("client"), key: pem("client-key").toString() };

let server: ScriptedServer;

beforeAll(async () => {
  const pair = { cert_chain: pem("server"), private_key: pem("server-key") };
  const credentials = ServerCredentials.createSsl(pem("ca"), [pair], true);
  server = await ScriptedServer.start([script(StateStoreMethods.get, () => ({}))], undefined, credentials);
});

afterAll(() => server.close());

async function resultOf(tls: TlsOptions | boolean): Promise<"ok" | StateError> {
  await using client = new StateClient({
    transport: connectBy,
    address: server.address,
    tls,
    readRetries: 0,
    environment: {},
  });
  try {
    expect(await client.get("k")).toBeUndefined();
    return "ok";
  } catch (error) {
    if (error instanceof StateError) return error;
    throw error;
  }
}

test("a call succeeds with a trusted sidecar certificate and a client certificate", async () => {
  expect(await resultOf(known)).toBe("ok");
});

test.each([
  ["without the required client certificate", trusted],
  ["if the certificate authority is not trusted", { ...known, ca: pem("client") }],
  ["if the certificate has another name", { ...known, serverName: "other.test" }],
  ["if Node's own authorities do not trust the certificate", true],
  ["in plain text", false],
])("a call fails %s", async (_name, tls) => {
  expect(await resultOf(tls)).toMatchObject({ code: "unavailable" });
});
