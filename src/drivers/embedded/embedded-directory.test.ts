// Which directories become data directories, and how the others are rejected.
import {
  chmod,
  chown,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  truncate,
  writeFile,
} from "node:fs/promises";
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

it("a missing directory is created with its parents, accessible only to this user", async () => {
  const path = join(root, "missing", "deep");
  await (await open(path)).close();
  expect((await stat(path)).mode & 0o777).toBe(0o700);
  for (const name of await readdir(path)) {
    expect((await stat(join(path, name))).mode & 0o077, name).toBe(0);
  }
});

it.runIf(process.platform === "linux")(
  "a directory that the system cannot create is rejected at once",
  async () => {
    const rejected = await rejectionOf("/proc/pillion-data/deep");
    expect(rejected.message).toBe("path: data directory /proc/pillion-data/deep cannot be used: ENOENT");
  },
);

it("an empty directory is accepted, also with files that a file system puts into its root", async () => {
  const path = join(root, "mounted");
  await mkdir(join(path, "lost+found"), { recursive: true });
  await (await open(path)).close();
  await (await open(path)).close();
});

it("a path that is a file or goes through one is rejected", async () => {
  const path = join(root, "file");
  await writeFile(path, "");
  expect((await rejectionOf(path)).message).toBe(`path: data directory ${path} is not a directory`);
  expect((await rejectionOf(join(path, "below"))).message).toContain("is not a directory");
});

it("a directory with other files is rejected with some of their names, and not changed", async () => {
  const path = join(root, "foreign");
  await mkdir(path);
  for (const name of ["a.txt", "b.txt", "c.txt", "store.mdb"]) await writeFile(join(path, name), "foreign");
  const { message } = await rejectionOf(path);
  expect(message).toContain("found a.txt, b.txt, c.txt and 1 more; use an empty directory");
  expect(await readdir(path)).toHaveLength(4);
});

it("a data directory of a newer format is rejected and not changed", async () => {
  const path = join(root, "newer");
  await (await open(path)).close();
  await writeFile(join(path, "format.txt"), "pillion embedded store, format 2\n");
  expect((await rejectionOf(path)).message).toContain("has format 2; this version supports only format 1");
  await writeFile(join(path, "format.txt"), "nonsense");
  expect((await rejectionOf(path)).message).toContain("has a format.txt that this program did not write");
  expect(await readFile(join(path, "format.txt"), "utf8")).toBe("nonsense");
});

it("a start that was interrupted before the data file was created is completed", async () => {
  const path = join(root, "cut-off");
  await mkdir(path);
  for (const name of ["owner.txt", "format.txt.new", "probe.tmp"]) await writeFile(join(path, name), "");
  await (await open(path)).close();
  expect(await readFile(join(path, "format.txt"), "utf8")).toContain("format 1\n");
});

it("a start that was interrupted while the data file was created is completed", async () => {
  const path = join(root, "cut-off-later");
  await mkdir(path);
  await writeFile(join(path, "format.txt.new"), "pillion embedded store, format 1\n");
  await writeFile(join(path, "store.mdb"), "half a page");
  await (await open(path)).close();
  expect(await readdir(path)).not.toContain("format.txt.new");
});

it.each([
  ["garbage", "this is not a data file".repeat(1000), "a damaged"],
  ["cut short", "x", "a damaged"],
  ["emptied", "", "no"],
])("a data file that is %s is rejected and not replaced", async (name, content, state) => {
  const path = join(root, `data ${name}`);
  await (await open(path)).close();
  await writeFile(join(path, "store.mdb"), content);
  const { code, message } = await rejectionOf(path);
  expect(code).toBe("invalid");
  expect(message).toContain(`has ${state} store.mdb; restore the file, or use an empty directory`);
  expect(await readFile(join(path, "store.mdb"), "utf8")).toBe(content);
});

it("a data file that was truncated to its first page is rejected", async () => {
  const path = join(root, "first-page");
  await (await open(path)).close();
  await truncate(join(path, "store.mdb"), 4096);
  expect((await rejectionOf(path)).message).toContain("has a damaged store.mdb");
});

it("a damaged lock file is replaced, a damaged owner file is rejected", async () => {
  const path = join(root, "locks");
  await (await open(path)).close();
  for (const name of ["owner.mdb-lock", "store.mdb-lock"]) await writeFile(join(path, name), "nonsense");
  await (await open(path)).close();
  await writeFile(join(path, "owner.mdb"), "nonsense");
  expect((await rejectionOf(path)).message).toContain("has a damaged owner.mdb; remove that file");
});

