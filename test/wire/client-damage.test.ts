// Replies with random corruption: whatever arrives, the call ends exactly once.
import fc from "fast-check";
import { expect, test } from "vitest";
import { endOf, pair } from "./client-support.ts";
import { echoMethods } from "./echo-service.ts";
import { rawMessage } from "./raw-peer.ts";

const message = rawMessage("reply");

test("any corruption of a valid reply ends the call, and nothing hangs or crashes", async () => {
  let damage: (bytes: Buffer) => Buffer = (bytes) => bytes;
  const { transport } = await pair(
    {
      onRequest: (connection, id) => {
        connection.send(damage(connection.reply(id, message)));
        connection.socket.end();
      },
    },
    { reconnectDelayMs: 1, reconnectDelayMsMax: 1 },
  );
  const change = fc.record({ at: fc.nat(200), byte: fc.nat(255) });
  await fc.assert(
    fc.asyncProperty(
      fc.array(change, { maxLength: 4 }),
      fc.nat(120),
      fc.boolean(),
      async (changes, cut, cuts) => {
        damage = (bytes) => {
          for (const { at, byte } of changes) bytes[at % bytes.length] = byte;
          return cuts ? bytes.subarray(0, cut) : bytes;
        };
        const error = await endOf(
          transport.unary(echoMethods.same, Buffer.from("a"), { waitForReady: true }),
        );
        expect(error?.unsent ?? false).toBe(
          error?.statusMessage === "the server rejected the call without processing it",
        );
      },
    ),
    { numRuns: 1500 },
  );
}, 60_000);
