// One process owns a data directory, for as long as it lives and no longer.
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

it("a directory that another process has is refused, naming the directory and the process", async () => {
  const path = newPath();
  const owner = await startOwner(path);
  expect(owner.said).toBe("owner");
  const error = await refusal(path);
  expect(error).toMatchObject({ code: "invalid", violations: [{ path: ["path"] }] });
  expect(error.message).toContain(`data directory ${path} is in use by process ${owner.process.pid} on host`);
});

it("a directory whose owner was killed opens at once, without anything being cleaned up", async () => {
  const path = newPath();
  for (let round = 0; round < 3; round++) {
    const owner = await startOwner(path);
    expect(owner.said).toBe("owner");
    owner.process.kill("SIGKILL");
    await ended(owner.process);
  }
  await (await open(path)).close();
});

it("a directory whose owner closed it can be had by another process", async () => {
  const path = newPath();
  await (await open(path)).close();
  const owner = await startOwner(path);
  owner.process.stdin?.end();
  await ended(owner.process);
  expect(owner.process.exitCode).toBe(0);
  await (await open(path)).close();
});

it("of many processes that start at once exactly one becomes the owner", async () => {
  const path = newPath();
  for (let round = 0; round < 3; round++) {
    const answers = await Promise.all(Array.from({ length: 6 }, () => startOwner(path)));
    expect(answers.filter(({ said }) => said === "owner")).toHaveLength(1);
    expect(answers.filter(({ said }) => said.startsWith("invalid path: data directory"))).toHaveLength(5);
    for (const { process } of answers) process.kill("SIGKILL");
    await Promise.all(answers.map(({ process }) => ended(process)));
  }
});

it("refusing others does not loosen the owner's hold", async () => {
  const path = newPath();
  await startOwner(path);
  for (let attempt = 0; attempt < 3; attempt++) expect((await refusal(path)).code).toBe("invalid");
  expect((await startOwner(path)).said).toContain("is in use by process");
});

it("a second store of the same process is refused, by whatever path it comes", async () => {
  const path = newPath();
  const store = await open(path);
  await symlink(path, `${path}-link`);
  expect((await refusal(path)).message).toContain(`is in use by process ${process.pid}, which is this one`);
  expect((await refusal(`${path}-link`)).message).toContain("which is this one");
  // The refused attempts must not have dropped the lock that others see.
  expect((await startOwner(path)).said).toContain(`is in use by process ${process.pid}`);
  await store.close();
  await (await open(path)).close();
});

function newPath(): string {
  directories += 1;
  return join(root, `data-${directories}`);
}

async function startOwner(path: string): Promise<{ process: ChildProcess; said: string }> {
  const process = child.start([path]);
  started.push(process);
  process.stdout?.setEncoding("utf8");
  let text = "";
  const said = new Promise<string>((resolve) => {
    process.stdout?.on("data", (part: string) => {
      text += part;
      if (text.endsWith("\n")) resolve(text.trim());
    });
    process.once("exit", () => resolve(text.trim()));
  });
  return { process, said: await said };
}

async function refusal(path: string): Promise<StoreError> {
  const opened = await open(path).catch(asStoreError);
  if (!("facts" in opened)) return opened;
  await opened.close();
  throw new Error("the directory should not have been opened");
}

async function open(path: string): Promise<StateStore> {
  const context = { clock: systemClock, random: Math.random, log: () => {}, storeName: "owned" };
  return embeddedDriver.open(embeddedDriver.compile({ path }), context);
}
