// Opens the embedded store of a directory, prints the result, and keeps the store
// open until the process is killed or its input ends. Argument: directory.
import { writeSync } from "node:fs";
import { embeddedDriver } from "../../src/drivers/embedded/embedded-driver.ts";
import { systemClock } from "../../src/model/call.ts";
import { asStoreError } from "../../src/model/errors.ts";

const [path = ""] = process.argv.slice(2);
const context = { clock: systemClock, random: Math.random, log: () => {}, storeName: "owned" };
try {
  const store = await embeddedDriver.open(embeddedDriver.compile({ path }), context);
  writeSync(1, "owner\n");
  process.stdin.resume();
  process.stdin.once("end", () => void store.close().then(() => process.exit(0)));
} catch (thrown) {
  const { code, message } = asStoreError(thrown);
  writeSync(1, `${code} ${message}\n`);
  process.exit(1);
}
