#!/usr/bin/env node
// The program: checks that this Node can run it, hands the command line and the
// environment to the rooms behind `cli`, and ends with the code that comes
// back. Nothing is imported before the check: an older Node would end with a
// line of source instead of a sentence.
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(`pillion: needs Node 20.19 or newer; this is ${process.versions.node}\n`);
  process.exit(2);
}
// At this signal Node opens its debugger; in a process that holds secrets nobody may. Before anything is read.
process.on("SIGUSR1", () => undefined);
const { run } = await import("./cli.ts");

process.exit(await run(process.argv.slice(2), process.env));
