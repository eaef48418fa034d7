// What stands before a key, by each strategy of Dapr.
import { expect, it } from "vitest";
import { keyPrefixFault, keyPrefixOf } from "../../../sidecar/dapr/dapr-key-prefix.ts";

const facts = { appId: "MyApp", storeName: "Carts", namespace: "Prod" };

it.each([
  ["", "MyApp"],
  ["appid", "MyApp"],
  ["AppID", "MyApp"],
  ["name", "Carts"],
  ["namespace", "Prod.MyApp"],
  ["none", ""],
  ["Shared-Prefix", "shared-prefix"],
])("keyPrefix %j stands for %j", (strategy, prefix) => {
  expect(keyPrefixOf(strategy, facts)).toBe(prefix);
});

it("is the app id where there is no namespace", () => {
  expect(keyPrefixOf("namespace", { ...facts, namespace: "" })).toBe("MyApp");
});

it("may not hold the separator", () => {
  expect(keyPrefixFault("a||b")).toBe("input key/keyPrefix 'a||b' can't contain '||'");
  expect(keyPrefixFault("a|b")).toBeUndefined();
});
