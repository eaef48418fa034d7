// The order of starting and stopping; every started unit is stopped.
import { describe, expect, test } from "vitest";
import { Lifecycle, type LifecycleState, type Unit } from "./lifecycle.ts";

interface Stage {
  readonly life: Lifecycle;
  readonly events: string[];
}

class SteppingClock {
  time = 0;
  now = () => this.time;
  monotonic = () => this.time;
}

function stage(
  names: readonly string[],
  failures: Readonly<Record<string, Error>> = {},
  clock = new SteppingClock(),
): Stage {
  const events: string[] = [];
  const act = async (what: string) => {
    events.push(what);
    await Promise.resolve();
    const failure = failures[what];
    if (failure !== undefined) throw failure;
  };
  const units = names.map(
    (name): Unit => ({
      name,
      start: () => act(`start ${name}`),
      stop: (remainingMs) => {
        clock.time += 30;
        return act(`stop ${name} ${remainingMs}`);
      },
    }),
  );
  const life = new Lifecycle(units, clock, {
    onState: (state: LifecycleState) => events.push(state),
    onStopError: (unit, cause) =>
      events.push(`failed ${unit} ${cause instanceof Error ? cause.message : ""}`),
  });
  return { life, events };
}

describe("lifecycle", () => {
  test("units start in order and stop in reverse, sharing the remaining time", async () => {
    const { life, events } = stage(["a", "b", "c"]);
    await life.start(100);
    expect(life.state).toBe("running");
    await life.stop(80);
    expect(events).toEqual([
      "starting",
      "start a",
      "start b",
      "start c",
      "running",
      "stopping",
      "stop c 80",
      "stop b 50",
      "stop a 20",
      "terminated",
    ]);
  });

  test("a unit that fails to start stops those before it, and the error is thrown", async () => {
    const { life, events } = stage(["a", "b", "c"], { "start b": new RangeError("no") });
    await expect(life.start(100)).rejects.toThrow("no");
    expect(events).toEqual(["starting", "start a", "start b", "stop a 100", "failed"]);
    await life.stop(100);
    expect(life.state).toBe("failed");
  });

  test("a unit that fails to stop does not keep the others from stopping", async () => {
    const { life, events } = stage(["a", "b"], { "stop b 100": new RangeError("stuck") });
    await life.start(100);
    await life.stop(100);
    expect(events.slice(-4)).toEqual(["stop b 100", "failed b stuck", "stop a 70", "terminated"]);
  });

  test("stopped while it starts, it starts no further unit and stops the started ones", async () => {
    const { life, events } = stage(["a", "b", "c"]);
    const started = life.start(100);
    await life.stop(100);
    await started;
    expect(events).toEqual(["starting", "start a", "stopping", "stop a 100", "terminated"]);
  });

  test("stopped twice, it stops each unit once", async () => {
    const { life, events } = stage(["a"]);
    await life.start(100);
    await Promise.all([life.stop(100), life.stop(100)]);
    expect(events.filter((event) => event.startsWith("stop a"))).toHaveLength(1);
  });
});
