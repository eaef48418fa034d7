// Checks a precondition, once for every driver and layer that does so in this process.
// Callers pass an expired record as absent. An error contains no version and no value.
import { StoreError } from "../model/errors.ts";
import type { Precondition } from "../model/mutation.ts";
import type { StateRecord } from "../model/record.ts";

/**
 * The error of a precondition that does not hold; undefined if it holds (clauses C3 and C4):
 * absent fails with `already-exists`, present with `missing`, a version with `conflict`.
 */
export function preconditionError(
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
        : new StoreError("already-exists", "the key already exists", { mutationIndex });
    case "present":
      return present !== undefined
        ? undefined
        : new StoreError("missing", "the key does not exist", { mutationIndex });
    case "version":
      return versionError(present, precondition.version, mutationIndex);
  }
}

function versionError(
  present: StateRecord | undefined,
  version: string,
  mutationIndex: number,
): StoreError | undefined {
  if (present?.version === version) return undefined;
  return new StoreError("conflict", "the record does not have the required version", { mutationIndex });
}
