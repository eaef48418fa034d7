// A store's violations in Dapr's names.
import { expect, it } from "vitest";
import { StoreError, violationError } from "../../../src/index.ts";
import { storeErrorText } from "./store-error-text.ts";

const text = (path: readonly (string | number)[], place?: readonly (string | number)[]) =>
  storeErrorText(violationError([{ path, description: "is wrong" }]), place);

it.each([
  [["key"], "key: is wrong"],
  [["mutations", 0, "key"], "key: is wrong"],
  [["keys", 7], "is wrong"],
  [["mutations", 0, "expiry"], "metadata.ttlInSeconds: is wrong"],
  [["contentType"], "metadata.contentType: is wrong"],
  [["mutations", 2, "precondition", "version"], "etag: is wrong"],
  [["filter", "in", 3], "filter.in[3]: is wrong"],
  [["limit"], "page.limit: is wrong"],
  [["index"], "metadata.queryIndexName: is wrong"],
] as const)("names %j in Dapr's terms", (path, expected) => {
  expect(text(path)).toBe(expected);
});

it("places the field in the operation of a transaction", () => {
  expect(text(["mutations", 1, "expiry"], ["operations", 4, "request"])).toBe(
    "operations[4].request.metadata.ttlInSeconds: is wrong",
  );
});

it("shows the message of an error without violations, and never that of an internal error", () => {
  expect(storeErrorText(new StoreError("unavailable", "the store is down"))).toBe("the store is down");
  expect(storeErrorText(new StoreError("internal", "a secret"))).toBe("internal error");
});
