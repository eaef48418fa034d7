// A Postgres URL becomes options; what is wrong with it is a violation without a value.
import { expect, test } from "vitest";
import { readPostgresUrl } from "./postgres-url.ts";

test("options of the store become options, and connection parameters stay in the URL", () => {
  const url =
    "postgres://u:secret@db/app?layout=v1&tablename=carts&sslmode=disable&timeout=3s&application_name=a%20b";
  expect(readPostgresUrl(url).options).toEqual({
    url: "postgres://u:secret@db/app?sslmode=disable&application_name=a+b",
    layout: "v1",
    tableName: "carts",
    timeout: "3s",
  });
});

test.each([
  "postgres://db",
  "postgresql://u:p%40ss@[::1]:5432/app",
  "postgres://u@/app?host=%2Fvar%2Frun%2Fpostgresql",
  "postgres://%2Fvar%2Frun%2Fpostgresql/app",
  "postgres://u@db1:5433,db2,[::1]:5434/app?target_session_attrs=read-write",
  "postgres://u@/app?host=db1%2Cdb2&port=1%2C2&load_balance_hosts=random",
  "postgres://u@/app?hostaddr=192.0.2.1",
])("%s is accepted as it is", (url) =>
  expect(readPostgresUrl(url)).toEqual({ options: { url }, violations: [] }),
);

test.each([
  ["postgres://u:secret@db/app?layuot=v1&nmae=secret", [["layuot"], ["nmae"]], /is not an option/],
  ["postgres://u:secret@db/app?layout=v1&Layout=v2", [["layout"]], /twice/],
  ["postgres://u:secret@db:port/app", [["url"]], /a port from 1 to 65535; the form is postgres:/],
  ["postgres://u:secret@db:99999/app", [["url"]], /a port from 1 to 65535/],
  ["postgres://u:secret@[::1]:0/app", [["url"]], /a port from 1 to 65535/],
  ["postgres://u:secret@db1:1,db2:port/app", [["url"]], /a port from 1 to 65535/],
  ["postgres://u:secret@db1,,db2/app", [["url"]], /must name a host/],
  ["postgres://u:secret@db1,[::1]x/app", [["url"]], /malformed/],
  ["postgres://u:secret@db/a b", [["url"]], /space/],
  ["postgres://u:secret@/app", [["url"]], /must name a host/],
  ["postgres://u:secret@db/app#part", [["url"]], /malformed/],
  ["postgres:", [["url"]], /malformed/],
])("%s has violations and no secret in them", (url, paths, message) => {
  const { violations } = readPostgresUrl(url);
  expect(violations.map(({ path }) => path)).toEqual(paths);
  const text = violations.map(({ description }) => description).join("; ");
  expect(text).toMatch(message);
  expect(text).not.toContain("secret");
});
