// What is said of a key that is none.
import { expect, it } from "vitest";
import { checkKey } from "./key.ts";

it("a key with a replacement character is told what that character stands for", () => {
  expect(() => checkKey("a\uFFFD", "key")).toThrow(
    "key: holds U+FFFD, which stands for bytes that are no UTF-8",
  );
  expect(() => checkKey("a\uD800", "key")).toThrow("key: is not valid UTF-8 (it holds a lone surrogate)");
});
