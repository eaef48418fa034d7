// HTTP listeners: the API's own, and those that serve only probes or metrics.
import type { HttpConfig } from "../config.ts";
import { defaults } from "../options/option-table.ts";
import type { Values } from "../options/values.ts";
import type { ConfigInput } from "./config-input.ts";
import { socketPath } from "./socket-path.ts";

/** The maximum size of a request's headers, in bytes. */
export function headerBytesMax(values: Values): number {
  return (
    values.get("read-buffer-size") ?? values.get("dapr-http-read-buffer-size") ?? defaults.headerBytesMax
  );
}

/** Builds the section of the API's listener. */
export function httpSection({ values }: ConfigInput): HttpConfig {
  return {
    hosts: values.get("dapr-listen-addresses") ?? defaults.hosts,
    port: values.get("dapr-http-port") ?? defaults.httpPort,
    socketPath: socketPath(values, "http"),
    headerBytesMax: headerBytesMax(values),
    connectionsMax: values.get("http-connections-max") ?? defaults.httpConnectionsMax,
  };
}

/** Builds the section of the listener for probes; undefined if it is not configured. */
export function publicHttpSection({ values }: ConfigInput): HttpConfig | undefined {
  const hosts = values.get("dapr-public-listen-address") ?? defaults.publicHosts;
  return optionalListener(values, "dapr-public-port", hosts);
}

/** A listener that exists only if its port is given. */
export function optionalListener(
  values: Values,
  name: "dapr-public-port" | "metrics-port",
  hosts: readonly string[],
): HttpConfig | undefined {
  const port = values.get(name);
  if (port === undefined) return undefined;
  return {
    hosts,
    port,
    socketPath: undefined,
    headerBytesMax: headerBytesMax(values),
    connectionsMax: undefined,
  };
}
