// Applies one mutation to one record: every combination of mutation, precondition and
// expiry in one pure function, so that all drivers that decide in this process behave
// the same. The driver reads the record, calls this, and writes the returned effect;
// nothing here uses a store or a clock.

import { addToCounter, formatCounter } from "../model/counter.ts";
import type { StoreError } from "../model/errors.ts";
import type {
  AddMutation,
  Expiry,
  Mutation,
  MutationResult,
  PutMutation,
  RemoveMutation,
  TouchMutation,
} from "../model/mutation.ts";
import { isExpired, type StateRecord } from "../model/record.ts";
import { preconditionError } from "../store/precondition.ts";

/** When a transaction is applied, and the source of its versions. */
export interface Moment {
  /** By the clock that decides expiry, in ms since the Unix epoch. */
  readonly now: number;
  /** Returns a version that was never used for any key of the store. */
  readonly nextVersion: () => string;
}

/** The change that the driver must write. */
export type Effect =
  | { readonly type: "write"; readonly record: StateRecord }
  | { readonly type: "remove" }
  | { readonly type: "untouched" };

/** The effect and the result of a mutation. */
export interface AppliedMutation {
  readonly effect: Effect;
  readonly result: MutationResult;
}

const remove: Effect = { type: "remove" };
const untouched: Effect = { type: "untouched" };

/**
 * Applies a mutation to a record, or returns why it cannot be applied; the error has its `mutationIndex`.
 *
 * `stored` is the stored record, expired or not; an expired record counts as absent. A record that has expired as soon as
 * it is written (clause E3) is removed; its result is the same as if it had been written and had then expired. The record to
 * write shares the bytes of the mutation: a driver that keeps it in memory copies them.
 */
export function applyMutation(
  stored: StateRecord | undefined,
  mutation: Mutation,
  mutationIndex: number,
  moment: Moment,
): AppliedMutation | StoreError {
  const present = stored !== undefined && isExpired(stored.expireTime, moment.now) ? undefined : stored;
  const error = preconditionError(present, mutation.precondition, mutationIndex);
  if (error !== undefined) return error;
  switch (mutation.type) {
    case "put":
      return put(stored, present, mutation, moment);
    case "remove":
      return removeRecord(present, mutation);
    case "add":
      return add(stored, present, mutation, mutationIndex, moment);
    case "touch":
      return touch(stored, present, mutation, moment);
    case "check":
      return { effect: untouched, result: resultOf(present, present) };
  }
}

function put(
  stored: StateRecord | undefined,
  present: StateRecord | undefined,
  mutation: PutMutation,
  moment: Moment,
): AppliedMutation {
  const record: StateRecord = {
    key: mutation.key,
    value: mutation.value,
    contentType: mutation.contentType,
    kind: mutation.kind,
    version: moment.nextVersion(),
    createTime: present === undefined ? moment.now : present.createTime,
    updateTime: moment.now,
    expireTime: expireTimeOf(mutation.expiry, present, moment),
  };
  const result = resultOf(present, record);
  return {
    effect: writing(stored, record, moment),
    result: mutation.returnPrevious && present !== undefined ? { ...result, previous: present } : result,
  };
}

function removeRecord(present: StateRecord | undefined, mutation: RemoveMutation): AppliedMutation {
  const result = resultOf(present, undefined);
  if (present === undefined) return { effect: untouched, result };
  return { effect: remove, result: mutation.returnPrevious ? { ...result, previous: present } : result };
}

function add(
  stored: StateRecord | undefined,
  present: StateRecord | undefined,
  mutation: AddMutation,
  mutationIndex: number,
  moment: Moment,
): AppliedMutation | StoreError {
  const sum = addToCounter(present?.value, mutation, mutationIndex);
  if (typeof sum !== "bigint") return sum;
  const record: StateRecord = {
    key: mutation.key,
    value: formatCounter(sum),
    contentType: present?.contentType ?? "",
    kind: present?.kind ?? "persistent",
    version: moment.nextVersion(),
    createTime: present === undefined ? moment.now : present.createTime,
    updateTime: moment.now,
    expireTime: expireTimeOf(mutation.expiry, present, moment),
  };
  return {
    effect: writing(stored, record, moment),
    result: { ...resultOf(present, record), value: sum },
  };
}

function touch(
  stored: StateRecord | undefined,
  present: StateRecord | undefined,
  mutation: TouchMutation,
  moment: Moment,
): AppliedMutation {
  if (present === undefined) return { effect: untouched, result: resultOf(undefined, undefined) };
  const expireTime = expireTimeOf(mutation.expiry, present, moment);
  if (expireTime === present.expireTime) return { effect: untouched, result: resultOf(present, present) };
  const record: StateRecord = { ...present, expireTime };
  return { effect: writing(stored, record, moment), result: resultOf(present, record) };
}

function expireTimeOf(expiry: Expiry, present: StateRecord | undefined, { now }: Moment): number | undefined {
  switch (expiry.type) {
    case "none":
      return undefined;
    case "keep":
      return present?.expireTime;
    case "at":
      return expiry.time;
    case "after":
      return now + expiry.ttlMs;
  }
}

function writing(stored: StateRecord | undefined, record: StateRecord, moment: Moment): Effect {
  if (!isExpired(record.expireTime, moment.now)) return { type: "write", record };
  return stored === undefined ? untouched : remove;
}

function resultOf(before: StateRecord | undefined, after: StateRecord | undefined): MutationResult {
  return { found: before !== undefined, version: after?.version, expireTime: after?.expireTime };
}
