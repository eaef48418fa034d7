// Which variables of the environment a file or an application may read: none
// that belongs to the sidecar itself, and where DAPR_ENV_KEYS names some, only
// those.
import type { Environment } from "../index.ts";

/** Whether a variable is one that is read for others at all. */
export function isReadable(variable: string): boolean {
  const upper = variable.toUpperCase();
  return upper !== "" && upper !== "APP_API_TOKEN" && !/^(DAPR|PILLION)_/.test(upper);
}

/** Why an envRef may not name a variable, as the end of a sentence; undefined if it may. */
export function envRefRefusal(variable: string, environment: Environment): string | undefined {
  if (/\s/.test(variable)) return "is no name of a variable: it holds a blank";
  if (!isReadable(variable)) {
    return `names ${variable || "no variable"}, which components may not read: APP_API_TOKEN, DAPR_* and PILLION_* are the sidecar's own`;
  }
  const allowed = environment.DAPR_ENV_KEYS?.split(/\s+/).filter((name) => name !== "") ?? [];
  if (allowed.length === 0 || allowed.some((name) => name.toUpperCase() === variable.toUpperCase())) {
    return undefined;
  }
  return `names ${variable}, which is not among those that DAPR_ENV_KEYS allows`;
}
