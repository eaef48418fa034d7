// The SQLSTATE of an error (PostgreSQL documentation, appendix A). Pure.

/** The SQLSTATE of a thrown value, or undefined if the server sent none. */
export function sqlStateOf(thrown: unknown): string | undefined {
  const code =
    typeof thrown === "object" && thrown !== null ? (thrown as { code?: unknown }).code : undefined;
  return typeof code === "string" && /^[0-9A-Z]{5}$/.test(code) ? code : undefined;
}
