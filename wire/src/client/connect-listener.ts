// What a connection attempt reports.
import type net from "node:net";

/** Receives the outcome of a connection attempt: exactly one of these is called. */
export interface ConnectListener {
  /** The socket is connected and, with TLS, the server is verified. */
  onOpen(socket: net.Socket): void;
  /** The attempt failed. No part of any call was sent. */
  onFailure(error: Error): void;
}
