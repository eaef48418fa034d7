// The prefix of every key of a store, in the forms of Dapr's `keyPrefix`. Stored data depends on these names, so the forms
// are exactly Dapr's, including that the text is converted to lower case: `MyApp` means `myapp`.
import { checkKeyPrefix, keySeparator, StoreError } from "../../../src/index.ts";

/** What the forms refer to. */
export interface KeyPrefixNames {
  readonly appId: string;
  readonly store: string;
  /** Empty if there is none. */
  readonly namespace: string;
}

/** A prefix without the separator, undefined if keys are stored without one; or why it is not valid. */
export type KeyPrefix = { readonly prefix: string | undefined } | { readonly description: string };

// Converted letter by letter, as in Go: in a whole string, the lower case of a final sigma depends on its neighbours.
function lowerCase(text: string): string {
  return [...text].map((letter) => [...letter.toLowerCase()][0] ?? letter).join("");
}

function prefixOf(strategy: string, { appId, store, namespace }: KeyPrefixNames): string | undefined {
  switch (strategy) {
    case "none":
      return undefined;
    case "name":
      return store;
    case "namespace":
      return namespace === "" ? appId : `${namespace}.${appId}`;
    case "":
    case "appid":
      return appId;
    default:
      return strategy;
  }
}

/** The prefix that a strategy means: `appid` (also if it is empty), `name`, `namespace` or `none`; any other text is the prefix itself. */
export function keyPrefixOf(strategy: string, names: KeyPrefixNames): KeyPrefix {
  const lower = lowerCase(strategy);
  if (lower.includes(keySeparator)) return { description: `must not contain "${keySeparator}"` };
  const prefix = prefixOf(lower, names);
  try {
    if (prefix !== undefined) checkKeyPrefix(prefix);
    return { prefix };
  } catch (thrown) {
    if (!(thrown instanceof StoreError)) throw thrown;
    return {
      description: `the resulting prefix ${thrown.violations[0]?.description ?? "is not valid"}`,
    };
  }
}
