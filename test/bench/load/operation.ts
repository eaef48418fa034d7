// The interface of every target, and the operations built on it. Keys come from a generator with a fixed seed, so that
// both sides of a pair use the same keys.
import type { KeySpace, LoadPlan } from "./load-plan.ts";
import type { Operation } from "./load-run.ts";

/** A connection to a target. Every call rejects if it fails. */
export interface TargetCaller {
  /** Writes every record of the key space. */
  fill(keys: KeySpace): Promise<void>;
  /** The value's size in bytes, or undefined if the key is missing. */
  get(key: string): Promise<number | undefined>;
  set(key: string, value: Buffer): Promise<void>;
  /** The number of keys that were found. Undefined: the target has no BatchGet. */
  readonly batchGet?: (keys: readonly string[]) => Promise<number>;
  /** The other calls of `mixed`. Undefined: the target does not support `mixed`. */
  readonly others?: readonly ((key: string, value: Buffer) => Promise<unknown>)[];
  close(): Promise<void>;
}

/** The number of keys of a BatchGet. */
export const batchKeys = 100;

/** The key of an index. */
export function keyOf(index: number): string {
  return `key-${index}`;
}

/** A value of this many bytes that does not compress well. */
export function valueOfBytes(valueBytes: number): Buffer {
  return Buffer.from(Array.from({ length: valueBytes }, (_, index) => (index * 167 + (index >> 3)) & 0xff));
}

/** Pseudo-random indices, always the same sequence: xorshift32 (Marsaglia 2003). */
export function indices(count: number): () => number {
  let state = 0x9e3779b9;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % count;
  };
}

/** The operation of a plan on a target. Throws if the target does not support it. */
export function operationOf(caller: TargetCaller, plan: LoadPlan): Operation {
  const next = indices(plan.keyCount);
  const value = valueOfBytes(plan.valueBytes);
  const get = async () => {
    const found = await caller.get(keyOf(next()));
    if (found !== plan.valueBytes)
      throw new Error(`Get returned ${found} bytes instead of ${plan.valueBytes}`);
  };
  const set = () => caller.set(keyOf(next()), value);
  if (plan.operation === "get") return get;
  if (plan.operation === "set") return set;
  if (plan.operation === "batch-get") return batchGetOf(caller, next);
  return mixedOf(caller, [get, get, get, get, set, set], value);
}

function batchGetOf({ batchGet }: TargetCaller, next: () => number): Operation {
  if (batchGet === undefined) throw new Error("this target does not support BatchGet");
  return async () => {
    const found = await batchGet(Array.from({ length: batchKeys }, () => keyOf(next())));
    if (found !== batchKeys) throw new Error(`BatchGet found ${found} of ${batchKeys} keys`);
  };
}

function mixedOf({ others }: TargetCaller, own: readonly Operation[], value: Buffer): Operation {
  if (others === undefined) throw new Error("this target supports only Get and Set");
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

/** Calls a function for every index, with at most `atOnce` calls in flight. */
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
