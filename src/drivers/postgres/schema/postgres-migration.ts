// Creates the tables and the columns that are missing, under the lock that Dapr's
// own migrations take, so that any number of sidecars and daprds can start at
// once. A user without the right to do that gets an error with the statements.
import { StoreError } from "../../../model/errors.ts";
import type { PostgresConnections } from "../connection/postgres-connections.ts";
import type { Statement } from "../connection/postgres-statement.ts";
import type { RunStatement } from "../connection/postgres-transaction-pool.ts";
import { AdministratorNeeded, isPrivilegeMissing, statementsText } from "./postgres-administration.ts";
import { idempotencyTable, type PostgresLayout } from "./postgres-layout.ts";
import {
  type FoundSchema,
  foreignColumns,
  metadataStatements,
  missingStatements,
} from "./postgres-schema.ts";
import { checkUnfoldedTables } from "./postgres-unfolded-tables.ts";

const plain = (text: string): Statement => ({ name: "", text });
const attemptsMax = 3;

// All other statements wait behind an ALTER that waits for its lock: it gives up soon, and a later call tries again.
const alterLockMs = 500;

/** The database cannot serve this store: its encoding or its table has the wrong form. Outcome `not-applied`. */
export class UnfitDatabase extends StoreError {
  constructor(message: string) {
    super("unsupported", message, { outcome: "not-applied" });
  }
}

/** Creates what is missing of the tables of a layout. Rejects with StoreError. */
export async function migrate(connections: PostgresConnections, layout: PostgresLayout): Promise<void> {
  const run: RunStatement = (statement, values) => connections.run(statement, values);
  await checkEncoding(run);
  let found: FoundSchema | undefined;
  try {
    await checkUnfoldedTables(connections, layout);
    found = await findSchema(run, layout);
    checkColumns(layout, found);
    if (missingStatements(layout, found).length === 0) return;
    if (!found.hasMetadataTable) await createMetadataTable(connections, layout);
    await createMissing(connections, layout);
  } catch (thrown) {
    if (!isPrivilegeMissing(thrown)) throw thrown;
    throw new AdministratorNeeded(await remedy(run, layout, found));
  }
}

async function checkEncoding(run: RunStatement): Promise<void> {
  const [encoding] = (await run(plain("SHOW server_encoding"), []))[0] ?? [];
  if (encoding === "UTF8") return;
  throw new UnfitDatabase(
    `the database's encoding is ${encoding}; it must be UTF8, because keys can have any character: ` +
      "create a database with ENCODING 'UTF8' and restore a dump of this one into it",
  );
}

async function findSchema(run: RunStatement, layout: PostgresLayout): Promise<FoundSchema> {
  const text =
    "SELECT to_regclass($2) IS NOT NULL, to_regclass($3) IS NOT NULL, ARRAY(SELECT attname::text FROM pg_attribute " +
    "WHERE attrelid = to_regclass($1) AND attnum > 0 AND NOT attisdropped ORDER BY attnum)::text[]::text";
  const values = [layout.table, layout.metadataTable, idempotencyTable(layout)];
  const [metadata, idempotency, columns] = (await run(plain(text), values))[0] ?? [];
  return {
    hasMetadataTable: metadata === "t",
    hasIdempotencyTable: idempotency === "t",
    columns: new Set(columns?.match(/[^{},"]+/g)),
  };
}

function checkColumns(layout: PostgresLayout, found: FoundSchema): void {
  const lacking = foreignColumns(layout, found);
  if (lacking.length === 0) return;
  throw new UnfitDatabase(
    `the table ${layout.table} lacks the columns ${lacking.join(", ")}: it is not a table of the layout ${layout.name}`,
  );
}

// Two sessions that create the same table at once can both see it missing; one then fails with a duplicate.
async function createMetadataTable(connections: PostgresConnections, layout: PostgresLayout): Promise<void> {
  const [create] = metadataStatements(layout);
  for (let attempt = 1; ; attempt++) {
    try {
      await connections.run(plain(create), []);
      return;
    } catch (thrown) {
      if (attempt === attemptsMax || isPrivilegeMissing(thrown)) throw thrown;
    }
  }
}

async function createMissing(connections: PostgresConnections, layout: PostgresLayout): Promise<void> {
  const [, lockRow] = metadataStatements(layout);
  await connections.run(plain(lockRow), []);
  await connections.transaction(async (run) => {
    await run(plain(`SET LOCAL lock_timeout = ${alterLockMs}`), []);
    await run(plain(`SELECT value FROM ${layout.metadataTable} WHERE key = 'lock' FOR UPDATE`), []);
    const found = await findSchema(run, layout);
    checkColumns(layout, found);
    for (const text of missingStatements(layout, found)) await run(plain(text), []);
  });
}

// What the owner of the tables has to run for the user, who may not run it.
async function remedy(
  run: RunStatement,
  layout: PostgresLayout,
  found: FoundSchema | undefined,
): Promise<string> {
  const [role] = (await run(plain("SELECT quote_ident(current_user)"), []))[0] ?? [];
  const tables = [layout.table, idempotencyTable(layout), layout.metadataTable];
  const schema = /^(".*")\.".*"$/.exec(layout.table)?.[1];
  const statements =
    found === undefined
      ? [`GRANT USAGE ON SCHEMA ${schema ?? "…"} TO ${role}`]
      : [
          ...(found.hasMetadataTable ? [] : metadataStatements(layout)),
          ...missingStatements(layout, found),
          `GRANT SELECT, INSERT, UPDATE, DELETE ON ${tables.join(", ")} TO ${role}`,
        ];
  return (
    `the user ${role} lacks the permission to create the missing tables of the store. The owner of the tables, or an administrator, ` +
    `has to run: ${statementsText(statements)}`
  );
}
