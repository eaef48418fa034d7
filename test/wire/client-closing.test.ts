// Closing a transport: every call ends, and the sockets are closed.
import { createWireTransport, statusName } from "@pillion/wire";
import { expect, test } from "vitest";
import { afterTest, call, connectTo, errorOf, rawServer, same } from "./client-support.ts";
import { scriptBytes, scripted } from "./script.ts";
import { startGrpcJs } from "./script-servers.ts";

test("closing ends the calls in flight with CANCELLED, rejects later ones, and closes the socket", async () => {
  const server = await startGrpcJs("tcp");
  afterTest(() => server.kill());
  const transport = connectTo(server.options);
  const open = [
    errorOf(call(transport, { hangs: true })),
    errorOf(
      (async () => {
        for await (const _ of transport.stream(scripted.down, [scriptBytes({ hangs: true })], {}));
      })(),
    ),
  ];
  await expect.poll(() => server.record.started).toBe(2);
  await Promise.all([transport.close(), transport.close()]);
  for (const error of await Promise.all(open)) expect(statusName(error.code)).toBe("CANCELLED");
  const late = await errorOf(call(transport, {}));
  expect(statusName(late.code)).toBe("CANCELLED");
  expect(late.unsent).toBe(true);
  await expect.poll(() => server.record.cancelled).toBe(2);
});

test("closing during a connection attempt ends the attempt", async () => {
  const server = await rawServer({ isSilent: true });
  const transport = connectTo({ address: server.address });
  const error = errorOf(same(transport));
  await expect.poll(() => server.connections.length).toBe(1);
  await transport.close();
  expect(statusName((await error).code)).toBe("CANCELLED");
  await expect.poll(() => server.connections[0]?.socket.destroyed).toBe(true);
});

test("a transport that was never used closes at once", async () => {
  await createWireTransport({ address: "127.0.0.1:1" }).close();
});
