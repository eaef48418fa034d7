// Opens sockets to a server: TCP, Unix, or TLS 1.3 over either, with HTTP/2
// negotiated by ALPN (RFC 9113 section 3.2).
import net from "node:net";
import tls from "node:tls";
import type { SocketAddress } from "../address.ts";
import { AddressRace } from "./address-race.ts";
import type { ClientTls } from "./client-options.ts";
import type { ConnectListener } from "./connect-listener.ts";

/**
 * Starts a connection attempt and returns a function that aborts it: it calls
 * `onFailure` with its error, and must not be called once the socket is open.
 */
export function connectSocket(
  address: SocketAddress,
  tlsOptions: ClientTls | undefined,
  listener: ConnectListener,
): (error: Error) => void {
  if (address.kind === "unix" || net.isIP(address.host) !== 0) {
    const target =
      address.kind === "unix"
        ? { path: address.path }
        : { host: address.host, port: address.port, noDelay: true };
    return tlsOptions === undefined
      ? awaitEvent(net.connect(target), "connect", listener)
      : awaitEvent(openTls(target, address, tlsOptions), "secureConnect", listener);
  }
  // Of a name that is resolved here: Node gives each of its addresses 250 ms only.
  const race = new AddressRace(address.host, address.port, {
    onOpen: (socket) => {
      if (tlsOptions === undefined) listener.onOpen(socket);
      else abort = secure(socket, address, tlsOptions, listener);
    },
    onFailure: (error) => listener.onFailure(error),
  });
  let abort = race.abort;
  return (error) => abort(error);
}

// This runs in an event of the socket, so certificates that cannot be parsed must not throw.
function secure(
  socket: net.Socket,
  address: SocketAddress,
  tlsOptions: ClientTls,
  listener: ConnectListener,
): (error: Error) => void {
  try {
    return awaitEvent(openTls({ socket }, address, tlsOptions), "secureConnect", listener);
  } catch (error) {
    socket.destroy();
    listener.onFailure(error as Error);
    return () => undefined;
  }
}

function awaitEvent(
  socket: net.Socket,
  event: "connect" | "secureConnect",
  listener: ConnectListener,
): (error: Error) => void {
  const onError = (error: Error): void => {
    socket.removeAllListeners();
    socket.on("error", () => {});
    socket.destroy();
    listener.onFailure(error);
  };
  const onClose = (): void => onError(new Error("the server closed the connection immediately"));
  socket.once("error", onError);
  socket.once("close", onClose);
  socket.once(event, () => {
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

function openTls(target: tls.ConnectionOptions, address: SocketAddress, options: ClientTls): tls.TLSSocket {
  const { serverName, ...context } = options;
  const name = serverName ?? (address.kind === "unix" ? "localhost" : address.host);
  return tls.connect({
    ...context,
    host: name,
    ...target,
    // An IP address must not be sent as a server name (RFC 6066 section 3), but it is verified.
    ...(net.isIP(name) === 0 ? { servername: name } : {}),
    checkServerIdentity: (_host, certificate) => tls.checkServerIdentity(name, certificate),
    ALPNProtocols: ["h2"],
    minVersion: "TLSv1.3",
  });
}
