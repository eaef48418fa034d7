// The errors of preconditions: the same code and text as in every other driver.
import { expect, it } from "vitest";
import type { Precondition, StateRecord } from "../../index.ts";
import { noExpiry } from "../../index.ts";
import { preconditionError } from "../../store/precondition.ts";
import { absenceResult } from "./postgres-plan.ts";

const record: StateRecord = {
  key: "a",
  value: Buffer.from("1"),
  version: "1",
  contentType: "",
  kind: "persistent",
  createTime: undefined,
  updateTime: undefined,
  expireTime: undefined,
};

const cases: readonly (readonly [Precondition, StateRecord | undefined, string, string])[] = [
  [{ type: "absent" }, record, "already-exists", "the key already exists"],
  [{ type: "present" }, undefined, "missing", "the key does not exist"],
  [{ type: "version", version: "2" }, record, "conflict", "the record does not have the required version"],
  [{ type: "version", version: "2" }, undefined, "conflict", "the record does not have the required version"],
];

it.each(cases)(
  "the precondition %o fails with the same words here and in process",
  (precondition, before, code, message) => {
    const mutation = {
      type: "put",
      key: "a",
      value: record.value,
      contentType: "",
      kind: "persistent",
      expiry: noExpiry,
      precondition,
      returnPrevious: false,
    } as const;
    expect(absenceResult(mutation)).toMatchObject({ code, message, mutationIndex: 0 });
    expect(preconditionError(before, precondition, 0)).toMatchObject({ code, message, mutationIndex: 0 });
  },
);
