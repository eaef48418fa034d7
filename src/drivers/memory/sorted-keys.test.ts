// The sorted keys of a memory store, compared with a plain sorted list.
import fc from "fast-check";
import { expect, it } from "vitest";
import { SortedKeys } from "./sorted-keys.ts";

// The unit "binary" of fast-check takes seconds to prepare.
const anyCharacter = fc
  .integer({ min: 0, max: 0x10ffff })
  .filter((code) => code < 0xd800 || code > 0xdfff)
  .map((code) => String.fromCodePoint(code));

// The order that is expected, computed without the code of the product.
const byBytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

const anyKey = fc.oneof(
  fc.string({ unit: anyCharacter, maxLength: 4 }),
  fc.integer({ min: 0, max: 3000 }).map(String),
);

it("has each key once, in the order of UTF-8 bytes, after any sequence of changes", () => {
  const step = fc.record({ key: anyKey, adds: fc.boolean() });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 3000, size: "max" }), anyKey, (steps, from) => {
      const keys = new SortedKeys();
      const model = new Set<string>();
      for (const { key, adds } of steps) {
        if (adds) keys.add(key);
        else keys.delete(key);
        if (adds) model.add(key);
        else model.delete(key);
      }
      const wanted = [...model].toSorted(byBytes);
      expect(keys.size).toBe(model.size);
      expect([...keys.walk("", "at")]).toEqual(wanted);
      expect([...keys.walk(from, "at")]).toEqual(wanted.filter((key) => byBytes(key, from) >= 0));
      expect([...keys.walk(from, "after")]).toEqual(wanted.filter((key) => byBytes(key, from) > 0));
    }),
    { numRuns: 60 },
  );
});

it("stays in order while it grows to many chunks and shrinks to none", () => {
  const keys = new SortedKeys();
  const names = Array.from({ length: 20_000 }, (_, index) => String((index * 7919) % 20_000));
  for (const name of names) keys.add(name);
  expect([...keys.walk("", "at")]).toEqual(names.toSorted(byBytes));
  for (const name of names.slice(0, 19_990)) keys.delete(name);
  expect([...keys.walk("", "at")]).toEqual(names.slice(19_990).toSorted(byBytes));
  for (const name of names) keys.delete(name);
  expect(keys.size).toBe(0);
  expect([...keys.walk("", "at")]).toEqual([]);
});
