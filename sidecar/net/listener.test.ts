// What happens to a server after it was bound.
import { createServer } from "node:http";
import { expect, it } from "vitest";
import { listenWith } from "./listener.ts";

it("a server that runs out of file descriptors while it listens does not end the process", async () => {
  const server = createServer((_, response) => response.end("still here"));
  const { address } = await listenWith(server, { type: "tcp", host: "127.0.0.1", port: 0 });
  try {
    const error = Object.assign(new Error("accept EMFILE"), { code: "EMFILE" });
    expect(() => server.emit("error", error)).not.toThrow();
    expect(await (await fetch(`http://${address}/`)).text()).toBe("still here");
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});
