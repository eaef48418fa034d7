// The text format of the metrics, compared with that of prom-client.
import fc from "fast-check";
import * as reference from "prom-client";
import { expect, test } from "vitest";
import { CallTally } from "./call-tally.ts";
import { Counter, Gauge, Histogram, Registry } from "./metric-registry.ts";

// The lines of a text, independent of their order and the order of their labels.
function linesOf(text: string): string[] {
  const lines = text.split("\n").filter((line) => line !== "");
  return lines
    .map((line) =>
      line.replace(
        /\{(.*)\}/,
        (_, labels: string) =>
          `{${labels
            .split(/,(?=\w+=")/)
            .sort()
            .join()}}`,
      ),
    )
    .sort();
}

const observations = fc.array(
  fc.record({
    store: fc.constantFrom("a", 'quo"te', "back\\slash", "new\nline"),
    code: fc.constantFrom("ok", "conflict"),
    value: fc.oneof(fc.constantFrom(0, 1, 5, 10, 1e9), fc.double({ min: 0, max: 20, noNaN: true })),
  }),
  { maxLength: 40 },
);

test("counters, gauges and histograms have the text that prom-client writes", async () => {
  await fc.assert(
    fc.asyncProperty(observations, async (all) => {
      const [ours, theirs] = [new Registry(), new reference.Registry()];
      const labelNames = ["store", "code"];
      const of = (name: string) => ({ name, help: 'A \\ and a\nline "quoted".', labelNames });
      const buckets = [1, 5, 10];
      const counter = new Counter({ ...of("c_total"), registers: [ours] });
      const gauge = new Gauge({ ...of("g"), registers: [ours] });
      const histogram = new Histogram({ ...of("h"), buckets, registers: [ours] });
      const theirCounter = new reference.Counter({ ...of("c_total"), registers: [theirs] });
      const theirGauge = new reference.Gauge({ ...of("g"), registers: [theirs] });
      const theirHistogram = new reference.Histogram({ ...of("h"), buckets, registers: [theirs] });
      for (const { store, code, value } of all) {
        counter.labels(store, code).inc(value);
        gauge.labels(store, code).set(value);
        histogram.labels(store, code).observe(value);
        theirCounter.labels(store, code).inc(value);
        theirGauge.labels(store, code).set(value);
        theirHistogram.labels(store, code).observe(value);
      }
      expect(linesOf(ours.text())).toEqual(linesOf(await theirs.metrics()));
      expect(ours.contentType).toBe(theirs.contentType);
    }),
  );
});

test("a tally counts calls by code and shows their times in seconds", () => {
  const registry = new Registry();
  const counter = { name: "calls_total", help: "Calls." };
  const histogram = { name: "call_seconds", help: "Times." };
  const tally = new CallTally({ labels: ["store", "operation"], counter, histogram }, registry);
  tally.observe("s", "read", "ok", 0.2);
  tally.observe("s", "read", "ok", 2000);
  tally.observe("s", "read", "conflict", 60_000);
  const text = registry.text();
  expect(text).toContain('calls_total{store="s",operation="read",code="ok"} 2\n');
  expect(text).toContain('calls_total{store="s",operation="read",code="conflict"} 1\n');
  expect(text).toContain('call_seconds_bucket{le="0.0001",store="s",operation="read"} 0\n');
  expect(text).toContain('call_seconds_bucket{le="0.00025",store="s",operation="read"} 1\n');
  expect(text).toContain('call_seconds_bucket{le="2.5",store="s",operation="read"} 2\n');
  expect(text).toContain('call_seconds_bucket{le="+Inf",store="s",operation="read"} 3\n');
  expect(text).toContain('call_seconds_sum{store="s",operation="read"} 62.0002\n');
  expect(text).toContain('call_seconds_count{store="s",operation="read"} 3\n');
});

test("two metrics with the same name are rejected", () => {
  const registry = new Registry();
  const names = { name: "one", help: "One.", labelNames: [], registers: [registry] };
  new Counter(names);
  expect(() => new Gauge(names)).toThrow("two metrics named one");
});
