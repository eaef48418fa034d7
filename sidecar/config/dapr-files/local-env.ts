// Secrets from the environment: `secretstores.local.env`. A secret is a variable, whose name is the store's prefix and the
// secret's name. The sidecar's own variables are never secrets.
import { type Environment, variableIn } from "../options/environment.ts";
import { oneValue, type SecretStore } from "./secret-store.ts";
import { isReadable } from "./variable-access.ts";

/** The environment as a secret store. */
export function localEnv(environment: Environment, prefix: string): SecretStore {
  const find: SecretStore["find"] = (key) => {
    const value = isReadable(prefix + key) ? variableIn(environment, prefix + key) : undefined;
    return value === undefined ? undefined : oneValue(key, value);
  };
  return {
    find,
    keys: () =>
      Object.keys(environment)
        .filter((variable) => variable.startsWith(prefix) && variable.length > prefix.length)
        .map((variable) => variable.slice(prefix.length))
        .filter((key) => find(key) !== undefined),
    absentIsEmpty: true,
  };
}
