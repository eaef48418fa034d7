// Tables under names with capital letters. daprd puts the configured names into
// its statements without quotes, so the server folds them to lower case, and so
// does this driver. Earlier versions quoted the names as configured: rows that are
// still in such a table must be moved by an administrator before the store serves,
// because serving without them would look like their loss.
import type { PostgresConnections } from "../connection/postgres-connections.ts";
import type { Row } from "../connection/postgres-statement.ts";
import { AdministratorNeeded, statementsText } from "./postgres-administration.ts";
import { besideTable, idempotencyTable, type PostgresLayout, type TableNames } from "./postgres-layout.ts";
import { keyIndex } from "./postgres-schema.ts";

/** Rejects with `AdministratorNeeded` if a table under the unfolded name has rows, and with StoreError if that cannot be determined. */
export async function checkUnfoldedTables(
  connections: PostgresConnections,
  layout: PostgresLayout,
): Promise<void> {
  const { unfolded } = layout;
  if (unfolded === undefined) return;
  const run = (text: string, values: readonly unknown[] = []): Promise<readonly Row[]> =>
    connections.run({ name: "", text }, values);
  const exists = async (table: string): Promise<boolean> =>
    (await run("SELECT to_regclass($1) IS NOT NULL", [table]))[0]?.[0] === "t";
  const hasRows = async (table: string): Promise<boolean> =>
    (await exists(table)) && (await run(`SELECT FROM ${table} LIMIT 1`)).length > 0;

  const rowsRemain = unfolded.table !== layout.table && (await hasRows(unfolded.table));
  // Without its migration level daprd would create and alter the tables once more.
  const levelRemains =
    unfolded.metadataTable !== layout.metadataTable &&
    (await hasRows(unfolded.metadataTable)) &&
    !(await exists(layout.metadataTable));
  if (!rowsRemain && !levelRemains) return;
  const statements: string[] = [];
  if (levelRemains) statements.push(...renamed(unfolded.metadataTable, layout.metadataTable));
  if (rowsRemain) {
    const isTaken = await exists(layout.table);
    statements.push(
      ...(isTaken
        ? copied(unfolded, layout, await commonColumns(run, unfolded, layout))
        : moved(unfolded, layout)),
    );
  }
  const [from, to] = rowsRemain
    ? [unfolded.table, layout.table]
    : [unfolded.metadataTable, layout.metadataTable];
  throw new AdministratorNeeded(
    `the table ${from} has rows, and names are folded to lower case as in Dapr: the store uses ${to}. ` +
      `Stop all sidecars that use the table, then run: ${statementsText(statements)}`,
  );
}

type Run = (text: string, values?: readonly unknown[]) => Promise<readonly Row[]>;

// The table keeps its rows, versions and indexes. The triggers report to the channel of the old name.
function moved(from: TableNames, to: TableNames): readonly string[] {
  const index = besideTable(to.table, keyIndex(from));
  return [
    ...["pillion_notify", "pillion_notify_all"].map(
      (trigger) => `DROP TRIGGER IF EXISTS ${trigger} ON ${from.table}`,
    ),
    ...renamed(from.table, to.table),
    ...renamed(idempotencyTable(from), idempotencyTable(to)),
    ...(from.bareTable === to.bareTable ? [] : [`ALTER INDEX IF EXISTS ${index} RENAME TO ${keyIndex(to)}`]),
  ];
}

// Both tables exist. A key that is in both makes the statement fail: which record is right is not known here.
function copied(from: TableNames, to: TableNames, columns: string): readonly string[] {
  return [
    `INSERT INTO ${to.table} (${columns}) SELECT ${columns} FROM ${from.table}`,
    `DROP TABLE ${from.table}`,
  ];
}

async function commonColumns(run: Run, from: TableNames, to: TableNames): Promise<string> {
  const rows = await run(
    "SELECT quote_ident(a.attname) FROM pg_attribute AS a JOIN pg_attribute AS b ON a.attname = b.attname " +
      "WHERE a.attrelid = to_regclass($1) AND b.attrelid = to_regclass($2) AND a.attnum > 0 AND NOT a.attisdropped " +
      "AND NOT b.attisdropped AND a.attname <> 'row_id' ORDER BY a.attnum",
    [from.table, to.table],
  );
  return rows.map(([column]) => column).join(", ");
}

function renamed(from: string, to: string): readonly string[] {
  const [fromSchema, fromName] = split(from);
  const [toSchema, toName] = split(to);
  const statements: string[] = [];
  if (fromSchema !== toSchema) {
    statements.push(`CREATE SCHEMA IF NOT EXISTS ${toSchema}`);
    statements.push(`ALTER TABLE IF EXISTS ${from} SET SCHEMA ${toSchema}`);
  }
  if (fromName !== toName)
    statements.push(`ALTER TABLE IF EXISTS ${inSchemaOf(to, fromName.slice(1, -1))} RENAME TO ${toName}`);
  return statements;
}

// Names consist of letters, digits, _ and $: the only dot is between the schema and the name.
function split(table: string): readonly [string, string] {
  const [schema, name] = table.split(".");
  return name === undefined ? ["", table] : [schema ?? "", name];
}

function inSchemaOf(table: string, name: string): string {
  const [schema] = split(table);
  return schema === "" ? `"${name}"` : `${schema}."${name}"`;
}
