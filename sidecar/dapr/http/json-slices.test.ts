// Slicing JSON texts into their parts as written.
import fc from "fast-check";
import { expect, it } from "vitest";
import { elementsOf, membersOf } from "./json-slices.ts";

// JSON texts with different amounts of whitespace.
const spaced = fc.tuple(fc.json(), fc.constantFrom(0, 1, 4)).map(([json, indent]) => {
  const value: unknown = JSON.parse(json);
  return JSON.stringify(value, null, indent);
});

it("finds the elements of every array", () => {
  fc.assert(
    fc.property(fc.array(spaced), fc.constantFrom("", " ", "\n\t"), (elements, space) => {
      const text = `${space}[${elements.map((element) => space + element + space).join(",")}]${space}`;
      expect(elementsOf(text)).toEqual(elements);
    }),
  );
});

it("finds the members of every object by their names", () => {
  const named = fc.uniqueArray(fc.tuple(fc.string(), spaced), { selector: ([name]) => name });
  fc.assert(
    fc.property(named, fc.constantFrom("", " ", "\r\n"), (members, space) => {
      const texts = members.map(
        ([name, value]) => `${space}${JSON.stringify(name)}${space}:${space}${value}`,
      );
      const found = membersOf(`${space}{${texts.join(`${space},`)}${space}}`);
      expect([...found]).toEqual(members);
    }),
  );
});

it("keeps digits, escapes and spaces as they are", () => {
  const text = '[{"value": 1.00e+2 , "other":"\\u00e4\\"]"}, "x"]';
  expect(elementsOf(text)).toEqual(['{"value": 1.00e+2 , "other":"\\u00e4\\"]"}', '"x"']);
  expect(membersOf(elementsOf(text)[0] ?? "").get("value")).toBe("1.00e+2");
});

it("returns the last of two members with one name, as JSON.parse does", () => {
  expect(membersOf('{"a":1,"a":2}').get("a")).toBe("2");
});

it("returns nothing for a value without parts", () => {
  expect(elementsOf("1")).toEqual([]);
  expect([...membersOf("[]")]).toEqual([]);
});
