// Arrays as Postgres reads them back.
import fc from "fast-check";
import { Client } from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { arrayText } from "../../src/drivers/postgres/connection/postgres-array.ts";
import { sharedPostgresUrl } from "../servers/test-servers.ts";

let client: Client;

beforeAll(async () => {
  client = new Client({ connectionString: await sharedPostgresUrl() });
  await client.connect();
});

afterAll(() => client.end());

async function readBack(type: string, text: string): Promise<unknown> {
  const { rows } = await client.query(`SELECT to_json($1::${type}[]) AS elements`, [text]);
  return rows[0]?.elements;
}

it("gives Postgres every text as it is, also quotes, braces, blanks and the word NULL", async () => {
  const texts = ["", " ", "NULL", "null", "{}", "a,b", '"', "\\", '\\"', "ü€😀", "\n", null];
  expect(await readBack("text", arrayText(texts))).toEqual(texts);
});

it("gives Postgres any texts as they are", async () => {
  const text = fc.string({ unit: "binary" }).filter((made) => !made.includes("\0"));
  await fc.assert(
    fc.asyncProperty(fc.array(fc.option(text), { maxLength: 8 }), async (texts) => {
      expect(await readBack("text", arrayText(texts))).toEqual(texts);
    }),
    { numRuns: 200 },
  );
});

it("gives Postgres numbers and truth values", async () => {
  expect(await readBack("bigint", arrayText([1, -2, null]))).toEqual([1, -2, null]);
  expect(await readBack("numeric", arrayText([2n ** 63n - 1n]))).toEqual([Number(2n ** 63n - 1n)]);
  expect(await readBack("boolean", arrayText([true, false, null]))).toEqual([true, false, null]);
});
