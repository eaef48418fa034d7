// A streaming handler and the transport that takes its replies.
import { statusCode } from "@pillion/wire";
import { describe, expect, test } from "vitest";
import { ReplyChannel } from "./reply-channel.ts";

const bytes = (text: string) => Buffer.from(text);
const taken = async (channel: ReplyChannel) => (await channel.take())?.toString();
const turn = () => new Promise(setImmediate);

describe("ReplyChannel", () => {
  test("hands on one reply at a time, whichever side comes first", async () => {
    const channel = new ReplyChannel();
    const sent: string[] = [];
    const send = async () => {
      for (const text of ["a", "b", "c"]) {
        await channel.send(bytes(text));
        sent.push(text);
      }
      channel.end();
    };
    const first = taken(channel);
    void send();
    expect(await first).toBe("a");
    await turn();
    // The transport has not taken another one, so the handler waits.
    expect(sent).toEqual([]);
    expect([await taken(channel), await taken(channel), await taken(channel)]).toEqual(["b", "c", undefined]);
    expect(sent).toEqual(["a", "b", "c"]);
  });

  test("a handler that sends after the client cancelled gets CANCELLED", async () => {
    const channel = new ReplyChannel();
    const waiting = channel.send(bytes("a"));
    channel.end();
    await expect(waiting).rejects.toMatchObject({ code: statusCode.cancelled });
    await expect(channel.send(bytes("b"))).rejects.toMatchObject({ code: statusCode.cancelled });
  });

  test("a transport that waits when the handler ends gets nothing more", async () => {
    const channel = new ReplyChannel();
    const waiting = channel.take();
    channel.end();
    expect(await waiting).toBeUndefined();
  });
});
