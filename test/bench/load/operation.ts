// What every target can be asked, and the operations made of it. Keys come from
// a generator with a fixed seed, so that both sides of a pair ask the same.
import type { KeySpace, LoadPlan } from "./load-plan.ts";
import type { Operation } from "./load-run.ts";

/** A connection to a target. Every call rejects if it fails. */
export interface TargetCaller {
  /** Writes every record of the key space. */
  fill(keys: KeySpace): Promise<void>;
  /** The value's size in bytes, or undefined if the key is not there. */
  get(key: string): Promise<number | undefined>;
  set(key: string, value: Buffer): Promise<void>;
  /** How many of the keys were found. Undefined: the target has no such call. */
  readonly batchGet?: (keys: readonly string[]) => Promise<number>;
  /** Other calls for `mixed`, each by itself. Undefined: the target has none. */
  readonly others?: readonly ((key: string, value: Buffer) => Promise<unknown>)[];
  close(): Promise<void>;
}

/** How many keys a BatchGet asks for. */
export const batchKeys = 100;

/** The key of an index. */
export function keyOf(index: number): string {
  return `key-${index}`;
}

/** A value of this many bytes that does not compress to nothing. */
export function valueOfBytes(valueBytes: number): Buffer {
  return Buffer.from(Array.from({ length: valueBytes }, (_, index) => (index * 167 + (index >> 3)) & 0xff));
}

/** Indices in no order, the same each time: xorshift32 (Marsaglia 2003). */
export function indices(count: number): () => number {
  let state = 0x9e3779b9;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % count;
  };
}

/** The operation of a plan on a target. Throws if the target cannot do it. */
export function operationOf(caller: TargetCaller, plan: LoadPlan): Operation {
  const next = indices(plan.keyCount);
  const value = valueOfBytes(plan.valueBytes);
  const get = async () => {
    const found = await caller.get(keyOf(next()));
    if (found !== plan.valueBytes) throw new Error(`a Get gave ${found} bytes instead of ${plan.valueBytes}`);
  };
  const set = () => caller.set(keyOf(next()), value);
  if (plan.operation === "get") return get;
  if (plan.operation === "set") return set;
  if (plan.operation === "batch-get") return batchGetOf(caller, next);
  return mixedOf(caller, [get, get, get, get, set, set], value);
}

function batchGetOf({ batchGet }: TargetCaller, next: () => number): Operation {
  if (batchGet === undefined) throw new Error("this target has no BatchGet");
  return async () => {
    const found = await batchGet(Array.from({ length: batchKeys }, () => keyOf(next())));
    if (found !== batchKeys) throw new Error(`a BatchGet found ${found} of ${batchKeys} keys`);
  };
}

function mixedOf({ others }: TargetCaller, own: readonly Operation[], value: Buffer): Operation {
  if (others === undefined) throw new Error("this target has only Get and Set");
  const all = [
    ...own,
    ...others.map((other, index) => async () => void (await other(`mixed-${index}`, value))),
  ];
  let turn = 0;
  return () => {
    turn = (turn + 1) % all.length;
    return (all[turn] as Operation)();
  };
}

/** Calls for every index, so many at once. */
export async function forEachIndex(
  count: number,
  atOnce: number,
  call: (index: number) => Promise<unknown>,
): Promise<void> {
  let next = 0;
  const work = async () => {
    while (next < count) await call(next++);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, count) }, work));
}
