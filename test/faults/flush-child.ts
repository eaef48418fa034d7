// Writes to an embedded store one after the other and prints the result of each on
// one line. Arguments: directory, number of writes.
import { writeSync } from "node:fs";
import { embeddedDriver } from "../../src/drivers/embedded/embedded-driver.ts";
import { createCall, systemClock } from "../../src/model/call.ts";
import { asStoreError } from "../../src/model/errors.ts";
import { noExpiry, noPrecondition } from "../../src/model/mutation.ts";

const [path = "", writes = "0"] = process.argv.slice(2);
const context = { clock: systemClock, random: Math.random, log: () => {}, storeName: "flush" };
const store = await embeddedDriver.open(embeddedDriver.compile({ path }), context);
writeSync(1, "open\n");
for (let index = 0; index < Number(writes); index++) writeSync(1, `${await write(`k${index}`)}\n`);
const [first] = await store.read(["k0"], { consistency: "strong", view: "full" }, createCall());
writeSync(1, `read ${first === undefined ? "nothing" : "something"}\n`);
await store.close();

async function write(key: string): Promise<string> {
  const value = Buffer.from("a value");
  const mutation = { type: "put", key, value, contentType: "", kind: "persistent" } as const;
  const rest = { expiry: noExpiry, precondition: noPrecondition, returnPrevious: false };
  try {
    await store.commit([{ mutations: [{ ...mutation, ...rest }] }], createCall());
    return "acknowledged";
  } catch (thrown) {
    const { code, outcome } = asStoreError(thrown);
    return `${code} ${outcome}`;
  }
}
