// A server for h2spec: prints its plain and its TLS address in one line of JSON,
// and exits when its standard input ends.
import { createWireServer } from "@pillion/wire";
import { makeAuthority, signCertificate } from "./certificates.ts";
import { echoService } from "./echo-service.ts";

const authority = makeAuthority("h2spec authority");
const tls = signCertificate(authority, { name: "localhost", altNames: ["DNS:localhost", "IP:127.0.0.1"] });
const limits = { connectionsPerPeerMax: 1000 };
const listen = ["127.0.0.1:0"];
const plain = await createWireServer({ listen, limits }, echoService().routes);
const secured = await createWireServer({ listen, limits, tls }, echoService().routes);
console.log(JSON.stringify({ plain: plain.addresses[0], secured: secured.addresses[0] }));
process.stdin.resume().once("end", () => {
  void Promise.all([plain.close(), secured.close()]);
});
