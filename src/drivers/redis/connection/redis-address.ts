// The text of a server's address, by which servers are compared and listed.
import type { RedisAddress } from "../redis-options.ts";

/** `host:port`, or the path of a socket. */
export function addressName(address: RedisAddress): string {
  return "path" in address ? address.path : `${address.host}:${address.port}`;
}

/** The address of a name `host:port`. */
export function addressOf(name: string): RedisAddress {
  const colon = name.lastIndexOf(":");
  return { host: name.slice(0, colon), port: Number(name.slice(colon + 1)) };
}
