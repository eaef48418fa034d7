// Records and results as the contract's messages: every field, and which are left out.
import { expect, test } from "vitest";
import { type StateRecord, StoreError } from "../../src/index.ts";
import {
  entryMessage,
  pageMessage,
  previousMessage,
  recordMessage,
  resultMessage,
  writeEntryMessage,
} from "./record-messages.ts";

const record: StateRecord = {
  key: "k",
  value: Uint8Array.of(1),
  contentType: "a/b",
  kind: "cached",
  version: "7",
  createTime: 1001,
  updateTime: undefined,
  expireTime: 2002,
};

const message = {
  key: "k",
  value: Uint8Array.of(1),
  contentType: "a/b",
  version: "7",
  kind: 3,
  createTime: { seconds: 1, nanos: 1_000_000 },
  updateTime: null,
  expireTime: { seconds: 2, nanos: 2_000_000 },
};

const overloaded = new StoreError("overloaded", "later", { outcome: "not-applied" });

test("a record has the fields of its view", () => {
  expect(recordMessage(record)).toEqual(message);
  expect(recordMessage(record, "metadata")).toEqual({ ...message, value: null });
  expect(recordMessage(record, "keys")).toEqual({ key: "k" });
});

test("a copy that is returned because the store could not be reached is marked with its age", () => {
  const staleAge = { seconds: 1, nanos: 500_000_000 };
  expect(recordMessage({ ...record, staleAgeMs: 1500 })).toEqual({ ...message, stale: true, staleAge });
  expect(recordMessage({ ...record, staleAgeMs: 0 })).toMatchObject({ stale: true });
});

test("a result has only the fields that its mutation returns", () => {
  expect(resultMessage({ found: false, version: undefined, expireTime: undefined })).toEqual({
    found: false,
  });
  const full = { found: true, version: "7", expireTime: 2002, value: 0n, previous: record };
  expect(resultMessage(full)).toMatchObject({
    found: true,
    version: "7",
    value: { low: 0, high: 0 },
    expireTime: message.expireTime,
    previous: message,
  });
  expect([previousMessage(undefined), previousMessage(record)]).toEqual([{}, { previous: message }]);
});

test("an entry has its record or result, or its own status", () => {
  expect(entryMessage("k", undefined)).toEqual({ key: "k" });
  expect(entryMessage("k", record)).toEqual({ key: "k", found: true, record: message });
  expect(entryMessage("k", overloaded)).toMatchObject({ key: "k", status: { code: 8, message: "later" } });
  const result = { found: true, version: "7", expireTime: undefined };
  expect(writeEntryMessage(result, {})).toEqual({ result: { found: true, version: "7" } });
  expect(writeEntryMessage(overloaded, {})).toMatchObject({ status: { code: 8, message: "later" } });
});

test("a page has its records in the view of the request, and no token if it is the last", () => {
  expect(pageMessage({ records: [record], cursor: undefined }, "keys")).toEqual({
    entries: [{ key: "k" }],
    nextPageToken: "",
  });
  expect(pageMessage({ records: [record], cursor: "t" }, "full")).toEqual({
    entries: [message],
    nextPageToken: "t",
  });
});
