// The error of a store none of whose hosts can be used.
import { expect, test } from "vitest";
import { PostgresConnectError } from "./postgres-connect-error.ts";
import { translateError } from "./postgres-errors.ts";

const failure = (message: string, code: string) => Object.assign(new Error(message), { code });
const attempts = [
  { place: "a:5432", cause: failure("connect ECONNREFUSED", "ECONNREFUSED") },
  { place: "b:5432", cause: failure("password authentication failed", "28P01") },
];

test("the message has the reason of every host, its cause what each reported, and the code is that of the server", () => {
  const error = translateError(new PostgresConnectError(attempts), "s", false);
  expect(error.message).toBe(
    "store s: no host of Postgres can be used: a:5432: no server listens at the address of Postgres; b:5432: Postgres rejected the password",
  );
  expect(error.cause).toMatchObject({
    message:
      "no host of Postgres can be used: a:5432: connect ECONNREFUSED; b:5432: password authentication failed",
    code: "28P01",
  });
  expect(error).toMatchObject({ code: "unavailable", outcome: "not-applied" });
});

test("with one host the cause is its own", () => {
  const [first] = attempts;
  expect(translateError(new PostgresConnectError(first ? [first] : []), "s", false).cause).toBe(first?.cause);
});
