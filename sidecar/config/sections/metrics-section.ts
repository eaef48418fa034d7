// Whether metrics are served, and where. Both the flag and Dapr's Configuration can disable them.
import type { Config } from "../config.ts";
import { defaults } from "../options/option-table.ts";
import type { ConfigInput } from "./config-input.ts";
import { optionalListener } from "./http-section.ts";

/** Builds the section. */
export function metricsSection({ values, resources }: ConfigInput): Config["metrics"] {
  const enabled = (values.get("enable-metrics") ?? true) && resources.metricsEnabled;
  const hosts = values.get("metrics-listen-address") ?? defaults.metricsHosts;
  return { enabled, http: enabled ? optionalListener(values, "metrics-port", hosts) : undefined };
}
