// One process owns a data directory, exactly as long as it lives.
import type { ChildProcess } from "node:child_process";
import { mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { embeddedDriver } from "../../src/drivers/embedded/embedded-driver.ts";
import { systemClock } from "../../src/model/call.ts";
import { asStoreError, type StoreError } from "../../src/model/errors.ts";
import type { StateStore } from "../../src/store/state-store.ts";
import { type BundledChild, bundleChild, ended } from "./bundled-child.ts";

let child: BundledChild;
let root: string;
let directories = 0;
const started: ChildProcess[] = [];
beforeAll(async () => {
  child = await bundleChild("./owner-child.ts");
  root = await mkdtemp(join(tmpdir(), "pillion-owner-"));
});
afterEach(async () => {
  for (const each of started.splice(0)) {
    each.kill("SIGKILL");
    await ended(each);
  }
});
afterAll(async () => {
  await child.remove();
  await rm(root, { recursive: true });
});

it("a directory that another process owns is rejected, with the directory and the process in the message", async () => {
  const path = newPath();
  const owner = await startOwner(path);
  expect(owner.output).toBe("owner");
  const error = await rejectionOf(path);
  expect(error).toMatchObject({ code: "invalid", violations: [{ path: ["path"] }] });
  expect(error.message).toContain(`data directory ${path} is in use by process ${owner.process.pid} on host`);
  // This process can open it once the other one has ended.
  owner.process.kill("SIGKILL");
  await ended(owner.process);
  await (await open(path)).close();
});

it("a directory whose owner was killed opens at once, without any clean-up", async () => {
  const path = newPath();
  for (let round = 0; round < 3; round++) {
    const owner = await startOwner(path);
    expect(owner.output).toBe("owner");
    owner.process.kill("SIGKILL");
    await ended(owner.process);
  }
  await (await open(path)).close();
});

it("a directory that its owner closed can be opened by another process", async () => {
  const path = newPath();
  await (await open(path)).close();
  const owner = await startOwner(path);
  owner.process.stdin?.end();
  await ended(owner.process);
  expect(owner.process.exitCode).toBe(0);
  await (await open(path)).close();
});

it("of many processes that start at once, exactly one becomes the owner", async () => {
  const path = newPath();
  for (let round = 0; round < 3; round++) {
    const owners = await Promise.all(Array.from({ length: 6 }, () => startOwner(path)));
    expect(owners.filter(({ output }) => output === "owner")).toHaveLength(1);
    expect(owners.filter(({ output }) => output.startsWith("invalid path: data directory"))).toHaveLength(5);
    for (const { process } of owners) process.kill("SIGKILL");
    await Promise.all(owners.map(({ process }) => ended(process)));
  }
});

it("rejecting others does not release the lock of the owner", async () => {
  const path = newPath();
  await startOwner(path);
  for (let attempt = 0; attempt < 3; attempt++) expect((await rejectionOf(path)).code).toBe("invalid");
  expect((await startOwner(path)).output).toContain("is in use by process");
});

it("a second store of the same process is rejected, also through another path", async () => {
  const path = newPath();
  const store = await open(path);
  await symlink(path, `${path}-link`);
  expect((await rejectionOf(path)).message).toContain(
    `is in use by process ${process.pid}, which is this one`,
  );
  expect((await rejectionOf(`${path}-link`)).message).toContain("which is this one");
  // The rejected attempts must not have released the lock that other processes see.
  expect((await startOwner(path)).output).toContain(`is in use by process ${process.pid}`);
  await store.close();
  await (await open(path)).close();
});

function newPath(): string {
  directories += 1;
  return join(root, `data-${directories}`);
}

async function startOwner(path: string): Promise<{ process: ChildProcess; output: string }> {
  const process = child.start([path]);
  started.push(process);
  process.stdout?.setEncoding("utf8");
  let text = "";
  const output = new Promise<string>((resolve) => {
    process.stdout?.on("data", (part: string) => {
      text += part;
      if (text.endsWith("\n")) resolve(text.trim());
    });
    process.once("exit", () => resolve(text.trim()));
  });
  return { process, output: await output };
}

async function rejectionOf(path: string): Promise<StoreError> {
  const opened = await open(path).catch(asStoreError);
  if (!("facts" in opened)) return opened;
  await opened.close();
  throw new Error("the directory should not have been opened");
}

async function open(path: string): Promise<StateStore> {
  const context = { clock: systemClock, random: Math.random, log: () => {}, storeName: "owned" };
  return embeddedDriver.open(embeddedDriver.compile({ path }), context);
}
