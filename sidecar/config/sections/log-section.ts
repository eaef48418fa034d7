// The settings of the log. A flag takes precedence over Dapr's Configuration.
import type { Config } from "../config.ts";
import type { ConfigInput } from "./config-input.ts";

/** Builds the section. */
export function logSection({ values, resources: { callLog } }: ConfigInput): Config["log"] {
  const asJson = values.get("log-as-json");
  return {
    level: values.get("log-level") ?? "info",
    calls: values.get("enable-api-logging") ?? callLog.enabled ?? false,
    omitsHealth: callLog.omitsHealth,
    format: asJson === undefined ? undefined : asJson ? "json" : "text",
    banner: asJson !== true,
  };
}
