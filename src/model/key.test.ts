// How a text that cannot be a key is described.
import { expect, it } from "vitest";
import { checkKey } from "./key.ts";

it("a key with a replacement character is rejected with what that character stands for", () => {
  expect(() => checkKey("a\uFFFD", ["key"])).toThrow(
    "key: contains U+FFFD, which stands for bytes that are not valid UTF-8",
  );
  expect(() => checkKey("a\uD800", ["key"])).toThrow(
    "key: is not valid UTF-8 (it contains a lone surrogate)",
  );
});
