// Finding a daprd for the tests that need a real one, and the message without one.
import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";

const script = fileURLToPath(new URL("./daprd-program.mjs", import.meta.url));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "pillion-daprd-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function find(environment: Readonly<Record<string, string>>): string {
  const code = `const { daprdProgram } = await import(${JSON.stringify(script)});
    try { console.log(JSON.stringify(daprdProgram(process.env, ${JSON.stringify(folder)}))); }
    catch (thrown) { console.log(thrown.message); }`;
  const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", code], {
    encoding: "utf8",
    env: { ...environment },
  });
  expect(stderr).toBe("");
  return stdout.trim();
}

function program(version: string): string {
  const file = join(folder, "daprd");
  writeFileSync(file, `#!/bin/sh\necho ${version}\n`);
  chmodSync(file, 0o755);
  return file;
}

test("takes the program that TEST_DAPRD names, else the one on PATH", () => {
  const file = program("1.18.2");
  const taken = JSON.stringify({ program: file, version: "1.18.2" });
  expect(find({ TEST_DAPRD: file })).toBe(taken);
  expect(find({ PATH: folder })).toBe(taken);
});

test("without daprd and Go the message says how to get one", () => {
  expect(find({ PATH: folder })).toMatch(
    /^daprd: TEST_DAPRD is not set, daprd is not on PATH.*\nDo one of these:/,
  );
});

test("a TEST_DAPRD that does not exist is an error, even with a daprd on PATH", () => {
  program("1.18.2");
  expect(find({ PATH: folder, TEST_DAPRD: join(folder, "nothing") })).toMatch(
    /^daprd: TEST_DAPRD names .*nothing, which does not exist\.\nDo one of these:/,
  );
});

test("another version is rejected, because its replies may differ", () => {
  expect(find({ TEST_DAPRD: program("1.14.4") })).toContain("has version 1.14.4, but the tests need 1.18");
});
