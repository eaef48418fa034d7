// TLS: the client speaks only to a sidecar that it can trust, and shows its own
// certificate where one is asked for.
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

async function answer(tls: TlsOptions | boolean): Promise<"answered" | StateError> {
  await using client = new StateClient({
    transport: connectBy,
    address: server.address,
    tls,
    readRetries: 0,
    environment: {},
  });
  try {
    expect(await client.get("k")).toBeUndefined();
    return "answered";
  } catch (error) {
    if (error instanceof StateError) return error;
    throw error;
  }
}

test("a sidecar with a trusted certificate, to which the client shows its own, is spoken to", async () => {
  expect(await answer(known)).toBe("answered");
});

test.each([
  ["a client without a certificate where one is asked for", trusted],
  ["a sidecar whose authority is not trusted", { ...known, ca: pem("client") }],
  ["a sidecar whose certificate has another name", { ...known, serverName: "other.test" }],
  ["a sidecar that is judged by what Node trusts", true],
  ["a sidecar that is spoken to in plain text", false],
])("%s gets no answer", async (_name, tls) => {
  expect(await answer(tls)).toMatchObject({ code: "unavailable" });
});
