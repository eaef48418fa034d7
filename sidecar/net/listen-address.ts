// The addresses of a server, and the error for an address that it cannot listen on, so
// that a failed start has a clear message instead of a system code.

/** A TCP port of a host, or a Unix socket. */
export type ListenAddress =
  | {
      readonly type: "tcp";
      /** A host name or an IP address without brackets. */
      readonly host: string;
      /** Zero: any free port. */
      readonly port: number;
    }
  | {
      readonly type: "unix";
      /** Path of the socket file: at most 107 bytes. */
      readonly path: string;
      /** Mode of the socket file. Default: 0o660. */
      readonly mode?: number;
    };

/** The address as text: `127.0.0.1:50001`, `[::1]:50001`, `unix:/path`. */
export function addressText(address: ListenAddress): string {
  if (address.type === "unix") return `unix:${address.path}`;
  const host = address.host.includes(":") ? `[${address.host}]` : address.host;
  return `${host}:${address.port}`;
}

/** Why a server cannot listen on an address. */
export type ListenReason = "in-use" | "not-permitted" | "not-there" | "not-a-socket" | "too-long" | "failed";

/** An address that cannot be listened on. Its message names the address and the reason. */
export class ListenError extends Error {
  override readonly name = "ListenError";
  /** As `addressText` writes it. */
  readonly address: string;
  /** The configured port; undefined for a Unix socket. */
  readonly port: number | undefined;
  readonly reason: ListenReason;

  constructor(address: ListenAddress, reason: ListenReason, message: string, cause?: unknown) {
    super(
      `cannot listen on ${addressText(address)}: ${message}`,
      cause === undefined ? undefined : { cause },
    );
    this.address = addressText(address);
    this.port = address.type === "tcp" ? address.port : undefined;
    this.reason = reason;
  }
}
