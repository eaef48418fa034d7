// The server of the soak: the echo service on wire with all limits at their
// defaults. Prints its address; for each line of its standard input it prints its
// counters as JSON, and it exits when its standard input ends.
import { createInterface } from "node:readline";
import { createWireServer } from "@pillion/wire";
import { echoService } from "../wire/echo-service.ts";

const server = await createWireServer({ listen: ["127.0.0.1:0"] }, echoService().routes);
console.log(server.addresses[0]);
for await (const _ of createInterface({ input: process.stdin })) console.log(JSON.stringify(server.counters));
await server.close();
