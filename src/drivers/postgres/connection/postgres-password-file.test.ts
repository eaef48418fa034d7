// Which password of a file belongs to a login, and which files are not used.
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { passwordIn, passwordInFile } from "./postgres-password-file.ts";

const folder = mkdtempSync(join(tmpdir(), "pillion-passfile-"));
afterAll(() => rmSync(folder, { recursive: true }));

const login = { host: "db", port: 5432, database: "shop", user: "me" };

it.each([
  ["db:5432:shop:me:right", "right"],
  ["# db:5432:shop:me:no\n\nother:5432:shop:me:no\ndb:*:*:me:right\n*:*:*:*:late", "right"],
  ["*:*:*:*:with:colon", "with:colon"],
  ["db:5432:shop:me:back\\\\slash\\:colon", "back\\slash:colon"],
  ["db:5433:shop:me:no", undefined],
  ["db:5432:shop:me:", undefined],
])("of %j the password is %j", (text, password) => {
  expect(passwordIn(text, login)).toBe(password);
});

it("a Unix socket is the host localhost, or its folder", () => {
  const socket = { ...login, host: "/run/pg" };
  expect(passwordIn("localhost:*:*:*:right", socket)).toBe("right");
  expect(passwordIn("/run/pg:*:*:*:right", socket)).toBe("right");
  expect(passwordIn("db:*:*:*:no", socket)).toBeUndefined();
});

it("a file that others may read is not used, and a warning says so", async () => {
  const file = join(folder, "pgpass");
  const warnings: string[] = [];
  const read = () => passwordInFile(file, login, (message) => warnings.push(message));
  expect(await read()).toBeUndefined();
  writeFileSync(file, "*:*:*:*:right\n", { mode: 0o600 });
  expect(await read()).toBe("right");
  expect(warnings).toEqual([]);
  chmodSync(file, 0o640);
  expect(await read()).toBeUndefined();
  expect(warnings).toEqual([expect.stringContaining("must be 0600 or less")]);
});
