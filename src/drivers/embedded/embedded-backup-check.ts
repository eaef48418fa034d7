// Reads all entries of a data file and checks them.
import { StoreError } from "../../model/errors.ts";
import { decodeRecord } from "./embedded-codec.ts";
import { decodeVersion, versionKey } from "./embedded-commit.ts";
import type { EmbeddedEnvironment, TableName } from "./embedded-environment.ts";
import { decodeRemembered } from "./embedded-idempotency-codec.ts";

const firstKey = Buffer.of(0);
// How many entries are read before other work, such as a signal, can run.
const turnEntries = 1000;

type Check = (key: string, bytes: Buffer, keyBytes: Buffer) => unknown;

/** Reads and checks everything. Resolves to the number of records. Rejects with `corrupt` if anything is damaged or missing. */
export async function checkData(environment: EmbeddedEnvironment): Promise<number> {
  decodeVersion(environment.get("meta", versionKey));
  const records = await checkTable(environment, "records", (key, bytes, keyBytes) =>
    decodeRecord(key, bytes, "whole", bytes.length, keyBytes),
  );
  await checkTable(environment, "idempotency", decodeRemembered);
  await checkTable(environment, "expiry", () => undefined);
  return records;
}

async function checkTable(environment: EmbeddedEnvironment, table: TableName, check: Check): Promise<number> {
  let count = 0;
  let start: Buffer | undefined = firstKey;
  while (start !== undefined) {
    const { checked, last } = checkSome(environment, table, start, check);
    count += checked;
    start = last && Buffer.concat([last, firstKey]);
    await new Promise((resolve) => setImmediate(resolve));
  }
  const stored = environment.entryCount(table);
  if (count === stored) return count;
  throw new StoreError("corrupt", `${count} of ${stored} entries of the table ${table} can be read`);
}

// `last` is undefined at the end of the table.
function checkSome(
  environment: EmbeddedEnvironment,
  table: TableName,
  start: Buffer,
  check: Check,
): { readonly checked: number; readonly last: Buffer | undefined } {
  let checked = 0;
  for (const keyBytes of environment.keysFrom(table, start)) {
    const bytes = environment.get(table, keyBytes);
    if (bytes === undefined) throw new StoreError("corrupt", `the table ${table} cannot be read`);
    const result = check(keyBytes.toString("utf8"), bytes, keyBytes);
    if (result instanceof StoreError) throw result;
    checked += 1;
    if (checked === turnEntries) return { checked, last: keyBytes };
  }
  return { checked, last: undefined };
}
