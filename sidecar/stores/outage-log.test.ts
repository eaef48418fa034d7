// What a store repeats is said ever more rarely, and nothing that is new is kept back.
import { expect, test } from "vitest";
import type { DriverEvent } from "../../src/index.ts";
import { handClock } from "../../src/operations/operation-fixture.ts";
import { OutageLog } from "./outage-log.ts";

function listen() {
  const clock = handClock();
  const said: [message: string, repeated: number][] = [];
  const write = ({ message }: DriverEvent, repeated: number) => said.push([message, repeated]);
  return { clock, said, log: new OutageLog({ clock, write }) };
}

const event = (message: string, cause?: Error): DriverEvent => ({ level: "warn", message, cause });

test("a failure that repeats for an hour is said once, and then at growing intervals with its count", () => {
  const { clock, said, log } = listen();
  for (let second = 0; second < 3600; second++) {
    log.take(event("gone"));
    clock.advance(1000);
  }
  expect(said).toEqual([
    ["gone", 0],
    ["gone", 10],
    ["gone", 20],
    ["gone", 40],
    ["gone", 80],
    ["gone", 160],
    ["gone", 320],
    ["gone", 600],
    ["gone", 600],
    ["gone", 600],
    ["gone", 600],
  ]);
});

test("another failure, and the same for another reason, is said at once", () => {
  const { said, log } = listen();
  log.take(event("gone", new Error("refused")));
  log.take(event("gone", new Error("timed out")));
  log.take(event("slow"));
  expect(said.map(([message]) => message)).toEqual(["gone", "gone", "slow"]);
});

test("the next outage is news, and the end of this one knows how much was not said", () => {
  const { said, log } = listen();
  for (let times = 0; times < 5; times++) log.take(event("gone"));
  expect(log.settle()).toBe(4);
  log.take(event("gone"));
  expect(said).toEqual([
    ["gone", 0],
    ["gone", 0],
  ]);
});

test("what was not seen for longer than it is kept quiet is news", () => {
  const { clock, said, log } = listen();
  log.take(event("gone"));
  clock.advance(11_000);
  log.take(event("gone"));
  expect(said).toHaveLength(2);
});

test("ten thousand different events leave a hundred to compare with", () => {
  const { said, log } = listen();
  for (let index = 0; index < 10_000; index++) log.take(event(`gone ${index}`));
  said.length = 0;
  log.take(event("gone 9900"));
  expect(said).toEqual([]);
  log.take(event("gone 9899"));
  expect(said).toEqual([["gone 9899", 0]]);
});
