// Runs h2spec, the conformance tests of HTTP/2, against the wire server: over
// plain TCP and over TLS, in strict mode. Exits with 1 if a case fails or is
// skipped, and with 2 if h2spec cannot be built.
//
//   node scripts/h2spec.mjs [h2spec arguments, such as http2/5.1]
import { spawnSync } from "node:child_process";
import { cacheOf, goProgram, programOrExit } from "./go-program.mjs";
import { startServer } from "./wire-server.mjs";

// "+incompatible": the release is older than Go modules.
const source = "github.com/summerwind/h2spec/cmd/h2spec@v2.2.1+incompatible";
const program = programOrExit(() => goProgram("h2spec", source));
const chosen = process.argv.slice(2);

/** Runs the cases against one address; returns whether all passed. */
function runCases(address, isSecured) {
  const [host, port] = address.split(":");
  const options = ["--strict", "--timeout", "3", "--host", host, "--port", port];
  if (isSecured) options.push("--tls", "--insecure");
  const result = spawnSync(program, [...options, ...chosen], { encoding: "utf8" });
  const output = `${result.stdout}${result.stderr}`;
  const summary = /(\d+) tests, (\d+) passed, (\d+) skipped, (\d+) failed/.exec(output);
  const failed = summary === null || Number(summary[3]) + Number(summary[4]) > 0;
  if (failed) console.log(output);
  console.log(`h2spec 2.2.1 --strict over ${isSecured ? "TLS" : "h2c"}: ${summary?.[0] ?? "no summary"}`);
  return !failed;
}

const server = await startServer(cacheOf("h2spec"));
const results = [runCases(server.plain, false), runCases(server.secured, true)];
server.end();
process.exitCode = results.every(Boolean) ? 0 : 1;
