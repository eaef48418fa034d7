// Where secrets are: what every kind of secret store offers to the components
// that are loaded after it, and what the application may see of it.
import { StoreError } from "../../src/index.ts";
import type { SecretScope, SecretSource, SecretValues } from "../config/index.ts";
import { Secret } from "../config/secret.ts";
import type { Component } from "./component.ts";

/** A loaded secret store. */
export interface SecretStore {
  /** The values of a secret, or undefined if it is not there. */
  find(key: string): SecretValues | undefined;
  /** Every secret. */
  all(): ReadonlyMap<string, SecretValues>;
  /** Whether the application is answered an empty text for a secret that is not there, as Dapr's component does. */
  readonly absentIsEmpty: boolean;
}

/** A secret of one value, which has the secret's own name. */
export function oneValue(key: string, value: string): SecretValues {
  return { [key]: new Secret(value) };
}

/** Whether a scope lets the application read a secret (Dapr's `spec.secrets.scopes`). */
export function isSecretAllowed(scope: SecretScope | undefined, key: string): boolean {
  if (scope === undefined) return true;
  if (scope.allowedSecrets.length > 0) return scope.allowedSecrets.includes(key);
  return !scope.deniedSecrets.includes(key) && scope.defaultAccess === "allow";
}

/** A secret store as the application sees it. */
export function secretSource(
  { name, type, version }: Component,
  store: SecretStore,
  scope: SecretScope | undefined,
): SecretSource {
  return {
    name,
    type,
    version: version || "v1",
    get: async (key) => {
      if (!isSecretAllowed(scope, key)) {
        throw new StoreError(
          "denied",
          `access to this secret of ${name} is denied by the Configuration's scopes`,
        );
      }
      return store.find(key) ?? (store.absentIsEmpty ? oneValue(key, "") : undefined);
    },
    bulk: async () => new Map([...store.all()].filter(([key]) => isSecretAllowed(scope, key))),
  };
}
