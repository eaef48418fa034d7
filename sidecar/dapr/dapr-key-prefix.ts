// What Dapr puts before a key, by the `keyPrefix` of a component. Both faces of
// a store use the same prefix, so that what one writes the other reads.
import { keySeparator } from "../../src/index.ts";

/** What a prefix may be made of. */
export interface KeyPrefixFacts {
  readonly appId: string;
  readonly storeName: string;
  /** Of the process, not of the component; empty if none. */
  readonly namespace: string;
}

/**
 * The text that stands before the separator; empty if keys are kept bare. `strategy` is the component's `keyPrefix`;
 * empty means `appid`. A text of one's own is lower-cased, as the data that daprd wrote is.
 */
export function keyPrefixOf(strategy: string, { appId, storeName, namespace }: KeyPrefixFacts): string {
  const said = strategy.trim().toLowerCase();
  switch (said) {
    case "":
    case "appid":
      return appId;
    case "name":
      return storeName;
    case "namespace":
      return namespace === "" ? appId : `${namespace}.${appId}`;
    case "none":
      return "";
    default:
      return said;
  }
}

/** What is wrong with a `keyPrefix`, or undefined. */
export function keyPrefixFault(strategy: string): string | undefined {
  if (!strategy.includes(keySeparator)) return undefined;
  return illegalKeyMessage(strategy);
}

/** What Dapr says of a key or a prefix with the separator in it. */
export function illegalKeyMessage(text: string): string {
  return `input key/keyPrefix '${text}' can't contain '${keySeparator}'`;
}
