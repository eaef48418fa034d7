// The folder of the sockets is created, or rejected with an error that says what to do.
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { makeSocketFolder } from "./socket-folder.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "pillion-sockets-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("a folder is created with its missing parents, for its owner only", async () => {
  const made = join(folder, "a/b/c");
  await makeSocketFolder(join(made, "s.socket"));
  for (const each of [made, join(folder, "a")]) expect(statSync(each).mode & 0o777).toBe(0o700);
});

test("an existing folder keeps its mode", async () => {
  const there = join(folder, "there");
  mkdirSync(there, { mode: 0o770 });
  const { mode } = statSync(there);
  await makeSocketFolder(join(there, "s.socket"));
  expect(statSync(there).mode).toBe(mode);
});

test.each([
  ["", /^cannot listen on unix:.*: .*file is not a folder; --unix-domain-socket names a folder/],
  ["below", /^cannot listen on unix:.*: .*below is below a file; --unix-domain-socket names a folder/],
])("a file in the place of the folder is named: file/%s", async (below, message) => {
  const file = join(folder, "file");
  writeFileSync(file, "");
  const created = makeSocketFolder(join(file, below, "s.socket"));
  await expect(created).rejects.toMatchObject({
    name: "ListenError",
    message: expect.stringMatching(message),
  });
});

// There mkdir reports a missing parent, although it exists.
test.runIf(process.platform === "linux")(
  "a folder below /proc is rejected, without an endless loop",
  async () => {
    await expect(makeSocketFolder("/proc/nowhere/deep/s.socket")).rejects.toThrow(
      /--unix-domain-socket names a folder/,
    );
  },
);
