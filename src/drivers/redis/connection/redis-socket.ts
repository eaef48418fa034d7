// Opens a socket to a Redis server: TCP to one of the addresses of its name, or a
// Unix socket, and TLS over it if that is configured.
import { once } from "node:events";
import { connect, isIP, type Socket } from "node:net";
import { type ConnectionOptions, connect as connectTls } from "node:tls";
import { connectTcp, resolveHost } from "../../../driver-kit/tcp-connect.ts";
import type { RedisAddress } from "../redis-options.ts";

/**
 * A socket that is ready for commands. Each attempt to connect, and then the TLS handshake, may take `timeoutMs`; both end
 * when `signal` is aborted. Rejects with TcpConnectError or with what Node throws.
 */
export async function openSocket(
  address: RedisAddress,
  tls: ConnectionOptions | undefined,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<Socket> {
  const host = "path" in address ? "localhost" : address.host;
  const socket = await ("path" in address
    ? openUnix(address.path)
    : openTcp(host, address.port, timeoutMs, signal));
  if (tls === undefined) return socket;
  // An IP address must not be sent as a server name (RFC 6066 section 3), but it is verified.
  const secured = connectTls({ socket, host, ...(isIP(host) === 0 && { servername: host }), ...tls });
  secured.on("error", () => undefined);
  const timer = setTimeout(() => secured.destroy(timeoutError()), timeoutMs);
  try {
    await once(secured, "secureConnect", { signal });
    return secured;
  } catch (thrown) {
    secured.destroy();
    throw thrown;
  } finally {
    clearTimeout(timer);
  }
}

async function openTcp(host: string, port: number, timeoutMs: number, signal: AbortSignal): Promise<Socket> {
  const { socket } = await connectTcp(await resolveHost(host, timeoutMs), port, timeoutMs, signal);
  return socket;
}

async function openUnix(path: string): Promise<Socket> {
  const socket = connect({ path });
  await once(socket, "connect");
  return socket;
}

function timeoutError(): Error {
  return Object.assign(new Error("the TLS handshake took too long"), { code: "ETIMEDOUT" });
}
