// Which methods can change a store, as the contract says.
import { StateStoreMethods, StoresMethods } from "@pillion/proto";
import { expect, test } from "vitest";
import { effectOf } from "./operation.ts";

test("the methods that only read are those that the contract marks", () => {
  const methods = Object.entries({ ...StateStoreMethods, ...StoresMethods });
  const reads = methods.filter(([, method]) => effectOf(method) === "read").map(([name]) => name);
  expect(reads).toEqual(["get", "batchGet", "exists", "list", "watch", "listStores"]);
});
