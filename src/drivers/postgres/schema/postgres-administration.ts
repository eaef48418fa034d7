// What only an administrator can put right: the store is not serving, its error has
// the statements to run, and the next call after they were run finds the change.
import { StoreError } from "../../../model/errors.ts";
import { sqlStateOf } from "../postgres-sql-state.ts";

/** Statements have to be run before the store can serve. Outcome `not-applied`; later calls look again. */
export class AdministratorNeeded extends StoreError {
  constructor(message: string) {
    super("unavailable", message, { outcome: "not-applied", retryDelayMs: 5000 });
  }
}

/** Statements as the text that an error shows: one can copy it as a whole. */
export function statementsText(statements: readonly string[]): string {
  return `${statements.join("; ")};`;
}

/** Whether the server rejected a statement because the user may not run it (insufficient_privilege). */
export function isPrivilegeMissing(thrown: unknown): boolean {
  return sqlStateOf(thrown instanceof StoreError ? thrown.cause : thrown) === "42501";
}
