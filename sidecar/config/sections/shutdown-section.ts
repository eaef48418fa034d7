// The settings of the shutdown.
import type { Config } from "../config.ts";
import { defaults, graceSeconds } from "../options/option-table.ts";
import type { ConfigInput } from "./config-input.ts";

/** Builds the section. A grace period below the shortest one is raised to it, with a warning. */
export function shutdownSection({ values }: ConfigInput): Config["shutdown"] {
  const seconds = values.get("dapr-graceful-shutdown-seconds") ?? defaults.graceSeconds;
  if (seconds < graceSeconds.min) {
    const description = `is raised to ${graceSeconds.min}, because stores need time to flush and to close`;
    values.warn("dapr-graceful-shutdown-seconds", description);
  }
  return {
    graceMs: Math.max(seconds, graceSeconds.min) * 1000,
    blockMs: values.get("dapr-block-shutdown-duration") ?? 0,
  };
}
