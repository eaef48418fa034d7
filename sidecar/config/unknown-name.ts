// Unknown names in Dapr's files. daprd ignores them, and files of real users have some, so they are warnings. A name that is
// almost that of a setting for access or secrecy is a violation: the setting would be lost silently, and values would be stored
// in clear text, or shown to an app that must not see them.
import { isOneEdit, isWithin } from "./edit-distance.ts";

// Options for TLS, credentials and encryption, of any driver, and those of the sidecar.
const guardedOption =
  /tls|ssl|cert|key$|keyid|key_|prefix|pass|user|auth|secret|token|entra|azure|aws|oidc|connectionstring|^url$/i;

// Words that an option has only for TLS and encryption, however it is written.
const guardedWord = /encrypt|tls|ssl/i;

// Fields of Dapr's documents: who may use a component, its options, where its secrets are, and which access is denied.
const guardedFields: ReadonlySet<string> = new Set(
  [
    "metadata scopes namespace auth secretStore secretKeyRef envRef value",
    "api allowed denied secrets deny storeName defaultAccess allowedSecrets deniedSecrets",
  ]
    .join(" ")
    .split(" "),
);

/** The names of which a mistyped form is a violation. */
export interface Guard {
  readonly isGuarded: (known: string) => boolean;
  /** Unknown names that are a violation whatever is known. */
  readonly isSuspect: (unknown: string) => boolean;
}

/** Options of a component's metadata. */
export const optionGuard: Guard = {
  isGuarded: (known) => guardedOption.test(known),
  isSuspect: (unknown) => guardedWord.test(unknown),
};

/** Fields of a document. */
export const fieldGuard: Guard = { isGuarded: (known) => guardedFields.has(known), isSuspect: () => false };

// One edit in a short name, and one for each so many letters of a long one.
const lettersPerEdit = 6;

/**
 * Whether an unknown name is almost a guarded one of `known`: a letter more, less, other or swapped with its neighbour, and in a
 * long name more than one of them; or whether it is suspect itself.
 */
export function isNearGuarded(name: string, known: readonly string[], guard: Guard): boolean {
  const lower = name.toLowerCase();
  const isNear = (other: string) =>
    isOneEdit(lower, other) || isWithin(lower, other, Math.floor(other.length / lettersPerEdit));
  return guard.isSuspect(name) || known.some((each) => guard.isGuarded(each) && isNear(each.toLowerCase()));
}
