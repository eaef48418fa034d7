// Cases of applying transactions that the conformance suite cannot reach: records that
// cannot be decoded, and what a driver has to write.
import { expect, it } from "vitest";
import {
  add,
  at,
  bytes,
  check,
  keep,
  present,
  put,
  remove,
  touch,
} from "../../test/conformance/mutations.ts";
import { StoreError } from "../model/errors.ts";
import type { Mutation } from "../model/mutation.ts";
import type { StateRecord } from "../model/record.ts";
import type { ReadResult } from "../store/state-store.ts";
import { type AppliedTransaction, applyTransaction } from "./apply-transaction.ts";

const now = 1_000_000;
const corrupt = new StoreError("corrupt", "the record cannot be read");

const record: StateRecord = {
  key: "a",
  value: bytes("5"),
  contentType: "a/b",
  kind: "cached",
  version: "1",
  createTime: 10,
  updateTime: 20,
  expireTime: undefined,
};

function applied(stored: ReadResult, mutations: readonly Mutation[]): AppliedTransaction | StoreError {
  let version = 100;
  const nextVersion = () => {
    version += 1;
    return String(version);
  };
  return applyTransaction({ mutations }, () => stored, { now, nextVersion });
}

it("lets a put or remove without preconditions repair a record that cannot be decoded", () => {
  expect(applied(corrupt, [put("a", "x")])).toMatchObject({
    results: [{ found: true }],
    changes: [{ key: "a", record: { version: "101", createTime: now } }],
  });
  expect(applied(corrupt, [remove("a")])).toMatchObject({
    results: [{ found: true }],
    changes: [{ key: "a", record: undefined }],
  });
});

it("fails every mutation that depends on a record that cannot be decoded", () => {
  const needing: Mutation[] = [
    add("a", 1n),
    touch("a", keep),
    check("a", present),
    put("a", "x", { precondition: present }),
    put("a", "x", { returnPrevious: true }),
    put("a", "x", { expiry: keep }),
    remove("a", { returnPrevious: true }),
    remove("a", { precondition: present }),
  ];
  for (const mutation of needing) {
    expect(applied(corrupt, [mutation])).toMatchObject({ code: "corrupt", mutationIndex: 0 });
  }
});

it("gives the driver no changes if nothing changes", () => {
  const unchanging: Mutation[] = [check("a", present), touch("a", keep), touch("a", { type: "none" })];
  for (const mutation of unchanging) expect(applied(record, [mutation])).toMatchObject({ changes: [] });
  expect(applied(undefined, [remove("a")])).toMatchObject({ changes: [] });
});

it("has the driver remove an expired record if the new record has expired too", () => {
  const due = { ...record, expireTime: now };
  expect(applied(due, [put("a", "x", { expiry: at(now) })])).toMatchObject({
    results: [{ found: false }],
    changes: [{ key: "a", record: undefined }],
  });
  expect(applied(undefined, [put("a", "x", { expiry: at(now) })])).toMatchObject({ changes: [] });
});

it("takes no version for a transaction that fails before its first write", () => {
  let taken = 0;
  const nextVersion = () => String(++taken);
  const mutations = [check("a", present), put("b", "x")];
  expect(applyTransaction({ mutations }, () => undefined, { now, nextVersion })).toMatchObject({
    code: "missing",
  });
  expect(taken).toBe(0);
});

it("does not invent a create time for a foreign record that has none", () => {
  const foreign = { ...record, createTime: undefined, updateTime: undefined };
  expect(applied(foreign, [put("a", "x")])).toMatchObject({
    changes: [{ record: { createTime: undefined, updateTime: now } }],
  });
});
