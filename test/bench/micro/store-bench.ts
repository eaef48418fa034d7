// Reads and writes of one store in this process, 64 in flight.
import {
  createCall,
  noExpiry,
  noPrecondition,
  type PutMutation,
  type StateStore,
} from "../../../src/index.ts";
import { keyOf, valueOfBytes } from "../load/operation.ts";
import type { MicroBench } from "./micro-bench.ts";

const inFlight = 64;
const keyCount = 1000;
const callMs = 30_000;
const value = valueOfBytes(1024);

function put(key: string): PutMutation {
  return {
    type: "put",
    key,
    value,
    contentType: "",
    kind: "persistent",
    expiry: noExpiry,
    precondition: noPrecondition,
    returnPrevious: false,
  };
}

async function write(store: StateStore, index: number): Promise<void> {
  const call = createCall({ deadline: performance.now() + callMs });
  const [result] = await store.commit([{ mutations: [put(keyOf(index % keyCount))] }], call);
  if (result === undefined || result instanceof Error) throw result ?? new Error("a commit gave no result");
}

async function read(store: StateStore, index: number): Promise<void> {
  const call = createCall({ deadline: performance.now() + callMs });
  const [record] = await store.read([keyOf(index % keyCount)], { consistency: "strong", view: "full" }, call);
  if (record === undefined || record instanceof Error) throw record ?? new Error("a record is missing");
}

async function repeat(times: number, one: (index: number) => Promise<void>): Promise<void> {
  let next = 0;
  const work = async () => {
    while (next < times) await one(next++);
  };
  await Promise.all(Array.from({ length: inFlight }, work));
}

/** A micro-benchmark of writes, and one of reads that finds the written records. */
export function storeBenches(name: string, store: StateStore): MicroBench[] {
  return [
    {
      name: `put 1 KiB, ${name}`,
      run: async (times) => repeat(Math.max(times, keyCount), (index) => write(store, index)),
    },
    { name: `read 1 KiB, ${name}`, run: (times) => repeat(times, (index) => read(store, index)) },
  ];
}
