// Runs h2spec, the conformance tests of HTTP/2, against the wire server: over
// plain TCP and over TLS, strictly. h2spec is a Go program; it is built once
// into .cache/, which git ignores. Exits with 1 if a case fails or is skipped,
// and with 2, saying so, if there is no Go to build it with.
//
//   node scripts/h2spec.mjs [h2spec arguments, such as http2/5.1]
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const cache = join(root, ".cache", "h2spec");
const program = join(cache, process.platform === "win32" ? "h2spec.exe" : "h2spec");
// The release is older than Go modules, which is what "incompatible" means.
const source = "github.com/summerwind/h2spec/cmd/h2spec@v2.2.1+incompatible";

function buildProgram() {
  if (existsSync(program)) return;
  mkdirSync(cache, { recursive: true });
  const go = spawnSync("go", ["install", source], {
    env: { ...process.env, GOBIN: cache },
    stdio: "inherit",
  });
  if (go.error !== undefined || go.status !== 0) {
    console.error(
      `h2spec was not run: it needs Go to build ${source}, and that failed (${go.error ?? go.status}).`,
    );
    process.exit(2);
  }
}

async function startServer() {
  const outfile = join(cache, "server.mjs");
  await build({
    entryPoints: [join(root, "test", "wire", "h2spec-server.ts")],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    conditions: ["pillion-source"],
    logLevel: "error",
  });
  const child = spawn(process.execPath, [outfile], { stdio: ["pipe", "pipe", "inherit"] });
  for await (const line of createInterface({ input: child.stdout })) {
    return { child, addresses: JSON.parse(line) };
  }
  throw new Error("the server did not start");
}

/** Runs all cases against one address; resolves to what the summary says. */
function runCases(address, isSecured, chosen) {
  const [host, port] = address.split(":");
  const options = ["--strict", "--timeout", "3", "--host", host, "--port", port];
  if (isSecured) options.push("--tls", "--insecure");
  const result = spawnSync(program, [...options, ...chosen], { encoding: "utf8" });
  const output = `${result.stdout}${result.stderr}`;
  const summary = /(\d+) tests, (\d+) passed, (\d+) skipped, (\d+) failed/.exec(output);
  const where = isSecured ? "TLS" : "h2c";
  const failed = summary === null || Number(summary[3]) + Number(summary[4]) > 0;
  if (failed) console.log(output);
  console.log(`h2spec 2.2.1 --strict over ${where}: ${summary === null ? "no summary" : summary[0]}`);
  return !failed;
}

buildProgram();
const { child, addresses } = await startServer();
const chosen = process.argv.slice(2);
const results = [runCases(addresses.plain, false, chosen), runCases(addresses.secured, true, chosen)];
child.stdin.end();
process.exitCode = results.every(Boolean) ? 0 : 1;
