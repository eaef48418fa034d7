// Which environment variables a file or an application may read: none of the sidecar's own, and if DAPR_ENV_KEYS lists
// variables, only those.
import type { Environment } from "../options/environment.ts";

/** Whether a variable may be read at all. */
export function isReadable(variable: string): boolean {
  const upper = variable.toUpperCase();
  return upper !== "" && upper !== "APP_API_TOKEN" && !/^(DAPR|PILLION)_/.test(upper);
}

/** Why an envRef may not name a variable, as the end of a sentence; undefined if it may. */
export function envRefProblem(variable: string, environment: Environment): string | undefined {
  if (/\s/.test(variable)) return "must be the name of a variable, without spaces";
  if (!isReadable(variable)) {
    return `names ${variable || "no variable"}, which components may not read: APP_API_TOKEN, DAPR_* and PILLION_* belong to the sidecar`;
  }
  const allowed = environment.DAPR_ENV_KEYS?.split(/\s+/).filter((name) => name !== "") ?? [];
  if (allowed.length === 0 || allowed.some((name) => name.toUpperCase() === variable.toUpperCase())) {
    return undefined;
  }
  return `names ${variable}, which DAPR_ENV_KEYS does not allow`;
}
