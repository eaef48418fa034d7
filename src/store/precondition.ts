// The judgement of a precondition, coded once for every driver that decides in
// this process. What holds: a due record is judged as absent by the caller of
// these functions, and an error never tells a version or a value.
import { StoreError } from "../model/errors.ts";
import type { Precondition } from "../model/mutation.ts";
import type { StateRecord } from "../model/record.ts";

/**
 * Why a precondition does not hold, or undefined if it does (clauses C3 and C4):
 * absent fails with `already-exists`, present with `missing`, a version with `conflict`.
 */
export function judge(
  present: StateRecord | undefined,
  precondition: Precondition,
  mutationIndex: number,
): StoreError | undefined {
  switch (precondition.type) {
    case "none":
      return undefined;
    case "absent":
      return present === undefined
        ? undefined
        : new StoreError("already-exists", "the key is already there", { mutationIndex });
    case "present":
      return present !== undefined
        ? undefined
        : new StoreError("missing", "the key is not there", { mutationIndex });
    case "version":
      return judgeVersion(present, precondition.version, mutationIndex);
  }
}

function judgeVersion(
  present: StateRecord | undefined,
  version: string,
  mutationIndex: number,
): StoreError | undefined {
  if (present?.version === version) return undefined;
  const message =
    present === undefined
      ? "a version was asked of a key that is not there"
      : "the record has another version than the one asked";
  return new StoreError("conflict", message, { mutationIndex });
}
