// Tells the story of disk-full-story.ts in a process whose files may not grow
// beyond a limit of the system, and prints what was seen. Argument: directory.
import { writeSync } from "node:fs";
import { embeddedDriver } from "../../src/drivers/embedded/embedded-driver.ts";
import { systemClock } from "../../src/model/call.ts";
import { tellDiskFullStory } from "./disk-full-story.ts";

// The system also sends a signal, whose default is to end the process.
process.on("SIGXFSZ", () => {});
const [path = ""] = process.argv.slice(2);
const context = { clock: systemClock, random: Math.random, log: () => {}, storeName: "full" };
const store = await embeddedDriver.open(embeddedDriver.compile({ path }), context);
const story = await tellDiskFullStory(store);
await store.close();
writeSync(1, JSON.stringify(story));
