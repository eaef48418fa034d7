// The snippets of the client's README form one program. It is type-checked as
// strictly as the client and run against a sidecar process.
import { execFile, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { build } from "esbuild";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ensureBuilt, ProcessFixture } from "./sidecar-process.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const readme = readFileSync(join(root, "client/README.md"), "utf8");
const program = [...readme.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code]) => code).join("\n");

let fixture: ProcessFixture;
let folder: string;
let source: string;

beforeAll(() => {
  ensureBuilt();
  fixture = new ProcessFixture();
  // Inside the repository, so that imports of its packages resolve.
  mkdirSync(join(root, ".cache"), { recursive: true });
  folder = mkdtempSync(join(root, ".cache/readme-"));
  source = join(folder, "readme.ts");
  writeFileSync(source, program);
}, 120_000);

afterAll(async () => {
  await fixture.dispose();
  rmSync(folder, { recursive: true });
});

test("the snippets pass the type check", { timeout: 60_000 }, () => {
  const config = join(folder, "tsconfig.json");
  writeFileSync(config, JSON.stringify({ extends: "../../tsconfig.json", include: [], files: [source] }));
  const { stdout, status } = spawnSync(join(root, "node_modules/.bin/tsc"), ["-p", config], {
    encoding: "utf8",
  });
  expect(stdout).toBe("");
  expect(status).toBe(0);
});

test("the snippets print what the README says", { timeout: 60_000 }, async () => {
  const sidecar = await fixture.start();
  const outfile = join(folder, "readme.mjs");
  await build({
    entryPoints: [source],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    conditions: ["pillion-source"],
    external: ["@grpc/grpc-js", "protobufjs"],
  });
  const env = { PATH: process.env.PATH ?? "", PILLION_ADDRESS: sidecar.address("gRPC") };
  const { stdout } = await promisify(execFile)(process.execPath, [outfile], { env });
  const lines = stdout.trimEnd().split("\n");
  expect(lines[0]).toMatch(/^\[ 'tea' \] \S+ 20\S+ false$/);
  expect(lines[1]).toBe("ada has a cart already");
  expect(lines[2]).toMatch(/^true 20\S+$/);
  expect(lines.slice(3, 6)).toEqual(["1n", "order/1", "1"]);
});
