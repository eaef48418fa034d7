// The input of every section of the configuration: the values of options, the environment, Pillion's own file and
// Dapr's files, all read before the first section is built.
import type { Resources } from "../dapr-files/resource-request.ts";
import type { Environment, EnvironmentSettings } from "../options/environment.ts";
import type { FileSettings } from "../options/own-file.ts";
import type { Values } from "../options/values.ts";

/** Everything that was read. Builders add violations and warnings to `values.findings`. */
export interface ConfigInput {
  readonly values: Values;
  readonly environment: Environment;
  readonly environmentSettings: EnvironmentSettings;
  readonly file: FileSettings;
  readonly resources: Resources;
}
