// Runs disk-full-scenario.ts in a process with a system limit on file sizes, and
// prints the result. Argument: directory.
import { writeSync } from "node:fs";
import { embeddedDriver } from "../../src/drivers/embedded/embedded-driver.ts";
import { systemClock } from "../../src/model/call.ts";
import { runDiskFullScenario } from "./disk-full-scenario.ts";

// The system also sends this signal, which would end the process by default.
process.on("SIGXFSZ", () => {});
const [path = ""] = process.argv.slice(2);
const context = { clock: systemClock, random: Math.random, log: () => {}, storeName: "full" };
const store = await embeddedDriver.open(embeddedDriver.compile({ path }), context);
const result = await runDiskFullScenario(store);
await store.close();
writeSync(1, JSON.stringify(result));
