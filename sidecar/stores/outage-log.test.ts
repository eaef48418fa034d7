// Repeated events are logged more and more rarely, and new events at once.
import { expect, test } from "vitest";
import type { DriverEvent } from "../../src/index.ts";
import { handClock } from "../../src/operations/operation-fixture.ts";
import { OutageLog } from "./outage-log.ts";

function listen() {
  const clock = handClock();
  const written: [message: string, repeated: number][] = [];
  const write = ({ message }: DriverEvent, repeated: number) => written.push([message, repeated]);
  return { clock, written, log: new OutageLog({ clock, write }) };
}

const event = (message: string, cause?: Error): DriverEvent => ({ level: "warn", message, cause });

test("a failure that repeats for an hour is logged once, and then at growing intervals with its count", () => {
  const { clock, written, log } = listen();
  for (let second = 0; second < 3600; second++) {
    log.take(event("gone"));
    clock.advance(1000);
  }
  expect(written).toEqual([
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

test("another failure, and the same failure for another reason, is logged at once", () => {
  const { written, log } = listen();
  log.take(event("gone", new Error("ECONNREFUSED")));
  log.take(event("gone", new Error("timed out")));
  log.take(event("slow"));
  expect(written.map(([message]) => message)).toEqual(["gone", "gone", "slow"]);
});

test("the next outage is logged at once, and the end of this one has the number of events not logged", () => {
  const { written, log } = listen();
  for (let times = 0; times < 5; times++) log.take(event("gone"));
  expect(log.settle()).toBe(4);
  log.take(event("gone"));
  expect(written).toEqual([
    ["gone", 0],
    ["gone", 0],
  ]);
});

test("an event that did not occur for a whole interval is logged at once", () => {
  const { clock, written, log } = listen();
  log.take(event("gone"));
  clock.advance(11_000);
  log.take(event("gone"));
  expect(written).toHaveLength(2);
});

test("of ten thousand different events a hundred are remembered", () => {
  const { written, log } = listen();
  for (let index = 0; index < 10_000; index++) log.take(event(`gone ${index}`));
  written.length = 0;
  log.take(event("gone 9900"));
  expect(written).toEqual([]);
  log.take(event("gone 9899"));
  expect(written).toEqual([["gone 9899", 0]]);
});

test("a failure that repeats more rarely than every second is logged at growing intervals, too", () => {
  const { clock, written, log } = listen();
  for (let times = 0; times < 100; times++) {
    log.take(event("gone"));
    clock.advance(3000);
  }
  expect(written).toEqual([
    ["gone", 0],
    ["gone", 4],
    ["gone", 7],
    ["gone", 14],
    ["gone", 27],
  ]);
});
