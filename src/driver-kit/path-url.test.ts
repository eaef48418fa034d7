// URLs without an authority are split into path and options.
import { expect, it } from "vitest";
import { readPathUrl } from "./path-url.ts";

it.each([
  ["memory", "", {}],
  ["memory:", "", {}],
  ["memory://", "", {}],
  ["memory:?sweepIntervalMs=5", "", { sweepIntervalMs: "5" }],
  ["embedded:./cart", "./cart", {}],
  ["embedded:cart?a=1&b=x%20y", "cart", { a: "1", b: "x y" }],
  ["embedded:/var/lib/cart", "/var/lib/cart", {}],
  ["embedded:///var/lib/cart", "/var/lib/cart", {}],
])("%s has the path %j and the options %j", (url, path, options) => {
  expect(readPathUrl(url)).toEqual({ path, options });
});
