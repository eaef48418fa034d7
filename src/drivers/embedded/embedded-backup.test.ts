// Backups of a store that no process serves: what a backup has, what is rejected, and that a rejection leaves nothing.
// Backups under load, kills and full disks are in test/faults.
import {
  copyFile,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  truncate,
  utimes,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { after, put } from "../../../test/conformance/mutations.ts";
import { createCall, systemClock } from "../../model/call.ts";
import { asStoreError, StoreError } from "../../model/errors.ts";
import type { BackupReport } from "../../store/driver.ts";
import type { StateStore } from "../../store/state-store.ts";
import { backupEndBytes } from "./embedded-backup-codec.ts";
import { embeddedDriver } from "./embedded-driver.ts";

const origin = { appId: "shop", store: "cart", time: Date.now() };
const signal = new AbortController().signal;
let root: string;
let source: string;
let names = 0;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "pillion-backup-"));
  source = newPath("source");
  const store = await open(source);
  await commit(store, put("shop||a", "1"), put("shop||b", "2".repeat(100_000), { expiry: after(3_600_000) }));
  const idempotency = { key: "once", fingerprint: "f", expireTime: Date.now() + 3_600_000 };
  await store.commit([{ mutations: [put("shop||c", "3")], idempotency }], createCall());
  await store.close();
});
afterAll(async () => {
  await rm(root, { recursive: true });
});

it("a restored store has every record, with its version, times and idempotency keys", async () => {
  const file = newPath("all");
  const target = newPath("restored");
  const made = await backUp(source, file);
  expect(made).toEqual({ origin, place: source, bytes: (await stat(file)).size, records: 3 });
  expect(await restore(target, file)).toEqual({ ...made, place: target });
  expect(await recordsOf(target)).toEqual(await recordsOf(source));
  const store = await open(target);
  const idempotency = { key: "once", fingerprint: "f", expireTime: Date.now() + 3_600_000 };
  const [repeated] = await store.commit([{ mutations: [put("shop||c", "4")], idempotency }], createCall());
  expect(repeated).not.toBeInstanceOf(StoreError);
  expect(await textOf(store, "shop||c")).toBe("3");
  await store.close();
});

it("a backup is readable by its owner only, and nothing else is left beside it", async () => {
  const folder = await newFolder();
  await backUp(source, join(folder, "x.backup"));
  expect(await readdir(folder)).toEqual(["x.backup"]);
  expect((await stat(join(folder, "x.backup"))).mode & 0o777).toBe(0o600);
});

it("a store without records can be backed up and restored", async () => {
  const empty = newPath("empty");
  await (await open(empty)).close();
  const file = newPath("file");
  expect(await backUp(empty, file)).toMatchObject({ records: 0 });
  const target = newPath("target");
  await restore(target, file);
  expect(await recordsOf(target)).toEqual([]);
});

it("an existing file is never replaced", async () => {
  const folder = await newFolder();
  const file = join(folder, "mine");
  await writeFile(file, "mine");
  expect(await failure(backUp(source, file))).toBe(`invalid: ${file} exists already; use another name`);
  expect(await readFile(file, "utf8")).toBe("mine");
  expect(await readdir(folder)).toEqual(["mine"]);
});

it("what has no records is rejected: a missing folder, an empty one, another one", async () => {
  const file = newPath("file");
  for (const folder of [newPath("missing"), await newFolder()]) {
    expect(await failure(backUp(folder, file))).toMatch(/^invalid: .*has no records/);
  }
  const other = await newFolder();
  await writeFile(join(other, "x"), "");
  expect(await failure(backUp(other, file))).toMatch(/^invalid: .*found x/);
  expect(await failure(backUp(source, join(newPath("missing"), "x")))).toMatch(
    /^invalid: the folder .* does not exist/,
  );
});

it("an interrupted backup is removed by the next one after an hour, and not before", async () => {
  const folder = await newFolder();
  const old = join(folder, "x.partial-old");
  const recent = join(folder, "x.partial-new");
  for (const partial of [old, recent]) {
    await mkdir(partial);
    await writeFile(join(partial, "store.mdb"), "");
  }
  const hourAgo = (origin.time - 3_601_000) / 1000;
  await utimes(join(old, "store.mdb"), hourAgo, hourAgo);
  await backUp(source, join(folder, "x"));
  expect((await readdir(folder)).toSorted()).toEqual(["x", "x.partial-new"]);
});

it("a folder with records is not restored into", async () => {
  const file = newPath("file");
  await backUp(source, file);
  const before = await recordsOf(source);
  expect(await failure(restore(source, file))).toMatch(/^invalid: .*has records already/);
  const other = await newFolder();
  await writeFile(join(other, "x"), "");
  expect(await failure(restore(other, file))).toMatch(/^invalid: .*is not empty/);
  expect(await readdir(other)).toEqual(["x"]);
  expect(await recordsOf(source)).toEqual(before);
});

