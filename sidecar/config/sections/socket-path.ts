// The path of a Unix socket, with the file name that daprd uses.
import { join, resolve } from "node:path";
import type { Values } from "../options/values.ts";
import { appIdOf } from "./app-section.ts";

// sockaddr_un.sun_path holds 108 bytes on Linux and 104 on macOS, with the NUL.
const socketPathBytesMax = process.platform === "linux" ? 107 : 103;

/** The path for one of the APIs; undefined if sockets are not configured. */
export function socketPath(values: Values, api: "grpc" | "http"): string | undefined {
  const folder = values.get("unix-domain-socket");
  if (folder === undefined) return undefined;
  const path = join(resolve(folder), `dapr-${appIdOf(values)}-${api}.socket`);
  const bytes = Buffer.byteLength(path);
  if (bytes > socketPathBytesMax) {
    const description = `the socket's path ${path} is ${bytes} bytes long; the limit is ${socketPathBytesMax}`;
    values.reject("unix-domain-socket", description);
  }
  return path;
}
