// A process that serves the sidecar's services on the wire transport with an in-memory store, with or without TLS, to
// measure the cost of TLS alone. Prints its address; exits when its standard input ends.
import { readFileSync } from "node:fs";
import { createWireServer } from "@pillion/wire";
import { createServices } from "../../../sidecar/services/index.ts";
import { createStoreDirectory } from "../../../sidecar/stores/index.ts";
import { guard, loadDriver, namespace, stack, systemClock } from "../../../src/index.ts";
import { tlsFile } from "./bench-folders.ts";

const driver = await loadDriver("memory");
const context = { clock: systemClock, random: Math.random, storeName: "bench", log: () => undefined };
const inner = await driver.open(driver.compile({}), context);
const store = stack(inner, { guard: guard({ valueBytesMax: 4 << 20 }), namespace: namespace("app") });
const stores = createStoreDirectory([{ name: "bench", store }]);
stores.setHealth("bench", { serving: true, checkTime: Date.now(), reason: "" });

const tls = { cert: readFileSync(tlsFile("server")), key: readFileSync(tlsFile("server-key")) };
const server = await createWireServer(
  { listen: ["127.0.0.1:0"], ...(process.argv.includes("--tls") && { tls }) },
  createServices({ clock: systemClock, app: "app", stores, log: () => undefined }),
);
process.stdout.write(`${server.addresses[0]}\n`);
process.stdin.resume().once("end", () => process.exit(0));
