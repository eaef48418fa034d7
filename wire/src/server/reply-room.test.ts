// Room for replies on one connection: order, reservations, and that small replies never wait.
import { expect, test } from "vitest";
import { type ReplyHolder, ReplyRoom, ReplySize } from "./reply-room.ts";

const large = 1_000_000;

function makeRoom(bytesMax: number) {
  const sending = { waitingBytes: 0 };
  const clock = { nowMs: 0 };
  const room = new ReplyRoom(sending, bytesMax, () => clock.nowMs);
  const granted: string[] = [];
  const holder = (name: string, expectedBytes: number): ReplyHolder => {
    const replySize = new ReplySize();
    replySize.observe(expectedBytes);
    const onRoom = () => void granted.push(name);
    return { replySize, reservedBytes: 0, reservedMs: 0, roomNode: undefined, onRoom };
  };
  return { sending, clock, room, granted, holder };
}

test("replies that do not fit wait in order until bytes were sent", () => {
  const { sending, room, granted, holder } = makeRoom(2 * large);
  const [a, b, c, d] = ["a", "b", "c", "d"].map((name) => holder(name, large)) as ReplyHolder[];
  expect([a, b, c, d].map((each) => room.reserve(each as ReplyHolder))).toEqual([true, true, false, false]);
  sending.waitingBytes = large;
  room.leave(a as ReplyHolder);
  expect(granted).toEqual([]);
  sending.waitingBytes = 0;
  room.grant();
  expect(granted).toEqual(["c"]);
  room.leave(b as ReplyHolder);
  expect(granted).toEqual(["c", "d"]);
});

test("small replies do not wait, and one reply is allowed however large it is", () => {
  const { sending, room, holder } = makeRoom(large);
  expect(room.reserve(holder("huge", 5 * large))).toBe(true);
  expect(room.reserve(holder("large", 20_000))).toBe(false);
  sending.waitingBytes = 10 * large;
  expect(room.reserve(holder("small", 16_384))).toBe(true);
});

test("a call that ends while it waits is not granted room, and gives back what it had", () => {
  const { room, granted, holder } = makeRoom(large);
  const [a, b, c] = ["a", "b", "c"].map((name) => holder(name, large)) as [
    ReplyHolder,
    ReplyHolder,
    ReplyHolder,
  ];
  for (const each of [a, b, c]) room.reserve(each);
  room.leave(b);
  room.leave(a);
  room.leave(a);
  expect(granted).toEqual(["c"]);
});

test("room is not kept longer than a second for a reply that does not come", () => {
  const { clock, room, granted, holder } = makeRoom(large);
  const [a, b] = ["a", "b"].map((name) => holder(name, large)) as [ReplyHolder, ReplyHolder];
  room.reserve(a);
  room.reserve(b);
  room.expire(a, 1000);
  expect(granted).toEqual([]);
  clock.nowMs = 1001;
  room.expire(a, 1001);
  expect(granted).toEqual(["b"]);
  expect(b.reservedMs).toBe(1001);
});

test("the expected size rises at once and falls slowly", () => {
  const size = new ReplySize();
  size.observe(large);
  expect(size.expectedBytes).toBe(large);
  for (let reply = 0; reply < 32; reply += 1) size.observe(0);
  expect(size.expectedBytes).toBeGreaterThan(large / 4);
  for (let reply = 0; reply < 200; reply += 1) size.observe(0);
  expect(size.expectedBytes).toBeLessThan(16_384);
});
