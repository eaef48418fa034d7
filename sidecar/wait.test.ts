// What `wait` says about a sidecar that is not ready.
import { createServer } from "node:http";
import { afterEach, expect, test } from "vitest";
import { readinessPlace, waitUntilReady } from "./wait.ts";

const endings: (() => void)[] = [];
afterEach(() => {
  for (const end of endings.splice(0)) end();
});

const at = (port: number, hosts = ["127.0.0.1"]) => ({
  hosts,
  port,
  socketPath: undefined,
  headerBytesMax: 4096,
  connectionsMax: undefined,
});

// A server that gives these replies in order, the last one again and again.
async function serve(...replies: readonly (readonly [status: number, body: string])[]): Promise<number> {
  let next = 0;
  const server = createServer((_, response) => {
    const [status, body] = replies[Math.min(next++, replies.length - 1)] ?? [500, ""];
    response.writeHead(status).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  endings.push(() => server.close());
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}

async function waitFor(port: number, timeoutMs = 10_000): Promise<[boolean, string[]]> {
  const reasons: string[] = [];
  const options = { intervalMs: 5, timeoutMs, onWaiting: (reason: string) => reasons.push(reason) };
  return [await waitUntilReady(at(port), options), reasons];
}

test("every reason is reported once, in order, until the sidecar is ready", async () => {
  const stores = { a: { driver: "redis", serving: false, reason: "nothing listens there" } };
  const waiting = JSON.stringify({ ready: false, waitingFor: ["a", "gRPC"], stores });
  const port = await serve([503, waiting], [503, waiting], [404, "other program"], [200, ""]);
  expect(await waitFor(port)).toEqual([
    true,
    ['it is not ready; it waits for the store "a" (nothing listens there), gRPC', "its reply is 404"],
  ]);
});

test("the reason names a port on which nothing listens", async () => {
  const port = await serve([200, ""]);
  for (const end of endings.splice(0)) end();
  expect(await waitFor(port, 50)).toEqual([false, ["nothing listens there"]]);
});

test("the place is an address that can be requested", () => {
  expect(readinessPlace(at(3500, ["0.0.0.0"]))).toBe("http://127.0.0.1:3500/readyz");
  expect(readinessPlace(at(3500, ["::", "1.2.3.4"]))).toBe("http://[::1]:3500/readyz");
  expect(readinessPlace({ ...at(3500), socketPath: "/run/x.socket" })).toBe(
    "/readyz on the Unix socket /run/x.socket",
  );
});
