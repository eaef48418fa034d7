// Random scenarios from a seed: calls of every verb on a few keys, with every
// option. The known deviations would occur here at random places, so the calls
// avoid them: etags are current or former etags of a key, never guessed, and
// writes with FIRST_WRITE always have an etag.
import fc from "fast-check";
import type { Scenario } from "./comparison.ts";
import type { Step } from "./exchange.ts";

const storeName = "{s}";
const key = fc.constantFrom("{k}a", "{k}b", "{k}c");
const value = fc
  .string({ unit: "binary-ascii", minLength: 1, maxLength: 20 })
  .map((text) => Buffer.from(text));
const known = fc.constantFrom("a", "b", "c");

/** The etag of the key itself, or of another key: right or wrong, and different on the two sidecars. */
const etagOf = (own: string) =>
  fc.option(fc.constant({ value: `{etag:${own.slice(3)}}` }), { nil: undefined });

const ttl = fc.option(fc.constantFrom("0", "-1", "1000"), { nil: undefined });

const item = fc.tuple(key, value, ttl).chain(([name, bytes, ttlInSeconds]) =>
  etagOf(name).map((etag) => ({
    key: name,
    value: bytes,
    ...(etag && { etag }),
    metadata: { ttlInSeconds: ttlInSeconds ?? "0" },
  })),
);

const distinctItems = fc.uniqueArray(item, { selector: (one) => one.key, minLength: 1, maxLength: 3 });

const step: fc.Arbitrary<Step> = fc.oneof(
  key.map((name): Step => ({ grpc: "getState", request: { storeName, key: name } })),
  item.map((one): Step => ({ grpc: "saveState", request: { storeName, states: [one] } })),
  distinctItems.map((states): Step => ({ grpc: "saveState", request: { storeName, states } })),
  key.chain((name) =>
    etagOf(name).map(
      (etag): Step => ({ grpc: "deleteState", request: { storeName, key: name, ...(etag && { etag }) } }),
    ),
  ),
  fc.uniqueArray(key, { minLength: 1, maxLength: 3 }).map(
    (keys): Step => ({
      grpc: "deleteBulkState",
      request: { storeName, states: keys.map((name) => ({ key: name })) },
    }),
  ),
  fc.tuple(distinctItems, fc.array(fc.boolean(), { minLength: 3, maxLength: 3 })).map(
    ([items, kinds]): Step => ({
      grpc: "executeStateTransaction",
      request: {
        storeName,
        operations: items.map(({ etag: _, ...request }, index) => ({
          operationType: kinds[index] === true ? "upsert" : "delete",
          request,
        })),
      },
    }),
  ),
  fc
    .tuple(
      known,
      fc.oneof(fc.integer(), fc.boolean(), fc.string({ unit: fc.constantFrom(...'abc ü\u{1F600}"\\') })),
    )
    .map(
      ([name, json]): Step => ({
        http: "POST",
        path: "/v1.0/state/{s}",
        body: [{ key: `{k}${name}`, value: json, metadata: { ttlInSeconds: "0" } }],
      }),
    ),
  known.map((name): Step => ({ http: "DELETE", path: `/v1.0/state/{s}/{k}${name}` })),
);

/** Scenarios from a seed. */
export function generatedScenarios(seed: number, count: number): readonly Scenario[] {
  const all = ["a", "b", "c"].map(
    (name): Step => ({ grpc: "getState", request: { storeName, key: `{k}${name}` } }),
  );
  const scenario = fc.array(step, { minLength: 5, maxLength: 15 });
  return fc.sample(scenario, { seed, numRuns: count }).map((steps, index) => ({
    name: `generated from seed ${seed}, number ${index}`,
    steps: [...steps, ...all],
  }));
}
