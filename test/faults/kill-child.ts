// The process that kill.test.ts kills: 64 writers on an embedded store under gather.
// It prints one line for each acknowledged write. Arguments: directory, number of
// the round.
//
// Half of the writers count up one key each; the other half write three keys at a
// time with the same number, of which all or none must be stored.
import { writeSync } from "node:fs";
import { embeddedDriver } from "../../src/drivers/embedded/embedded-driver.ts";
import { gather } from "../../src/layers/gather.ts";
import { createCall, systemClock } from "../../src/model/call.ts";
import { StoreError } from "../../src/model/errors.ts";
import { noExpiry, noPrecondition, type PutMutation } from "../../src/model/mutation.ts";

const [path = "", round = "0"] = process.argv.slice(2);
const writersMax = 64;
const context = { clock: systemClock, random: Math.random, log: () => {}, storeName: "killed" };
const store = gather()(await embeddedDriver.open(embeddedDriver.compile({ path }), context));
writeSync(1, "open\n");
await Promise.all(Array.from({ length: writersMax }, (_, writer) => write(writer)));

async function write(writer: number): Promise<void> {
  for (let count = 1; ; count++) {
    const text = `${round}.${count}`;
    const names = writer % 2 === 0 ? ["one"] : ["left", "middle", "right"];
    const mutations = names.map((name) => put(`app||${writer}/${name}`, text));
    const [results] = await store.commit([{ mutations }], createCall());
    if (results instanceof StoreError || results === undefined) throw results;
    // Synchronously: output that is buffered in this process would be lost with it.
    writeSync(1, `${writer} ${text} ${results[0]?.version}\n`);
  }
}

function put(key: string, text: string): PutMutation {
  return {
    type: "put",
    key,
    value: Buffer.from(text.padEnd(100, " ")),
    contentType: "text/plain",
    kind: "persistent",
    expiry: noExpiry,
    precondition: noPrecondition,
    returnPrevious: false,
  };
}
