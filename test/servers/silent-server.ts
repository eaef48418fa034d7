// A server that lets no connection in until `admit`: the queue of new
// connections is full, so the system drops the first packet of each, as on a path
// with a firewall or with a long delay.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { connect, type Socket } from "node:net";

/** A server on 127.0.0.1. */
export interface SilentServer {
  readonly port: number;
  /** Lets connections in; the system tries again after 1 s, 3 s and so on. */
  admit(): void;
  stop(): void;
}

const program =
  'const server = require("net").createServer(() => {}); ' +
  'server.listen({ port: 0, host: "127.0.0.1", backlog: 1 }, () => console.log(server.address().port));';

/** Starts a silent server. */
export async function startSilentServer(): Promise<SilentServer> {
  const child: ChildProcess = spawn(process.execPath, ["-e", program], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (child.stdout === null) throw new TypeError("the server has no output");
  const [line] = (await once(child.stdout, "data")) as [Buffer];
  const port = Number(line.toString());
  child.kill("SIGSTOP");
  const fillers: Socket[] = [];
  for (let isFull = false; !isFull; ) {
    const socket = connect(port, "127.0.0.1");
    socket.on("error", () => undefined);
    fillers.push(socket);
    const connected = once(socket, "connect").then(() => true);
    const late = new Promise<false>((resolve) => setTimeout(resolve, 100, false));
    isFull = !(await Promise.race([connected, late]));
  }
  return {
    port,
    admit: () => child.kill("SIGCONT"),
    stop: () => {
      for (const socket of fillers) socket.destroy();
      child.kill("SIGKILL");
    },
  };
}
