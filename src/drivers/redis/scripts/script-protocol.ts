// The words that the scripts and this driver exchange, in one table. Each script
// gets those that it uses as constants of the same names. Results are also kept
// in idempotency records, so RESULT_OK keeps its value for good, and EXPIRY_NONE
// is part of the stored `p:meta`.

/** Every word, by name. */
export const protocol = {
  PRECONDITION_NONE: "",
  PRECONDITION_ABSENT: "absent",
  PRECONDITION_PRESENT: "present",
  /** Followed by the version. */
  PRECONDITION_VERSION: "=",

  EXPIRY_NONE: "-",
  EXPIRY_KEEP: "keep",

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

/** Lua that defines the words which a script uses as local constants. */
export function protocolConstants(script: string): string {
  const used = Object.entries(protocol).filter(([name]) => new RegExp(`\\b${name}\\b`).test(script));
  return used.map(([name, word]) => `local ${name} = '${word}'\n`).join("");
}
