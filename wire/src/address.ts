// Parses the address of a server: `127.0.0.1:50001`, `[::1]:50001`,
// `localhost:50001` or `unix:/path`.

/** An address to connect to or listen on. */
export type SocketAddress =
  | { readonly kind: "tcp"; readonly host: string; readonly port: number }
  | { readonly kind: "unix"; readonly path: string };

/** Parses an address. Throws RangeError, naming the text, if it is not one. */
export function parseAddress(text: string): SocketAddress {
  if (text.startsWith("unix:")) {
    // gRPC also writes an absolute path as the URI `unix:///path`.
    const path = text.slice(text.startsWith("unix:///") ? 7 : 5);
    if (path !== "" && !path.includes("\0")) return { kind: "unix", path };
  } else {
    const match = /^(?:\[([0-9a-fA-F:.%a-z]+)\]|([^\s:/@[\]]+)):(\d{1,5})$/.exec(text);
    const host = match?.[1] ?? match?.[2];
    const port = Number(match?.[3]);
    if (host !== undefined && port <= 65_535) return { kind: "tcp", host, port };
  }
  throw new RangeError(
    `an address must be host:port, [ipv6]:port or unix:/path, not ${JSON.stringify(text)}`,
  );
}
