// The contract's names of violations: every path of the model has one, and the request
// decides which operation and which member of a oneof it names.
import { expect, test } from "vitest";
import { type MutationList, violationField } from "./violation-fields.ts";

const ttl = { ttl: { seconds: 1 } };
const request: MutationList = {
  mutations: [
    { set: { key: "a", expiry: ttl, precondition: { version: "" } } },
    { touch: { key: "b", expiry: { keep: true } } },
    { delete: { key: "c", precondition: { absent: true } } },
    { check: { key: "d" } },
    {},
  ],
};

test.each([
  [["mutations", 0, "expiry"], "mutations[0].set.expiry.ttl"],
  [["mutations", 0, "contentType"], "mutations[0].set.content_type"],
  [["mutations", 0, "precondition", "version"], "mutations[0].set.precondition.version"],
  [["mutations", 1, "expiry"], "mutations[1].touch.expiry.keep"],
  [["mutations", 2, "precondition"], "mutations[2].delete.precondition.absent"],
  [["mutations", 3, "precondition"], "mutations[3].check.precondition"],
  [["mutations", 4], "mutations[4]"],
  [["mutations"], "mutations"],
  [["idempotency", "key"], "idempotency_key"],
  [["keys", 7], "keys[7]"],
  [["limit"], "page_size"],
  [["cursor"], "page_token"],
])("%j is %s", (path, field) => {
  expect(violationField({ path, description: "is invalid" }, request)).toBe(field);
});

test("a member that is set to false is named, too", () => {
  const path = ["expiry"];
  expect(violationField({ path, description: "" }, { expiry: { keep: false } })).toBe("expiry.keep");
  expect(violationField({ path, description: "" }, { expiry: ttl })).toBe("expiry.ttl");
  expect(violationField({ path, description: "" }, {})).toBe("expiry");
});
