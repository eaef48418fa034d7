// The queue of writes: deadlines hold while the disk hangs, a full disk rejects
// only writes that need space, and a failed disk is not written to again. Writes
// are made to hang or fail where they enter LMDB; everything else is real.
import { mkdtemp, readdir, rename, rm } from "node:fs/promises";
import { constants, tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { put, remove } from "../../../test/conformance/mutations.ts";
import { createCall, systemClock } from "../../model/call.ts";
import { asStoreError, StoreError } from "../../model/errors.ts";
import type { DriverEvent } from "../../store/driver.ts";
import type { StateStore, TransactionResult } from "../../store/state-store.ts";
import { embeddedDriver, openEmbeddedParts } from "./embedded-driver.ts";
import type { EmbeddedEnvironment } from "./embedded-environment.ts";
import { EmbeddedStore } from "./embedded-store.ts";

interface Opened {
  readonly store: StateStore;
  readonly environment: EmbeddedEnvironment;
  readonly events: DriverEvent[];
  readonly path: string;
}

const { ENOSPC, EDQUOT, EFBIG, EIO } = constants.errno;
let root: string;
let directories = 0;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "pillion-queue-"));
});
afterAll(async () => {
  await rm(root, { recursive: true });
});

it("L2 calls end at their deadline while the disk hangs: the one in flight is unknown, those in the queue are not applied", async () => {
  const { store, environment } = await open();
  const thaw = hang(environment);
  const codes = await Promise.all([
    failure(store.commit([{ mutations: [put("sent", "x")] }], within(50))),
    failure(store.commit([{ mutations: [put("waiting", "x")] }], within(60))),
  ]);
  expect(codes).toEqual(["deadline unknown", "deadline not-applied"]);
  thaw();
  await commit(store, put("after", "x"));
  expect(await keysOf(store)).toEqual(["after", "sent"]);
  await store.close();
});

it("L1 a call that is cancelled in the queue is not applied", async () => {
  const { store, environment } = await open();
  const thaw = hang(environment);
  const controller = new AbortController();
  const first = commit(store, put("first", "x"));
  const second = failure(
    store.commit([{ mutations: [put("second", "x")] }], createCall({ signal: controller.signal })),
  );
  controller.abort();
  thaw();
  await first;
  expect(await second).toBe("cancelled not-applied");
  expect(await keysOf(store)).toEqual(["first"]);
  await store.close();
});

it("reads succeed while the disk hangs", async () => {
  const { store, environment } = await open();
  await commit(store, put("there", "x"));
  const thaw = hang(environment);
  const write = commit(store, put("other", "x"));
  expect(await keysOf(store)).toEqual(["there"]);
  thaw();
  await write;
  await store.close();
});

it("writes beyond the limit of the queue are rejected, and the others succeed", async () => {
  const { store, environment } = await open({ waitingWritesMax: 3 });
  const thaw = hang(environment);
  const sent = Array.from({ length: 6 }, (_, index) => commit(store, put(`k${index}`, "x")));
  const ends = Promise.allSettled(sent);
  thaw();
  const rejected = (await ends).filter((end) => end.status === "rejected");
  expect(rejected).toHaveLength(2);
  for (const { reason } of rejected)
    expect(reason).toMatchObject({ code: "overloaded", outcome: "not-applied" });
  expect(await keysOf(store)).toHaveLength(4);
  await store.close();
});

it("after a failed flush nothing is written any more, and everything can still be read", async () => {
  const { store, environment, events } = await open();
  await commit(store, put("before", "x"));
  const write = environment.write.bind(environment);
  environment.write = async () => {
    throw systemError(EIO);
  };
  expect(await failure(commit(store, put("failed", "x")))).toBe("unavailable unknown");
  environment.write = write;
  expect(await failure(commit(store, put("later", "x")))).toBe("unavailable not-applied");
  expect(await failure(commit(store, remove("before")))).toBe("unavailable not-applied");
  expect(await keysOf(store)).toEqual(["before"]);
  await store.ping(createCall());
  expect(events.filter(({ level }) => level === "error")).toHaveLength(1);
  await store.close();
});

it("a failed write that cannot be classified also stops the writing", async () => {
  const { store, environment, path } = await open();
  await commit(store, put("before", "x"));
  const write = environment.write.bind(environment);
  environment.write = async () => {
    throw systemError(EIO);
  };
  const names = await readdir(path);
  // Under another name the data file cannot be opened for the check, as without a free file descriptor.
  for (const name of names) await rename(join(path, name), join(path, `${name}.away`));
  expect(await failure(commit(store, put("failed", "x")))).toBe("unavailable unknown");
  for (const name of names) await rename(join(path, `${name}.away`), join(path, name));
  environment.write = write;
  expect(await failure(commit(store, put("later", "x")))).toBe("unavailable not-applied");
  expect(await keysOf(store)).toEqual(["before"]);
  await store.close();
});

it("writes in the queue behind a failed flush are not applied", async () => {
  const { store, environment } = await open();
  environment.write = async () => {
    throw systemError(EIO);
  };
  const ends = await Promise.all([1, 2, 3].map((index) => failure(commit(store, put(`k${index}`, "x")))));
  expect(ends).toEqual(["unavailable unknown", "unavailable not-applied", "unavailable not-applied"]);
  await store.close();
});

