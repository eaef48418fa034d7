// `npm run soak:clients -- [--seconds N] [--client NAME]`: gRPC clients of others call the
// sidecar and the wire server, with all limits at their defaults. Prints how many calls each
// scenario made and how many failed, and the counters of exceeded limits. Exits with 1 if a
// call failed or a limit was exceeded, and with 2 if a client cannot be installed.
// test/soak/README.md says more.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { buildIfStale } from "./build.mjs";
import { MissingProgramError } from "./go-program.mjs";
import { LineProcess } from "./line-process.mjs";
import { clientPrograms } from "./soak-client-programs.mjs";
import { scenariosFor } from "./soak-scenarios.mjs";
import { startSoakServer, startSoakSidecar } from "./soak-servers.mjs";

const { values: options } = parseArgs({
  options: { seconds: { type: "string", default: "20" }, client: { type: "string", multiple: true } },
});
const seconds = Number(options.seconds);
if (!(seconds > 0)) {
  console.error(`--seconds must be a number above zero, not ${options.seconds}`);
  process.exit(2);
}
const wrong = (options.client ?? []).find((name) => !(name in clientPrograms));
if (wrong !== undefined) {
  console.error(`--client must be one of ${Object.keys(clientPrograms).join(", ")}, not ${wrong}`);
  process.exit(2);
}

/** Runs all scenarios of one client; returns the number of failed calls and exceeded limits. */
async function soak(name, install) {
  const program = await install();
  const scenarios = scenariosFor(name, seconds, { server: server.address, sidecar: sidecar.address });
  const client = new LineProcess(program.command, program.words, program.folder);
  let calls = 0;
  let failures = 0;
  for (const [scenario, ...words] of scenarios) {
    const line = await client.request([scenario, ...words].join(" "));
    const [, made, failed, error] = /^\S+ (\d+) (\d+) ?(.*)$/.exec(line) ?? [];
    if (made === undefined) throw new TypeError(`${name} printed ${JSON.stringify(line)}`);
    calls += Number(made);
    failures += Number(failed) + (Number(made) === 0 ? 1 : 0);
    const text = Number(failed) === 0 ? "" : `  ${error}`;
    console.log(`  ${scenario.padEnd(34)} ${made.padStart(9)} calls ${failed.padStart(7)} failed${text}`);
  }
  await client.end();
  const exceeded = [...(await server.exceeded()), ...(await sidecar.exceeded())];
  for (const text of exceeded) console.log(`  exceeded: ${text}`);
  console.log(`${name}: ${calls} calls, ${failures} failed, ${exceeded.length} limits exceeded`);
  return failures + exceeded.length;
}

await buildIfStale();
const folder = mkdtempSync(join(tmpdir(), "pillion-soak-"));
const server = await startSoakServer();
const sidecar = await startSoakSidecar(folder);
let failures = 0;
try {
  for (const [name, install] of Object.entries(clientPrograms)) {
    if (options.client === undefined || options.client.includes(name)) failures += await soak(name, install);
  }
} catch (thrown) {
  if (!(thrown instanceof MissingProgramError)) throw thrown;
  console.error(thrown.message);
  failures = Number.NaN;
} finally {
  await Promise.all([server.end(), sidecar.end()]);
  rmSync(folder, { recursive: true, force: true });
}
process.exitCode = Number.isNaN(failures) ? 2 : failures === 0 ? 0 : 1;
