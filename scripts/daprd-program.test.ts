// Where the tests against a real daprd find one, and what they say without one.
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

test("the one that TEST_DAPRD names is taken, else the one on PATH", () => {
  const file = program("1.18.2");
  const taken = JSON.stringify({ program: file, version: "1.18.2" });
  expect(find({ TEST_DAPRD: file })).toBe(taken);
  expect(find({ PATH: folder })).toBe(taken);
});

test("without one, and without Go, it is said how to get one", () => {
  expect(find({ PATH: folder })).toMatch(
    /^daprd: it is neither named by TEST_DAPRD nor on PATH.*\nThree ways/,
  );
});

test("a name that names nothing is said, whatever else there is", () => {
  program("1.18.2");
  expect(find({ PATH: folder, TEST_DAPRD: join(folder, "nothing") })).toMatch(
    /^daprd: TEST_DAPRD names .*nothing, and there is no such file\.\nThree ways/,
  );
});

test("one of another version is refused, because its answers may be others", () => {
  expect(find({ TEST_DAPRD: program("1.14.4") })).toContain(
    "is of version 1.14.4, and the tests are about 1.18",
  );
});
