// Opens sockets to a server: TCP, Unix, or TLS 1.3 over either, with HTTP/2
// negotiated by ALPN (RFC 9113 section 3.2).
import net from "node:net";
import tls from "node:tls";
import type { SocketAddress } from "../address.ts";
import type { ClientTls } from "./client-options.ts";

/** Receives the outcome of a connection attempt: exactly one of these is called. */
export interface ConnectListener {
  /** The socket is connected and, with TLS, the server is verified. */
  onOpen(socket: net.Socket): void;
  /** The attempt failed. No part of any call was sent. */
  onFailure(error: Error): void;
}

/**
 * Starts a connection attempt and returns a function that aborts it: it calls
 * `onFailure` with its error, and must not be called once the socket is open.
 */
export function connectSocket(
  address: SocketAddress,
  tlsOptions: ClientTls | undefined,
  listener: ConnectListener,
): (error: Error) => void {
  const socket = tlsOptions === undefined ? openPlain(address) : openTls(address, tlsOptions);
  const onError = (error: Error): void => {
    socket.removeAllListeners();
    socket.on("error", () => {});
    socket.destroy();
    listener.onFailure(error);
  };
  const onClose = (): void => onError(new Error("the server closed the connection immediately"));
  socket.once("error", onError);
  socket.once("close", onClose);
  socket.once(tlsOptions === undefined ? "connect" : "secureConnect", () => {
    if (socket instanceof tls.TLSSocket && socket.alpnProtocol !== "h2") {
      onError(new Error("the server does not support HTTP/2 over TLS (no ALPN h2)"));
      return;
    }
    socket.removeListener("error", onError);
    socket.removeListener("close", onClose);
    listener.onOpen(socket);
  });
  return onError;
}

function openPlain(address: SocketAddress): net.Socket {
  return address.kind === "unix"
    ? net.connect({ path: address.path })
    : net.connect({ host: address.host, port: address.port, noDelay: true });
}

function openTls(address: SocketAddress, options: ClientTls): tls.TLSSocket {
  const { serverName, ...context } = options;
  const name = serverName ?? (address.kind === "unix" ? "localhost" : address.host);
  const target =
    address.kind === "unix"
      ? { path: address.path, host: name }
      : { host: address.host, port: address.port, noDelay: true };
  return tls.connect({
    ...context,
    ...target,
    // An IP address must not be sent as a server name (RFC 6066 section 3), but it is verified.
    ...(net.isIP(name) === 0 ? { servername: name } : {}),
    checkServerIdentity: (_host, certificate) => tls.checkServerIdentity(name, certificate),
    ALPNProtocols: ["h2"],
    minVersion: "TLSv1.3",
  });
}
