// The settings of a session on which results depend. A role, a database or the
// server can have other defaults for them, so every session sets its own. Settings
// that decide where tables are and whether writing is allowed (search_path,
// default_transaction_read_only) stay as the administrator made them.
import type { ClientBase } from "pg";

// Values are decoded in both formats; `hex` is the one that the largest value fits into. Single statements run at the
// default isolation: above READ COMMITTED the server would reject one of two concurrent writes of a key.
// The plan of a prepared statement is kept while the table grows, so it must use an index, in its order, even if the table
// was empty when the plan was made. Scans that are switched off still count as very expensive where nothing else is
// possible; without `jit` off, the server would compile such a statement each time.
const settings = {
  bytea_output: "hex",
  default_transaction_isolation: "read committed",
  enable_seqscan: "off",
  enable_bitmapscan: "off",
  jit: "off",
};

const rows = Object.entries(settings).map(([name, value]) => `('${name}', '${value}')`);

// Sets only what differs; a setting that the server does not know is NULL, and is left out.
const settingsText =
  `SELECT set_config(s.name, s.value, false) FROM (VALUES ${rows.join(", ")}) AS s(name, value) ` +
  "WHERE current_setting(s.name, true) <> s.value";

/** Sets the session's settings. Statements that are sent after the call come after them. Rejects with what `pg` throws. */
export async function setUpSession(client: ClientBase): Promise<void> {
  await client.query(settingsText);
}
