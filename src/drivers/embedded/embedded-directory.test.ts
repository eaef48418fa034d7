// Which directories become data directories, and what is said of the others.
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { systemClock } from "../../model/call.ts";
import { asStoreError, type StoreError } from "../../model/errors.ts";
import type { StateStore } from "../../store/state-store.ts";
import { embeddedDriver } from "./embedded-driver.ts";

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "pillion-directory-"));
});
afterAll(async () => {
  await rm(root, { recursive: true });
});

it("a missing directory is made, with its parents, for this user alone", async () => {
  const path = join(root, "missing", "deep");
  await (await open(path)).close();
  expect((await stat(path)).mode & 0o777).toBe(0o700);
  for (const name of await readdir(path)) {
    expect((await stat(join(path, name))).mode & 0o077, name).toBe(0);
  }
});

it.runIf(process.platform === "linux")(
  "a directory that the system cannot make is refused at once",
  async () => {
    const refused = await refusal("/proc/pillion-data/deep");
    expect(refused.message).toBe("path: data directory /proc/pillion-data/deep cannot be used");
  },
);

it("an empty directory, and one with what a file system puts there, is taken", async () => {
  const path = join(root, "mounted");
  await mkdir(join(path, "lost+found"), { recursive: true });
  await (await open(path)).close();
  await (await open(path)).close();
});

it("a path that is a file, or goes through one, is refused", async () => {
  const path = join(root, "file");
  await writeFile(path, "");
  expect((await refusal(path)).message).toBe(`path: data directory ${path} is not a directory`);
  expect((await refusal(join(path, "below"))).message).toContain("is not a directory");
});

it("a directory with files of others is refused, naming some, and left as it was", async () => {
  const path = join(root, "foreign");
  await mkdir(path);
  for (const name of ["a.txt", "b.txt", "c.txt", "store.mdb"]) await writeFile(join(path, name), "theirs");
  const { message } = await refusal(path);
  expect(message).toContain("found a.txt, b.txt, c.txt and 1 more; name an empty directory");
  expect(await readdir(path)).toHaveLength(4);
});

it("a data directory of a newer format is refused, and left as it was", async () => {
  const path = join(root, "newer");
  await (await open(path)).close();
  await writeFile(join(path, "format.txt"), "pillion embedded store, format 2\n");
  expect((await refusal(path)).message).toContain("has format 2; this version knows format 1 only");
  await writeFile(join(path, "format.txt"), "nonsense");
  expect((await refusal(path)).message).toContain("has a format.txt that is not this program's");
  expect(await readFile(join(path, "format.txt"), "utf8")).toBe("nonsense");
});

it("a start that was cut off before the data file was made is made good", async () => {
  const path = join(root, "cut-off");
  await mkdir(path);
  for (const name of ["owner.txt", "format.txt.new", "room.tmp"]) await writeFile(join(path, name), "");
  await (await open(path)).close();
  expect(await readFile(join(path, "format.txt"), "utf8")).toContain("format 1\n");
});

it("a start that was cut off while the data file was made is made good", async () => {
  const path = join(root, "cut-off-later");
  await mkdir(path);
  await writeFile(join(path, "format.txt.new"), "pillion embedded store, format 1\n");
  await writeFile(join(path, "store.mdb"), "half a page");
  await (await open(path)).close();
  expect(await readdir(path)).not.toContain("format.txt.new");
});

it.each([
  ["garbage", "this is not a data file".repeat(1000), "broken"],
  ["cut short", "x", "broken"],
  ["emptied", "", "missing"],
])("a data file that is %s is refused, and not made anew", async (name, content, state) => {
  const path = join(root, `data ${name}`);
  await (await open(path)).close();
  await writeFile(join(path, "store.mdb"), content);
  const { code, message } = await refusal(path);
  expect(code).toBe("invalid");
  expect(message).toContain(`has a store.mdb that is ${state}; restore it, or name an empty directory`);
  expect(await readFile(join(path, "store.mdb"), "utf8")).toBe(content);
});

it("a data file that was cut to its first page is refused", async () => {
  const path = join(root, "first-page");
  await (await open(path)).close();
  await truncate(join(path, "store.mdb"), 4096);
  expect((await refusal(path)).message).toContain("that is broken");
});

it("a broken lock file is made anew, a broken owner file is refused", async () => {
  const path = join(root, "locks");
  await (await open(path)).close();
  for (const name of ["owner.mdb-lock", "store.mdb-lock"]) await writeFile(join(path, name), "nonsense");
  await (await open(path)).close();
  await writeFile(join(path, "owner.mdb"), "nonsense");
  expect((await refusal(path)).message).toContain("has an owner.mdb that is broken; remove it");
});

it("a directory that this user may not write is refused", async () => {
  const path = join(root, "read-only");
  await mkdir(path, { mode: 0o500 });
  await chmod(root, 0o755);
  const message = await asNobody(async () => (await refusal(path)).message);
  expect(message).toBe(`path: data directory ${path} is not writable`);
});

// To root everything is writable; so root becomes nobody for a moment.
async function asNobody<T>(work: () => Promise<T>): Promise<T> {
  if (process.geteuid?.() !== 0) return work();
  process.setegid?.(65534);
  process.seteuid?.(65534);
  try {
    return await work();
  } finally {
    process.seteuid?.(0);
    process.setegid?.(0);
  }
}

async function refusal(path: string): Promise<StoreError> {
  const opened = await open(path).catch(asStoreError);
  if (!("facts" in opened)) return opened;
  await opened.close();
  throw new Error("the directory should not have been opened");
}

async function open(path: string): Promise<StateStore> {
  const context = { clock: systemClock, random: Math.random, log: () => {}, storeName: "directory" };
  return embeddedDriver.open(embeddedDriver.compile({ path }), context);
}
