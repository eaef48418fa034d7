// What every kind of secret store offers to the components that are loaded after it, and what the application may read.
import { StoreError } from "../../../src/index.ts";
import type { SecretScope, SecretSource, SecretValues } from "../dapr-config.ts";
import { Secret } from "../secret.ts";
import type { Component } from "./component.ts";

/** The values of one secret; no text output shows them. */
export type KeptValues = Readonly<Record<string, Secret<string>>>;

/** A loaded secret store. */
export interface SecretStore {
  /** The values of a secret; undefined if there is no such secret. */
  find(key: string): KeptValues | undefined;
  /** The name of every secret. */
  keys(): readonly string[];
  /** Whether the application gets an empty text for a missing secret, as from Dapr's component. */
  readonly absentIsEmpty: boolean;
}

/** A secret with one value, which has the secret's own name. */
export function oneValue(key: string, value: string): KeptValues {
  return { [key]: new Secret(value) };
}

/** Whether a scope lets the application read a secret (Dapr's `spec.secrets.scopes`). */
function isSecretAllowed(scope: SecretScope | undefined, key: string): boolean {
  if (scope === undefined) return true;
  if (scope.allowedSecrets.length > 0) return scope.allowedSecrets.includes(key);
  return !scope.deniedSecrets.includes(key) && scope.defaultAccess === "allow";
}

const revealed = (values: KeptValues): SecretValues =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value.reveal()]));

/** A secret store as the application sees it. */
export function secretSource(
  { name, type, version }: Pick<Component, "name" | "type" | "version">,
  store: SecretStore,
  scope: SecretScope | undefined,
): SecretSource {
  const allows = (key: string) => isSecretAllowed(scope, key);
  return {
    name,
    type,
    version: version || "v1",
    allows,
    get: async (key) => {
      if (!allows(key)) {
        const message = `access to this secret of ${name} is denied by the Configuration's scopes`;
        throw new StoreError("denied", message);
      }
      const found = store.find(key) ?? (store.absentIsEmpty ? oneValue(key, "") : undefined);
      return found && revealed(found);
    },
    keys: async () => store.keys(),
    bulk: async () =>
      new Map(
        store
          .keys()
          .filter(allows)
          .map((key) => [key, revealed(store.find(key) ?? {})]),
      ),
  };
}
