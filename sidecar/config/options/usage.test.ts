// The help text.
import { expect, test } from "vitest";
import { usage } from "../index.ts";
import { optionTable } from "./option-table.ts";

test("the help fits a terminal of 80 columns and has every flag with a help line", () => {
  const text = usage();
  for (const line of text.split("\n")) expect(line.length, line).toBeLessThanOrEqual(80);
  for (const [name, option] of Object.entries(optionTable)) {
    if ("help" in option) expect(text).toMatch(new RegExp(`^  --${name}( |$)`, "m"));
  }
});
