// The grpc-js library is neither loaded nor needed unless its transport is chosen.
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { build } from "esbuild";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ensureBuilt, ProcessFixture, program } from "./sidecar-process.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
let fixture: ProcessFixture;
let folder: string;

beforeAll(() => {
  ensureBuilt();
  fixture = new ProcessFixture();
  mkdirSync(join(root, ".cache"), { recursive: true });
  folder = mkdtempSync(join(root, ".cache/loading-"));
}, 120_000);

afterAll(async () => {
  await fixture.dispose();
  rmSync(folder, { recursive: true });
});

/** Returns the files that a file of the bundle imports statically, itself included. */
function loadedWith(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  const text = readFileSync(file, "utf8");
  for (const [, path = ""] of text.matchAll(/\b(?:from|import)\s*"(\.[^"]+)"/g))
    loadedWith(join(dirname(file), path), seen);
  return seen;
}

/** Returns the file that `file` loads with `await import` and whose name contains `name`. */
function importedBy(file: string, name: string): string {
  const paths = [...readFileSync(file, "utf8").matchAll(/\bawait import\("(\.[^"]+)"\)/g)];
  const [, path] = paths.find(([, found = ""]) => found.includes(name)) ?? [];
  if (path === undefined) throw new TypeError(`${file} imports no file named ${name}`);
  return join(dirname(file), path);
}

test("the program does not load grpc-js before it is chosen", () => {
  const served = importedBy(importedBy(program, "cli"), "serve");
  const texts = [...loadedWith(served)].map((file) => readFileSync(file, "utf8"));
  // A name that only grpc-js contains, and one that shows that the right files were searched.
  expect(texts.filter((text) => text.includes("grpc-node.max_session_memory"))).toEqual([]);
  expect(texts.some((text) => text.includes("PRI * HTTP/2.0"))).toBe(true);
});

/** Bundles a program as an application would, without grpc-js, and runs it. */
async function runWithout(source: string, environment: Readonly<Record<string, string>>): Promise<string> {
  const entry = join(folder, "program.ts");
  const outfile = join(folder, "program.mjs");
  writeFileSync(entry, source);
  const { metafile } = await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    conditions: ["pillion-source"],
    external: ["protobufjs", "@grpc/grpc-js"],
    metafile: true,
  });
  const named = Object.values(metafile.inputs).flatMap(({ imports }) => imports.map(({ path }) => path));
  expect(named).not.toContain("@grpc/grpc-js");
  const env = { PATH: process.env.PATH ?? "", ...environment };
  return (await promisify(execFile)(process.execPath, [outfile], { env })).stdout;
}

test("the client's entry point imports grpc-js nowhere, and a program runs without it", async () => {
  const sidecar = await fixture.start(["--store=statestore=memory:"]);
  const source = `
    import { StateClient } from "@pillion/client";
    const client = new StateClient();
    await client.set("k", new TextEncoder().encode("v"));
    console.log(new TextDecoder().decode((await client.get("k"))?.value));
    await client.close();
  `;
  expect(await runWithout(source, { PILLION_ADDRESS: sidecar.address("gRPC") })).toBe("v\n");
});
