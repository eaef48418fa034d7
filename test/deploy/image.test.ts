// The folder that the image contains, made by the script that the Dockerfile runs:
// it must work without this project's packages.
import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { laterFlags } from "../../sidecar/memory-flags.ts";
import { ensureBuilt, program, SidecarProcess } from "../e2e/sidecar-process.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "pillion-image-"));
const image = join(folder, "pillion");

beforeAll(() => {
  ensureBuilt();
  execFileSync(process.execPath, [join(root, "scripts/image-root.mjs"), image]);
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

it("serves, and writes nothing outside its data directory", async () => {
  chmodSync(image, 0o555);
  const words = ["--dapr-grpc-port=0", "--dapr-http-port=0", `--data-dir=${join(folder, "data")}`];
  const before = readdirSync(image, { recursive: true });
  const process = await new SidecarProcess(words, {}, join(image, "dist/pillion.js")).running();
  await process.set("key", "hello");
  expect(await process.get("key")).toBe("hello");
  expect(await process.end()).toEqual({ code: 0, signal: null });
  await process.dispose();
  expect(readdirSync(image, { recursive: true })).toEqual(before);
});

async function flagsOf() {
  return (await import(join(root, "scripts/node-flags.mjs"))) as {
    nodeFlags: string[];
    nodeEnvironment: Record<string, string>;
    shebang: string;
  };
}

it("has the flags that save memory in its first line, or sets them at its start", async () => {
  const { nodeFlags, shebang } = await flagsOf();
  expect(readFileSync(program, "utf8").startsWith(`${shebang}\n`)).toBe(true);
  // Linux before 5.1 reads no more of the line.
  expect(shebang.length).toBeLessThan(127);
  const set = [...shebang.split(" ").filter((word) => word.startsWith("--")), ...laterFlags];
  expect(set.toSorted()).toEqual(nodeFlags.toSorted());
  const env = { PATH: process.env.PATH ?? "" };
  expect(execFileSync(program, ["version"], { env, encoding: "utf8" })).toMatch(/^\d+\.\d+\.\d+\n$/);
});

it("contains no package that could be bundled", () => {
  const packages = readdirSync(join(image, "node_modules")).filter((name) => !name.startsWith("."));
  expect(packages).toContain("lmdb");
  expect(packages).not.toContain("pino");
});

it("is made by the script that the Dockerfile runs, and started with the flags and variables of npm start", async () => {
  const dockerfile = readFileSync(join(root, "deploy/Dockerfile"), "utf8");
  expect(dockerfile).toContain("node scripts/image-root.mjs /pillion");
  const { nodeFlags, nodeEnvironment } = await flagsOf();
  const entry = JSON.stringify(["node", ...nodeFlags, "/pillion/dist/pillion.js"]).replaceAll(",", ", ");
  expect(dockerfile).toContain(`ENTRYPOINT ${entry}`);
  for (const [name, value] of Object.entries(nodeEnvironment))
    expect(dockerfile).toContain(`\nENV ${name}=${value}\n`);
  expect(dockerfile).toMatch(/^USER 65532/m);
});