it("a folder that another store has open is not restored into", async () => {
  const file = newPath("file");
  await backUp(source, file);
  const path = newPath("open");
  const store = await open(path);
  await rm(join(path, "format.txt"));
  await rm(join(path, "store.mdb"));
  await rm(join(path, "store.mdb-lock"));
  expect(await failure(restore(path, file))).toMatch(/^invalid: .*is in use by/);
  await store.close();
});

it("a backup that was changed or cut off is rejected and leaves an empty folder", async () => {
  const file = newPath("file");
  const { bytes } = await backUp(source, file);
  const damaged = newPath("damaged");
  const target = newPath("target");
  const rejections: string[] = [];
  const tryRestore = async () => rejections.push(await failure(restore(target, damaged)));
  for (const size of [0, 1, backupEndBytes, bytes - backupEndBytes, bytes - 1]) {
    await copyFile(file, damaged);
    await truncate(damaged, size);
    await tryRestore();
  }
  expect(new Set(rejections)).toEqual(
    new Set([`invalid: ${damaged} is not a backup made by "pillion backup", or is cut off`]),
  );
  const whole = await readFile(file);
  for (const at of [0, 30, 5000, bytes - backupEndBytes - 1]) {
    const changed = Buffer.from(whole);
    changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
    await writeFile(damaged, changed);
    expect(await failure(restore(target, damaged)), `byte ${at}`).toMatch(/^corrupt: .*checksum is wrong/);
  }
  await restore(target, file);
  expect(await recordsOf(target)).toEqual(await recordsOf(source));
});

it("a backup of a newer version is rejected", async () => {
  const file = newPath("file");
  await backUp(source, file);
  const newer = (await readFile(file)).toString("latin1").replace('"pillionBackup":1,', '"pillionBackup":2,');
  await writeFile(file, newer, "latin1");
  expect(await failure(restore(newPath("target"), file))).toMatch(
    /^invalid: .* has format 2; .* only format 1/,
  );
});

it("a damaged record fails the backup with its key, and leaves no file", async () => {
  const path = newPath("damaged");
  const store = await open(path);
  await commit(store, put("shop||damaged", "?".repeat(50)));
  await store.close();
  const data = await readFile(join(path, "store.mdb"));
  for (let at = data.indexOf("?????"); at >= 0; at = data.indexOf("?????", at + 50)) data.write("!", at);
  await writeFile(join(path, "store.mdb"), data);
  const folder = await newFolder();
  expect(await failure(backUp(path, join(folder, "x")))).toMatch(/^corrupt: .*"shop\|\|damaged"/);
  expect(await readdir(folder)).toEqual([]);
});

function newPath(name: string): string {
  return join(root, `${name}-${names++}`);
}

async function newFolder(): Promise<string> {
  return mkdtemp(join(root, "folder-"));
}

function backUp(path: string, file: string): Promise<BackupReport> {
  const made = embeddedDriver.backUp?.(embeddedDriver.compile({ path }), { file, origin, signal });
  if (made === undefined) throw new Error("the driver has no backups");
  return made;
}

function restore(path: string, file: string): Promise<BackupReport> {
  const made = embeddedDriver.restore?.(embeddedDriver.compile({ path }), {
    file,
    random: Math.random,
    signal,
  });
  if (made === undefined) throw new Error("the driver has no backups");
  return made;
}

async function failure(ends: Promise<unknown>): Promise<string> {
  try {
    await ends;
    return "ok";
  } catch (thrown) {
    const { code, message } = asStoreError(thrown);
    return `${code}: ${message}`;
  }
}

function open(path: string): Promise<StateStore> {
  const context = { clock: systemClock, random: Math.random, log: () => {}, storeName: "backup" };
  return embeddedDriver.open(embeddedDriver.compile({ path }), context);
}

async function commit(store: StateStore, ...mutations: ReturnType<typeof put>[]): Promise<void> {
  const [result] = await store.commit([{ mutations }], createCall());
  if (result instanceof StoreError) throw result;
}

async function textOf(store: StateStore, key: string): Promise<string> {
  const [record] = await store.read([key], { consistency: "strong", view: "full" }, createCall());
  if (record === undefined || record instanceof StoreError) throw new Error(`${key} should be stored`);
  return Buffer.from(record.value).toString("utf8");
}

async function recordsOf(path: string): Promise<readonly unknown[]> {
  const store = await open(path);
  const query = { prefix: "", cursor: undefined, limit: 100, view: "full" } as const;
  const { records } = await store.scan(query, createCall());
  await store.close();
  return records;
}
