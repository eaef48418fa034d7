// Which name is taken for a misspelling of which.
import { expect, it } from "vitest";
import { nearName } from "./near-name.ts";

it.each([
  ["pasword", "password"],
  ["passwordd", "password"],
  ["pazzword", "password"],
  ["prot", "port"],
  ["post", "port"],
  ["pzzzword", undefined],
  ["", undefined],
])("of password and port, %j is within two edits of %j", (name, meant) => {
  expect(nearName(name, ["password", "port"], 2)).toBe(meant);
});
