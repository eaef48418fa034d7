// Unknown names in Dapr's files. daprd ignores them, and files of real users have some, so they are warnings. A name that is
// almost that of a setting for access or secrecy is a violation: the setting would be lost silently, and values would be stored
// in clear text, or shown to an app that must not see them.
import { isOneEdit } from "./edit-distance.ts";

// Options for TLS, credentials and encryption, of any driver, and those of the sidecar.
const guardedOption =
  /tls|ssl|cert|key$|keyid|key_|prefix|pass|user|auth|secret|token|entra|azure|aws|oidc|connectionstring|^url$/i;

// Fields of Dapr's documents: who may use a component, where its secrets are, and which access is denied.
const guardedFields: ReadonlySet<string> = new Set(
  [
    "scopes namespace auth secretStore secretKeyRef envRef value",
    "api allowed denied secrets deny storeName defaultAccess allowedSecrets deniedSecrets",
  ]
    .join(" ")
    .split(" "),
);

/** The names of which a mistyped form is a violation. */
export interface Guard {
  readonly isGuarded: (known: string) => boolean;
}

/** Options of a component's metadata. */
export const optionGuard: Guard = { isGuarded: (known) => guardedOption.test(known) };

/** Fields of a document. */
export const fieldGuard: Guard = { isGuarded: (known) => guardedFields.has(known) };

/** Whether a name is one edit away from a guarded one of `known`: a letter more, less, other or swapped with its neighbour. */
export function isNearGuarded(name: string, known: readonly string[], { isGuarded }: Guard): boolean {
  const lower = name.toLowerCase();
  return known.some((each) => isGuarded(each) && isOneEdit(lower, each.toLowerCase()));
}
