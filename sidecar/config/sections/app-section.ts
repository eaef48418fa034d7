// Which app the process serves, in which namespace, and where it keeps files.
import { resolve } from "node:path";
import type { Config } from "../config.ts";
import { defaults } from "../options/option-table.ts";
import type { Values } from "../options/values.ts";
import type { ConfigInput } from "./config-input.ts";

/** The app id, or its default. */
export const appIdOf = (values: Values): string => values.get("app-id") ?? defaults.appId;

/** The data directory as an absolute path. */
export const dataDirOf = (values: Values): string => resolve(values.get("data-dir") ?? defaults.dataDir);

/** Builds the section. */
export function appSection({
  values,
  environmentSettings,
}: ConfigInput): Pick<Config, "appId" | "dataDir" | "namespace"> {
  return {
    appId: appIdOf(values),
    dataDir: dataDirOf(values),
    namespace: environmentSettings.namespace ?? "",
  };
}
