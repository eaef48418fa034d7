// The address of the sidecar: from the options; otherwise from the environment;
// otherwise the default port of both Pillion and daprd.
import { invalidArgument } from "./state-error.ts";
import { checkText } from "./value-checks.ts";

/** The address on which a sidecar listens by default. */
export const addressDefault = "127.0.0.1:50001";

/** Names and values, such as `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

function checkPort(port: string | undefined, field: string): void {
  if (port === undefined || !/^\d{1,5}$/.test(port) || Number(port) < 1 || Number(port) > 65_535)
    throw invalidArgument(field, "needs a port from 1 to 65535");
}

/**
 * Checks an address: `host:port`, `[ipv6]:port` or `unix:/path`.
 * Throws `invalid`, naming `field`: the option or the environment variable.
 */
export function checkAddress(address: string, field: string): string {
  checkText(field, "field");
  checkText(address, field);
  if (address.startsWith("unix:")) {
    if (address === "unix:") throw invalidArgument(field, "needs a path after unix:");
    return address;
  }
  const url = /^(\w+):\/\//.exec(address);
  if (url !== null) {
    const [, scheme] = url;
    throw invalidArgument(field, `must be host:port without ${scheme}://, with the gRPC port of the sidecar`);
  }
  const match = /^(\[[0-9a-fA-F:.%\w]+\]|[^:/\s[\]]+):(\d+)$/.exec(address);
  if (match === null) throw invalidArgument(field, "must be host:port, [ipv6]:port or unix:/path");
  checkPort(match[2], field);
  return address;
}

/**
 * The sidecar's address. The first that is set of: `address`; the variable
 * `PILLION_ADDRESS`; port `DAPR_GRPC_PORT` of 127.0.0.1 (set for the application
 * by daprd and the pod injector); `127.0.0.1:50001`. An empty variable counts as
 * not set.
 */
export function resolveAddress(address: string | undefined, environment: Environment): string {
  if (address !== undefined) return checkAddress(address, "address");
  const { PILLION_ADDRESS: pillionAddress, DAPR_GRPC_PORT: port } = environment;
  if (pillionAddress) return checkAddress(pillionAddress, "PILLION_ADDRESS");
  if (!port) return addressDefault;
  checkPort(port, "DAPR_GRPC_PORT");
  return `127.0.0.1:${port}`;
}
