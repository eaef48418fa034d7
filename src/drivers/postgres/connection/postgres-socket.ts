// Opens the socket of a connection, and secures it as the TLS mode says. Whether
// the server uses TLS is negotiated for each connection (PostgreSQL documentation,
// 54.2.11 "SSL Session Encryption"), so a server may turn it on or off at any time.
import { connect, isIP, type Socket } from "node:net";
import {
  type ConnectionOptions,
  createSecureContext,
  type SecureContext,
  connect as startTls,
} from "node:tls";
import { connectTcp } from "../../../driver-kit/tcp-connect.ts";
import { PostgresTlsError } from "../postgres-connect-error.ts";
import { isSocketFolder, type PostgresHost, socketFile } from "./postgres-hosts.ts";
import type { PostgresTlsOptions } from "./postgres-tls-options.ts";

/** Whether TLS is used: never, if the server offers it, or always. */
export type TlsUse = "none" | "offered" | "required";

const sslRequest = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);
const [accepted, declined] = ["S".charCodeAt(0), "N".charCodeAt(0)];

/** A connected socket, and the address that it goes to; undefined for a Unix socket. */
export interface OpenSocket {
  readonly socket: Socket;
  readonly address: string | undefined;
}

/**
 * Connects to one of the addresses, or to the host's Unix socket; ends when `signal` is aborted. The socket has a listener for errors. Rejects with
 * TcpConnectError, or with what Node throws for a Unix socket.
 */
export async function openSocket(
  host: PostgresHost,
  addresses: readonly string[],
  timeoutMs: number,
  signal?: AbortSignal,
): Promise<OpenSocket> {
  if (!isSocketFolder(host.name)) return connectTcp(addresses, host.port, timeoutMs, signal);
  const socket = connect({ path: socketFile(host.name, host.port) });
  await new Promise<void>((resolve, reject) => {
    socket.once("connect", resolve);
    socket.on("error", reject);
  });
  return { socket, address: undefined };
}

/**
 * Resolves if a server replies at one of the addresses, to the question whether it has TLS: it needs no login for that.
 * Rejects if the connection fails or takes longer than `timeoutMs`.
 */
export async function probeServer(
  host: PostgresHost,
  addresses: readonly string[],
  timeoutMs: number,
): Promise<void> {
  const { socket } = await openSocket(host, addresses, timeoutMs);
  const timer = setTimeout(() => socket.destroy(timeoutError()), timeoutMs);
  try {
    await requestTls(socket);
  } finally {
    clearTimeout(timer);
    socket.destroy();
  }
}

/** The TLS modes of one store. */
export class PostgresTls {
  readonly #options: PostgresTlsOptions;
  #context: SecureContext | undefined;

  constructor(options: PostgresTlsOptions) {
    this.#options = options;
  }

  /** What to try for a host, in this order. As in libpq, a Unix socket has no TLS. */
  uses({ name }: PostgresHost): readonly [TlsUse, ...TlsUse[]] {
    if (isSocketFolder(name)) return ["none"];
    switch (this.#options.sslMode) {
      case "disable":
        return ["none"];
      case "allow":
        return ["none", "required"];
      case "prefer":
        return ["offered", "none"];
      default:
        return ["required"];
    }
  }

  /**
   * The socket itself, or TLS over it. Rejects with PostgresTlsError if TLS is required and the server has none, or if the
   * handshake fails; the socket is then destroyed.
   */
  async secure(socket: Socket, { name }: PostgresHost, use: TlsUse, timeoutMs: number): Promise<Socket> {
    if (use === "none") return socket;
    const timer = setTimeout(() => socket.destroy(timeoutError()), timeoutMs);
    try {
      const reply = await requestTls(socket);
      if (reply === accepted) return await handshake(this.#connectionOptions(socket, name));
      if (reply === declined && use === "offered") return socket;
      throw new PostgresTlsError();
    } catch (thrown) {
      socket.destroy();
      throw thrown instanceof PostgresTlsError ? thrown : new PostgresTlsError(thrown);
    } finally {
      clearTimeout(timer);
    }
  }

  #connectionOptions(socket: Socket, host: string): ConnectionOptions {
    const { sslMode, sslRootCertificates, sendsServerName } = this.#options;
    // As in libpq: if a certificate authority is given, `require` verifies the certificate.
    const verifiesAuthority =
      sslMode === "verify-full" ||
      sslMode === "verify-ca" ||
      (sslMode === "require" && sslRootCertificates !== undefined);
    return {
      socket,
      host,
      secureContext: this.#secureContext(),
      // An IP address must not be sent as a server name (RFC 6066 section 3), but it is verified.
      ...(sendsServerName && isIP(host) === 0 && { servername: host }),
      rejectUnauthorized: verifiesAuthority,
      ...(sslMode !== "verify-full" && { checkServerIdentity: () => undefined }),
    };
  }

  #secureContext(): SecureContext {
    const { sslRootCertificates, sslIdentity, tlsVersionMin, tlsVersionMax } = this.#options;
    this.#context ??= createSecureContext({
      ...(sslRootCertificates !== undefined && { ca: [sslRootCertificates].flat() }),
      ...sslIdentity,
      minVersion: tlsVersionMin,
      ...(tlsVersionMax !== undefined && { maxVersion: tlsVersionMax }),
    });
    return this.#context;
  }
}

// Resolves with the server's reply of one byte. More than that was not encrypted and may be an attacker's (CVE-2021-23222).
function requestTls(socket: Socket): Promise<number> {
  return new Promise((resolve, reject) => {
    const onEnd = (): void => reject(endedError());
    socket.once("error", reject);
    socket.once("close", onEnd);
    socket.once("data", (bytes) => {
      socket.pause();
      socket.removeListener("error", reject);
      socket.removeListener("close", onEnd);
      if (bytes.length === 1) resolve(bytes[0] ?? 0);
      else reject(endedError());
    });
    socket.write(sslRequest);
  });
}

function handshake(options: ConnectionOptions): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const secured = startTls(options, () => {
      secured.removeListener("close", onEnd);
      resolve(secured);
    });
    const onEnd = (): void => reject(endedError());
    secured.on("error", reject);
    secured.once("close", onEnd);
  });
}

function endedError(): Error {
  return Object.assign(new Error("the server ended the connection"), { code: "ECONNRESET" });
}

/** The error of a server that does not reply. */
export function timeoutError(): Error {
  return Object.assign(new Error("the server did not reply in time"), { code: "ETIMEDOUT" });
}
