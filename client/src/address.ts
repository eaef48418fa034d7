// Where the sidecar listens: said by the program, else by the environment,
// else the port on which both Pillion and daprd listen when nothing is said.
import { invalidArgument } from "./state-error.ts";

/** Where a sidecar listens that was not told otherwise. */
export const addressDefault = "127.0.0.1:50001";

/** Names and values, such as `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

function checkPort(port: string | undefined, field: string): void {
  if (port === undefined || !/^\d{1,5}$/.test(port) || Number(port) < 1 || Number(port) > 65_535)
    throw invalidArgument(field, "needs a port from 1 to 65535");
}

/**
 * The address in its checked form: `host:port`, `[ipv6]:port` or `unix:/path`.
 * Throws `invalid`, naming the field it came from.
 */
export function checkAddress(address: string, field: string): string {
  if (address.startsWith("unix:")) {
    if (address === "unix:") throw invalidArgument(field, "needs a path after unix:");
    return address;
  }
  const match = /^(\[[0-9a-fA-F:.%\w]+\]|[^:/\s[\]]+):(\d+)$/.exec(address);
  if (match === null) throw invalidArgument(field, "must be host:port, [ipv6]:port or unix:/path");
  checkPort(match[2], field);
  return address;
}

/**
 * The sidecar's address. First of: the address given; `PILLION_ADDRESS`; port
 * `DAPR_GRPC_PORT` of 127.0.0.1 (which daprd and the pod injector set for the
 * application); `127.0.0.1:50001`. An empty variable is as good as none.
 */
export function resolveAddress(address: string | undefined, environment: Environment): string {
  if (address !== undefined) return checkAddress(address, "address");
  const { PILLION_ADDRESS: own, DAPR_GRPC_PORT: port } = environment;
  if (own) return checkAddress(own, "PILLION_ADDRESS");
  if (!port) return addressDefault;
  checkPort(port, "DAPR_GRPC_PORT");
  return `127.0.0.1:${port}`;
}