it.each([ENOSPC, EDQUOT, EFBIG])(
  "error %i of the system is a full disk: removing still succeeds",
  async (code) => {
    const { store, environment, events } = await open();
    await commit(store, put("old", "x"));
    const write = environment.write.bind(environment);
    environment.write = async (writes) => {
      if (writes.some(({ table, value }) => table === "records" && value !== undefined))
        throw systemError(code);
      return write(writes);
    };
    const results = await store.commit(
      [{ mutations: [put("new", "x")] }, { mutations: [remove("old")] }],
      createCall(),
    );
    expect(results[0]).toMatchObject({ code: "overloaded", outcome: "not-applied", retryDelayMs: 1000 });
    expect(results[1]).toMatchObject([{ found: true }]);
    expect(await keysOf(store)).toEqual([]);
    environment.write = write;
    await commit(store, put("new", "x"));
    expect(events.map(({ message }) => message)).toEqual([
      "the disk is full: writes that need space fail",
      "the disk has free space again",
    ]);
    await store.close();
  },
);

it("a transaction without enough space writes nothing, and the others of the same write are complete", async () => {
  const { store } = await open({ mapBytesMax: 2 ** 20 });
  const big = Buffer.alloc(2 ** 20, 1);
  const results = await store.commit(
    [
      { mutations: [put("a", "x")] },
      { mutations: [put("b", "x"), put("c", big), put("d", "x")] },
      { mutations: [put("e", "x")] },
    ],
    createCall(),
  );
  expect(results.map((result) => (result instanceof StoreError ? result.code : "ok"))).toEqual([
    "ok",
    "overloaded",
    "ok",
  ]);
  expect(await keysOf(store)).toEqual(["a", "e"]);
  await store.close();
});

it("L4 close waits for the write in flight and those in the queue, and then releases the directory", async () => {
  const { store, environment } = await open();
  const thaw = hang(environment);
  const sent = [1, 2, 3].map((index) => commit(store, put(`k${index}`, "x")));
  const closing = store.close();
  expect(await failure(commit(store, put("late", "x")))).toBe("closed not-applied");
  thaw();
  await Promise.all([...sent, closing]);
});

it("a key that is longer than the store supports is rejected with its path, and other transactions are applied", async () => {
  const { store } = await open();
  const long = "k".repeat(2000);
  const results = await store.commit(
    [{ mutations: [put("ok", "x"), put(long, "x")] }, { mutations: [put("fine", "x")] }],
    createCall(),
  );
  expect(results[0]).toMatchObject({
    code: "too-large",
    mutationIndex: 1,
    violations: [{ path: ["mutations", 1, "key"] }],
  });
  expect(await keysOf(store)).toEqual(["fine"]);
  const read = await store.read([long, "fine"], { consistency: "strong", view: "keys" }, createCall());
  expect(read[0]).toBeUndefined();
  await store.close();
});

it("many large values are read from one snapshot without blocking the event loop", async () => {
  const { store } = await open();
  const keys = Array.from({ length: 40 }, (_, index) => `k${index}`);
  await store.commit([{ mutations: keys.map((key) => put(key, Buffer.alloc(2 ** 20, 1))) }], createCall());
  let turns = 0;
  const count = () => {
    turns += 1;
    if (turns < 1000) timer = setImmediate(count);
  };
  let timer = setImmediate(count);
  const reading = store.read(keys, { consistency: "strong", view: "full" }, createCall());
  await store.commit([{ mutations: keys.map((key) => put(key, "new")) }], createCall());
  const results = await reading;
  clearImmediate(timer);
  expect(turns).toBeGreaterThan(5);
  const sizes = results.map((result) => (result instanceof StoreError ? 0 : result?.value.byteLength));
  expect(new Set(sizes)).toEqual(new Set([2 ** 20]));
  await store.close();
});

// Keeps writes from reaching LMDB until the returned function is called.
function hang(environment: EmbeddedEnvironment): () => void {
  const write = environment.write.bind(environment);
  let thaw: () => void = () => undefined;
  const thawed = new Promise<void>((resolve) => {
    thaw = resolve;
  });
  environment.write = async (writes) => {
    await thawed;
    await write(writes);
  };
  return thaw;
}

function systemError(code: number): Error {
  return Object.assign(new Error("from the system"), { code });
}

function within(ms: number): ReturnType<typeof createCall> {
  return createCall({ deadline: systemClock.monotonic() + ms });
}

async function failure(promise: Promise<unknown>): Promise<string> {
  const error = await promise.then(() => undefined, asStoreError);
  return error === undefined ? "no failure" : `${error.code} ${error.outcome}`;
}

async function commit(
  store: StateStore,
  mutation: ReturnType<typeof put | typeof remove>,
): Promise<TransactionResult> {
  const [result] = await store.commit([{ mutations: [mutation] }], createCall());
  if (result === undefined || result instanceof StoreError) throw result;
  return result;
}

async function keysOf(store: StateStore): Promise<string[]> {
  const page = await store.scan({ prefix: "", cursor: undefined, limit: 1000, view: "keys" }, createCall());
  return page.records.map(({ key }) => key);
}

async function open(options: Readonly<Record<string, unknown>> = {}): Promise<Opened> {
  directories += 1;
  const path = join(root, `data-${directories}`);
  const compiled = embeddedDriver.compile({ path, ...options });
  const events: DriverEvent[] = [];
  const log = (event: DriverEvent) => void events.push(event);
  const context = { clock: systemClock, random: Math.random, log, storeName: "queue" };
  const parts = await openEmbeddedParts(compiled, context);
  const store = new EmbeddedStore(parts, compiled, context);
  return { store, environment: parts.environment, events, path };
}
