// Configured keys: which are rejected, and that no message or printed ring contains their bytes.
import { inspect } from "node:util";
import { expect, it } from "vitest";
import { createKeyRing } from "./key-ring.ts";

const hex = "ca7a1e".repeat(8) + "00".repeat(8);
const other = "00".repeat(16);

it.each([
  ["", /^primary: must be 32, 48 or 64 hexadecimal digits .*, but is 0 characters long$/],
  ["ab", /^primary: .* is 2 characters long$/],
  [`zz${other.slice(2)}`, /^primary: .* has other characters$/],
])("a malformed key is rejected: %j", (key, reason) => {
  expect(() => createKeyRing({ name: "k", hex: key })).toThrow(reason);
});

it.each([
  ["", /^primary: has no name$/],
  ["a||b", /^primary: its name must not contain "\|\|"$/],
  ["a\0", /^primary: its name is not valid text$/],
  ["k".repeat(254), /^primary: its name is 254 bytes long; the limit is 253$/],
])("a key with a name that could not be read back is rejected: %j", (name, reason) => {
  expect(() => createKeyRing({ name, hex: other })).toThrow(reason);
});

it("two keys with the same name are rejected", () => {
  const both = () => createKeyRing({ name: "k", hex: other }, { name: "k", hex });
  expect(both).toThrow(/^secondary: has the name of the primary key$/);
});

it("violations of both keys are reported together, without the keys", () => {
  const both = () => createKeyRing({ name: "a", hex: "canary" }, { name: "b", hex: "canary!" });
  expect(both).toThrow(/^primary: .* is 6 characters long; secondary: .* is 7 characters long$/);
  expect(both).not.toThrow(/canary/);
});

it("a ring that is printed shows no key", () => {
  const ring = createKeyRing({ name: "k1", hex }, { name: "k2", hex: other });
  const shown = `${JSON.stringify(ring)}${inspect(ring, { depth: 9, showHidden: true })}`;
  expect(shown).toContain("k1");
  expect(shown.toLowerCase()).not.toContain("ca7a1e");
});
