// Checks of all listeners together: two cannot have one port, and "::" includes every IPv4 address.
import type { Config } from "../config.ts";
import type { OptionName } from "../options/option-table.ts";
import type { Values } from "../options/values.ts";

/** Adds a violation for each address and port that could not be bound. */
export function checkListeners(values: Values, { grpc, http }: Pick<Config, "grpc" | "http">): void {
  checkHosts(values);
  checkPorts(values, [
    ["dapr-grpc-port", grpc.socketPath === undefined ? grpc.port : undefined],
    ["dapr-http-port", http.socketPath === undefined ? http.port : undefined],
    ["dapr-public-port", values.get("dapr-public-port")],
    ["metrics-port", values.get("enable-metrics") === false ? undefined : values.get("metrics-port")],
  ]);
}

function checkHosts(values: Values): void {
  const names = ["dapr-listen-addresses", "dapr-public-listen-address", "metrics-listen-address"] as const;
  for (const name of names) {
    const hosts = values.get(name) ?? [];
    if (hosts.includes("::") && hosts.includes("0.0.0.0")) {
      values.reject(name, '"::" includes every IPv4 address; leave 0.0.0.0 out');
    }
  }
}

// The violation is at the option that was given; a default cannot be wrong.
function checkPorts(
  values: Values,
  claims: readonly (readonly [name: OptionName, port: number | undefined])[],
): void {
  const taken = new Map<number, OptionName>();
  for (const [name, port] of claims) {
    if (port === undefined || port === 0) continue;
    const owner = taken.get(port);
    if (owner === undefined) taken.set(port, name);
    else if (values.has(name)) values.reject(name, `port ${port} is also the port of --${owner}`);
    else values.reject(owner, `port ${port} is also the port of --${name}`);
  }
}
