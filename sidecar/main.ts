#!/usr/bin/env node
// The program: checks the version of Node, runs `cli` with the command line and the environment, and exits with its code.
// Nothing is imported before the check, because an older Node would end with a line of source instead of a message.
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(`pillion: needs Node 20.19 or newer; this is ${process.versions.node}\n`);
  process.exit(2);
}
// Node opens its debugger at this signal, which a process that holds secrets must not do. Set before anything is read.
process.on("SIGUSR1", () => undefined);
const { setMemoryFlags } = await import("./memory-flags.ts");
setMemoryFlags();
const { run } = await import("./cli.ts");

process.exit(await run(process.argv.slice(2), process.env));