it("a directory that was rejected once can be opened by this process as soon as its fault is repaired", async () => {
  const path = join(root, "repaired");
  await (await open(path)).close();
  const faults: readonly (readonly [name: string, text: string])[] = [
    ["owner.mdb", "nonsense"],
    ["store.mdb", "nonsense"],
    ["format.txt", "nonsense"],
  ];
  for (const [name, text] of faults) {
    const file = join(path, name);
    const intact = await readFile(file);
    await writeFile(file, text);
    for (const _ of [1, 2]) expect((await rejectionOf(path)).message).toContain(name);
    await writeFile(file, intact);
    await (await open(path)).close();
  }
  const store = await open(path);
  expect((await rejectionOf(path)).message).toContain("which is this one");
  await store.close();
  await (await open(path)).close();
});

it("a directory that this user cannot write is rejected", async () => {
  const path = join(root, "read-only");
  await mkdir(path, { mode: 0o500 });
  await chmod(root, 0o755);
  const message = await asOtherUser(async () => (await rejectionOf(path)).message);
  expect(message).toBe(`path: data directory ${path} is not writable`);
});

it("files of a folder that its group shares are for the group, and another user of it opens the store later", async () => {
  const volume = join(root, "volume");
  const path = join(volume, "stores", "cart");
  await mkdir(volume);
  await chmod(root, 0o755);
  if (process.geteuid?.() === 0) await chown(volume, 10_001, 65_534);
  await chmod(volume, 0o2770);
  await withMask(0o077, () => asOtherUser(async () => (await open(path)).close(), 10_001));
  expect((await stat(path)).mode & 0o7777).toBe(0o2770);
  for (const name of await readdir(path))
    expect((await stat(join(path, name))).mode & 0o777, name).toBe(0o660);
  // A process that was killed leaves its note.
  await writeFile(join(path, "owner.txt"), "process 1 on host x\n", { mode: 0o600 });
  await asOtherUser(async () => (await open(path)).close(), 10_002);
});

it("files of earlier versions in such a folder are shared at the next start", async () => {
  const path = join(root, "older");
  await mkdir(path, { mode: 0o700 });
  await (await open(path)).close();
  expect((await stat(join(path, "store.mdb"))).mode & 0o777).toBe(0o600);
  await chmod(path, 0o770);
  await (await open(path)).close();
  expect((await stat(join(path, "store.mdb"))).mode & 0o777).toBe(0o660);
});

it("the message names a file that this user cannot read and write, with its owner and mode", async () => {
  const path = join(root, "private");
  await chmod(root, 0o755);
  for (const name of ["store.mdb", "store.mdb-lock", "owner.mdb", "format.txt"]) {
    await mkdir(path, { mode: 0o770 });
    await (await open(path)).close();
    await chmod(path, 0o777);
    for (const file of await readdir(path)) await chmod(join(path, file), 0o666);
    await chmod(join(path, name), 0);
    const message = await asOtherUser(async () => (await rejectionOf(path)).message);
    const { uid, gid } = await stat(join(path, name));
    expect(message).toContain(
      `has a file that this user cannot read and write, ${name}: it belongs to user ${uid} and group ${gid} and has mode 0000; run as that user, or `,
    );
    await rm(path, { recursive: true });
  }
});

async function withMask<T>(mask: number, work: () => Promise<T>): Promise<T> {
  const before = process.umask(mask);
  try {
    return await work();
  } finally {
    process.umask(before);
  }
}

// Root can write everywhere, so it takes the id of another user during the work.
async function asOtherUser<T>(work: () => Promise<T>, user = 65_534): Promise<T> {
  if (process.geteuid?.() !== 0) return work();
  process.setegid?.(65_534);
  process.seteuid?.(user);
  try {
    return await work();
  } finally {
    process.seteuid?.(0);
    process.setegid?.(0);
  }
}

async function rejectionOf(path: string): Promise<StoreError> {
  const opened = await open(path).catch(asStoreError);
  if (!("facts" in opened)) return opened;
  await opened.close();
  throw new Error("the directory should not have been opened");
}

async function open(path: string): Promise<StateStore> {
  const context = { clock: systemClock, random: Math.random, log: () => {}, storeName: "directory" };
  return embeddedDriver.open(embeddedDriver.compile({ path }), context);
}
