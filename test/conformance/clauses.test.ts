// Compares the suite with the interface: each numbered clause of `state-store.ts` has a
// test that begins with its number, and each test begins with an existing clause. (The
// suite checks on each subject that exceptions name existing clauses.)
import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { clauseIds } from "./subject.ts";

const here = new URL("./", import.meta.url);
const contract = readFileSync(new URL("../../src/store/state-store.ts", here), "utf8");
const written = [...contract.matchAll(/^ \* - ([A-Z]\d+) /gm)].map(([, id]) => id);
const folder = new URL("./groups/", here);
const groups = readdirSync(folder).map((name) => ({
  name,
  text: readFileSync(new URL(name, folder), "utf8"),
}));
const titles = groups.flatMap(({ text }) => [...text.matchAll(/\bit\(\s*["'`](\S+) /g)].map(([, id]) => id));

it("knows the clauses of the interface and no others", () => {
  expect(written.length).toBeGreaterThan(30);
  expect([...clauseIds].toSorted()).toEqual(written.toSorted());
});

it("has a test for every clause", () => {
  expect(written.filter((id) => !titles.includes(id))).toEqual([]);
});

it("names a clause in the title of every test", () => {
  const all = groups.flatMap(({ text }) => [...text.matchAll(/\bit\(/g)]);
  expect(titles).toHaveLength(all.length);
  expect(titles.filter((id) => !written.includes(id))).toEqual([]);
});

it("runs every group", () => {
  const suite = readFileSync(new URL("./suite.ts", here), "utf8");
  for (const { name } of groups) expect(suite).toContain(`"./groups/${name}"`);
});
