// The rate of acknowledged, durable Sets on the embedded store in this process, for several numbers of calls in flight,
// with and without the gather layer; then the rate of each way to flush, on LMDB alone. Run by hand on an idle machine:
//
//   node test/bench/embedded.mjs [directory] [seconds per figure]
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { open } from "lmdb";

const parent = process.argv[2] ?? tmpdir();
const figureMs = 1000 * Number(process.argv[3] ?? 2);
const inFlights = [1, 8, 64, 256];
const value = Buffer.alloc(256, 7);
const keyCount = 20_000;

const work = await mkdtemp(join(parent, "pillion-bench-"));
try {
  const engine = await loadEngine();
  await benchStore("embedded with gather", engine, engine.gather({ readsInFlightMax: 0 }));
  await benchStore("embedded alone", engine, (inner) => inner);
  await benchFlush("LMDB, flushed before visible (as in the driver)", { overlappingSync: false });
  await benchFlush("LMDB, visible before flushed, flush awaited", { overlappingSync: true });
} finally {
  await rm(work, { recursive: true });
}

async function loadEngine() {
  const source = (path) => fileURLToPath(new URL(`../../src/${path}`, import.meta.url));
  const outfile = join(
    fileURLToPath(new URL("../../node_modules/.cache/", import.meta.url)),
    `bench-${process.pid}.mjs`,
  );
  await build({
    stdin: {
      contents: `export { embeddedDriver } from ${JSON.stringify(source("drivers/embedded/embedded-driver.ts"))};
        export { gather } from ${JSON.stringify(source("layers/gather.ts"))};
        export { createCall, systemClock } from ${JSON.stringify(source("model/call.ts"))};`,
      resolveDir: source("."),
    },
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    external: ["lmdb"],
  });
  try {
    return await import(outfile);
  } finally {
    await rm(outfile);
  }
}

async function benchStore(name, { embeddedDriver, createCall, systemClock }, layer) {
  const path = join(work, name.replaceAll(" ", "-"));
  const context = { clock: systemClock, random: Math.random, log: () => {}, storeName: "bench" };
  const store = layer(await embeddedDriver.open(embeddedDriver.compile({ path }), context));
  await report(name, async (index) => {
    const key = `bench||key-${(index * 7919) % keyCount}`;
    const mutation = {
      type: "put",
      key,
      value,
      contentType: "",
      kind: "persistent",
      expiry: { type: "none" },
      precondition: { type: "none" },
      returnPrevious: false,
    };
    const call = createCall({ deadline: performance.now() + 5000 });
    const [result] = await store.commit([{ mutations: [mutation] }], call);
    if (result instanceof Error) throw result;
  });
  await reportReads(store, createCall);
  await store.close();
}

async function reportReads(store, createCall) {
  const end = performance.now() + figureMs;
  let count = 0;
  while (performance.now() < end) {
    const call = createCall({ deadline: performance.now() + 5000 });
    await store.read(
      [`bench||key-${(count * 7919) % keyCount}`],
      { consistency: "strong", view: "full" },
      call,
    );
    count += 1;
  }
  console.log(`  reads, one at a time       ${String(Math.round((count / figureMs) * 1000)).padStart(8)} /s`);
}

async function benchFlush(name, options) {
  const database = open({
    path: join(work, `${name.length}.mdb`),
    encoding: "binary",
    keyEncoding: "binary",
    mapSize: 2 ** 30,
    eventTurnBatching: false,
    ...options,
  });
  // One transaction at a time, as in the driver: puts that arrive during a transaction wait for the next one.
  let waiting = [];
  let isRunning = false;
  const run = async () => {
    isRunning = true;
    while (waiting.length > 0) {
      const flushed = waiting;
      waiting = [];
      const written = database.batch(() => {
        for (const { index } of flushed)
          void database.put(Buffer.from(`key-${(index * 7919) % keyCount}`), value);
      });
      await written;
      if (options.overlappingSync) await database.flushed;
      for (const { resolve } of flushed) resolve();
      await new Promise((resolve) => setImmediate(resolve));
    }
    isRunning = false;
  };
  await report(
    name,
    (index) =>
      new Promise((resolve) => {
        waiting.push({ index, resolve });
        if (!isRunning) void run();
      }),
  );
  await database.close();
}

async function report(name, set) {
  console.log(name);
  let alone;
  for (const inFlight of inFlights) {
    const perSecond = await rate(inFlight, set);
    alone ??= perSecond;
    const ratio = `${(perSecond / alone).toFixed(1)} x`;
    console.log(
      `  Sets, ${String(inFlight).padStart(3)} in flight        ${String(Math.round(perSecond)).padStart(8)} /s   ${ratio.padStart(7)}`,
    );
  }
}

async function rate(inFlight, set) {
  let index = 0;
  const writeUntil = async (end) => {
    while (performance.now() < end) await set(index++);
  };
  const all = (ms) => Promise.all(Array.from({ length: inFlight }, () => writeUntil(performance.now() + ms)));
  await all(figureMs / 4);
  index = 0;
  const start = performance.now();
  await all(figureMs);
  return (index / (performance.now() - start)) * 1000;
}
