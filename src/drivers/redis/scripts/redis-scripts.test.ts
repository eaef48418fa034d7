// The texts of the scripts, as they are sent to a server.
import { expect, it } from "vitest";
import { allScripts } from "./redis-scripts.ts";
import { protocol } from "./script-protocol.ts";

const withoutComments = (text: string) => text.replace(/--[^\n]*/g, "");

it.each(allScripts)("$name has a word for every constant", ({ plain, modern }) => {
  for (const text of [plain, modern]) {
    const names = withoutComments(text).match(/\b[A-Z]+(?:_[A-Z]+)+\b/g) ?? [];
    const own = [...text.matchAll(/^local ([A-Z_, ]+) =/gm)].flatMap(([, list = ""]) => list.split(", "));
    expect(names.filter((name) => !own.includes(name))).toEqual([]);
  }
});

it("every word of the table is used by a script", () => {
  const texts = allScripts.map(({ plain }) => plain).join("\n");
  const unused = Object.entries(protocol).filter(([, word]) => !texts.includes(`'${word}'`));
  expect(unused).toEqual([]);
});

it("no two results have the same word", () => {
  const results = Object.entries(protocol).flatMap(([name, word]) => (/^RESULT_/.test(name) ? [word] : []));
  expect(new Set(results).size).toBe(results.length);
});
