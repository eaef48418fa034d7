// The words that the scripts and this driver exchange, in one table. The scripts
// use the names of the table, which are replaced when a script is put together.
// Results are also kept in idempotency records, so RESULT_OK keeps its value for
// good, and EXPIRY_NONE is part of the stored `p:meta`.

/** Every word, by name. */
export const protocol = {
  PRECONDITION_NONE: "",
  PRECONDITION_ABSENT: "absent",
  PRECONDITION_PRESENT: "present",
  /** Followed by the version. */
  PRECONDITION_VERSION: "=",

  EXPIRY_NONE: "-",
  EXPIRY_KEEP: "keep",
  /** Followed by a time to live in ms. */
  EXPIRY_AFTER: "+",

  MUTATION_PUT: "put",
  MUTATION_REMOVE: "remove",
  MUTATION_ADD: "add",
  MUTATION_TOUCH: "touch",
  MUTATION_CHECK: "check",

  // One letter each, because a mutation's flags are one argument.
  FLAG_RETURN_PREVIOUS: "s",
  FLAG_SET_FIRST_WRITE: "f",
  FLAG_CLEAR_FIRST_WRITE: "c",
  FLAG_DOCUMENT: "j",

  STORED_HASH: "hash",
  STORED_TEXT: "text",
  STORED_JSON: "json",
  STORED_CORRUPT: "corrupt",

  // The first character of a reply to a put, before version and expiry.
  PUT_REPLACED: "+",
  PUT_CREATED: "-",

  RESULT_OK: "ok",
  RESULT_NOT_FOUND: "not-found",
  RESULT_UNDECIDED: "undecided",
  RESULT_CORRUPT: "corrupt",
  RESULT_ALREADY_EXISTS: "already-exists",
  RESULT_MISSING: "missing",
  RESULT_CONFLICT: "conflict",
  RESULT_FIRST_WRITE: "first-write",
  RESULT_WRONG_TYPE: "wrong-type",
  RESULT_OVERFLOW: "overflow",
  RESULT_NOT_A_DOCUMENT: "not-a-document",
  RESULT_IDEMPOTENCY_KEY_REUSED: "idempotency-key-reused",
} as const;

const names = new RegExp(`\\b(?:${Object.keys(protocol).join("|")})\\b`, "g");

/** A script with the words in the place of their names: constants as locals would be assigned at every call. */
export function withWords(script: string): string {
  return script.replace(names, (name) => `'${protocol[name as keyof typeof protocol]}'`);
}
