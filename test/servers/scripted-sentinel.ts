// A sentinel that a test controls: it names the primary that the test sets, and reports
// events when the test says so. It speaks as much of the protocol as the driver uses.
import { createServer, type Socket } from "node:net";

/** A server as a sentinel names it. */
interface Place {
  readonly host: string;
  readonly port: number;
}

const text = (value: string): string => `$${Buffer.byteLength(value)}\r\n${value}\r\n`;
const list = (parts: readonly string[]): string => `*${parts.length}\r\n${parts.join("")}`;

/** A running sentinel. */
export class ScriptedSentinel {
  readonly #server = createServer((socket) => this.#serve(socket));
  readonly #sockets = new Set<Socket>();
  readonly #subscribers = new Set<Socket>();
  #primary: Place;
  #epoch = 1;
  /** How many times it was queried for the primary. */
  queries = 0;
  /** How long a query for the primary takes, in ms. */
  delayMs = 0;

  private constructor(primary: Place) {
    this.#primary = primary;
  }

  static async start(primary: Place): Promise<ScriptedSentinel> {
    const sentinel = new ScriptedSentinel(primary);
    await new Promise<void>((resolve) => sentinel.#server.listen(0, "127.0.0.1", resolve));
    return sentinel;
  }

  /** As `host:port`. */
  get address(): string {
    const address = this.#server.address();
    return typeof address === "object" && address !== null ? `127.0.0.1:${address.port}` : "";
  }

  /** How many clients receive events. */
  get subscribers(): number {
    return this.#subscribers.size;
  }

  /** Names another primary from now on, with a higher configuration epoch. */
  promote(primary: Place): void {
    this.#primary = primary;
    this.#epoch += 1;
  }

  publish(channel: string, message: string): void {
    const event = list([text("message"), text(channel), text(message)]);
    for (const socket of this.#subscribers) socket.write(event);
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #serve(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on("error", () => undefined);
    socket.on("close", () => {
      this.#sockets.delete(socket);
      this.#subscribers.delete(socket);
    });
    let received = "";
    socket.on("data", (bytes) => {
      received += bytes.toString("latin1");
      // Commands are lists of texts; none of them has a line break.
      for (let command = takeCommand(received); command !== undefined; command = takeCommand(received)) {
        received = command.rest;
        void this.#reply(socket, command.words);
      }
    });
  }

  async #reply(socket: Socket, [name = "", ...words]: readonly string[]): Promise<void> {
    switch (name.toLowerCase()) {
      case "subscribe":
        for (const [index, channel] of words.entries())
          socket.write(list([text("subscribe"), text(channel), `:${index + 1}\r\n`]));
        this.#subscribers.add(socket);
        return;
      case "ping":
        socket.write(list([text("pong"), text("")]));
        return;
      case "sentinel":
        if (words[0]?.toLowerCase() === "get-master-addr-by-name") this.queries += 1;
        await new Promise((resolve) => setTimeout(resolve, this.delayMs));
        socket.write(this.#sentinelReply(words[0] ?? ""));
        return;
      default:
        socket.write("+OK\r\n");
    }
  }

  #sentinelReply(subcommand: string): string {
    switch (subcommand.toLowerCase()) {
      case "get-master-addr-by-name":
        return list([text(this.#primary.host), text(String(this.#primary.port))]);
      case "master":
        return list([text("config-epoch"), text(String(this.#epoch))]);
      default:
        return list([]);
    }
  }
}

function takeCommand(
  received: string,
): { readonly words: readonly string[]; readonly rest: string } | undefined {
  const lines = received.split("\r\n");
  const count = Number(/^\*(\d+)$/.exec(lines[0] ?? "")?.[1]);
  // The count, two lines for each word, and what follows the last line break.
  if (!(count > 0) || lines.length < 2 * count + 2) return undefined;
  const words = Array.from({ length: count }, (_, index) => lines[2 * index + 2] ?? "");
  return { words, rest: lines.slice(2 * count + 1).join("\r\n") };
}
