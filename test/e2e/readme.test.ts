// The README at the root is tested: its commands run with grpcurl (or, without it,
// with a client that parses the commands), its program runs, and its links lead to
// files.
import { execFile, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { build } from "esbuild";
import { afterAll, beforeAll, expect, test } from "vitest";
import { callUnary, protoClient, type Reply } from "./grpc-fixture.ts";
import { ensureBuilt, ProcessFixture, type SidecarProcess } from "./sidecar-process.ts";

const run = promisify(execFile);
const root = fileURLToPath(new URL("../..", import.meta.url));
const readme = readFileSync(join(root, "README.md"), "utf8");
const documented = "127.0.0.1:50001";

const blocks = (language: string): string[] =>
  [...readme.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, "gms"))].map(([, code]) => code ?? "");
const commands = blocks("sh").flatMap((block) => block.trimEnd().split("\n"));
const calls = commands.filter((command) => command.startsWith("grpcurl "));

const hasGrpcurl = await run("grpcurl", ["-version"]).then(
  () => true,
  () => false,
);

let fixture: ProcessFixture;
let sidecar: SidecarProcess;

beforeAll(async () => {
  ensureBuilt();
  fixture = new ProcessFixture();
  sidecar = await fixture.start();
}, 120_000);

afterAll(() => fixture.dispose());

test("the first two commands are npm start and npm test, and every npm script that it names exists", () => {
  expect(commands.slice(0, 2)).toEqual(["npm start", "npm test"]);
  const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  for (const [, name] of readme.matchAll(/npm run ([\w:-]+)/g)) expect(scripts).toHaveProperty(name ?? "");
  expect(scripts).toMatchObject({ start: expect.any(String), test: expect.any(String) });
});

// Runs a grpcurl command without grpcurl.
async function callWithoutGrpcurl(command: string, address: string): Promise<string> {
  const [, body = "{}", target = ""] =
    /-d '([^']*)'.* (\S+)$/.exec(command) ?? / ()(\S+)$/.exec(command) ?? [];
  if (target === "list") return "statestore.v1.StateStore";
  const [service = "", method = ""] = target.split("/");
  const client = protoClient(address, "statestore/v1/statestore.proto", service);
  try {
    const reply: Reply = await callUnary(client, method, JSON.parse(body === "" ? "{}" : body));
    return JSON.stringify(reply);
  } finally {
    client.close();
  }
}

test("every grpcurl command works, and the values are read back", async () => {
  console.info(
    `grpcurl: ${hasGrpcurl ? "is on PATH and was run" : "is not on PATH; a client read its lines"}`,
  );
  const address = sidecar.address("gRPC");
  const outputs: string[] = [];
  for (const command of calls) {
    const line = command.replace(documented, address);
    const output = hasGrpcurl
      ? (await run("sh", ["-c", line])).stdout
      : await callWithoutGrpcurl(line, address);
    outputs.push(output);
  }
  expect(calls).toHaveLength(5);
  const [list, set, get, listed, stores] = outputs;
  expect(list).toContain("statestore.v1.StateStore");
  expect(set).toContain("version");
  for (const shown of [get, listed]) expect(shown).toContain("cart");
  expect(stores).toContain("embedded");
});

test("the program prints what the README says", { timeout: 60_000 }, async () => {
  mkdirSync(join(root, ".cache"), { recursive: true });
  const folder = mkdtempSync(join(root, ".cache/readme-"));
  try {
    const source = join(folder, "readme.ts");
    writeFileSync(source, blocks("ts").join("\n").replace(documented, sidecar.address("gRPC")));
    const config = join(folder, "tsconfig.json");
    writeFileSync(config, JSON.stringify({ extends: "../../tsconfig.json", include: [], files: [source] }));
    const types = spawnSync(join(root, "node_modules/.bin/tsc"), ["-p", config], { encoding: "utf8" });
    expect(types.stdout).toBe("");
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
    const { stdout } = await run(process.execPath, [outfile], { env: { PATH: process.env.PATH ?? "" } });
    expect(stdout).toMatch(/^\[ 'apple', 'pear' \] \S+\n$/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("the program runs as the README says, wherever its file is", { timeout: 60_000 }, async () => {
  expect(readme).toContain("node examples/run.mjs cart.ts");
  const file = join(fixture.folder, "cart.ts");
  writeFileSync(file, blocks("ts").join("\n").replace(documented, sidecar.address("gRPC")));
  const { stdout } = await run(process.execPath, [join(root, "examples/run.mjs"), file]);
  expect(stdout).toMatch(/'pear' \] \S+\n$/);
});

test("every link to a file of the project leads to a file", () => {
  const links = [...readme.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, path]) => path ?? "");
  expect(links.length).toBeGreaterThan(3);
  expect(links.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});
