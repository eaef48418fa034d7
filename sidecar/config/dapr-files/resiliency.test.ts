// Dapr's resiliency policies: timeouts reach the stores, everything is checked, and one warning names what is not applied.
import { afterAll, describe, expect, test } from "vitest";
import { component, ResourceFixture } from "./resource-fixture.ts";

const fixture = new ResourceFixture();
afterAll(() => fixture.dispose());

const document = (spec: string, rest = "") =>
  `apiVersion: dapr.io/v1alpha1\nkind: Resiliency\nmetadata: {name: r}\nspec:\n${spec}\n${rest}`;

async function load(...documents: readonly string[]) {
  const stores = `${component("a", "state.in-memory")}\n---\n${component("b", "state.in-memory")}\n---\n${component("pub", "pubsub.redis")}`;
  const loaded = await fixture.load({ "a.yaml": stores, "r.yaml": documents.join("\n---\n") }, [
    "--store=c=memory:",
  ]);
  return {
    texts: loaded.texts,
    warnings: loaded.warningTexts.filter((line) => line.startsWith("r.yaml")),
    timeouts: Object.fromEntries(loaded.stores.map(({ name, timeoutMs }) => [name, timeoutMs])),
  };
}

describe("timeouts", () => {
  test("are those of the store's outbound target, wherever the store is configured", async () => {
    const { timeouts, texts } = await load(
      document(`  policies: {timeouts: {fast: 500ms, slow: 1m, bare: 250, off: 0s}}
  targets: {components: {a: {outbound: {timeout: fast}, inbound: {timeout: slow}}, b: {outbound: {timeout: off}}, c: {outbound: {timeout: bare}}}}`),
    );
    expect([texts, timeouts]).toEqual([[], { c: 250, a: 500, b: undefined }]);
  });

  test.each([
    ["DefaultTimeoutPolicy", 1],
    ["DefaultComponentTimeoutPolicy", 2],
    ["DefaultComponentOutboundTimeoutPolicy", 3],
    ["DefaultStatestoreComponentOutboundTimeoutPolicy", 4],
  ])("of stores without a target are the most specific default: %s", async (_, count) => {
    const names = ["", "Component", "ComponentOutbound", "StatestoreComponentOutbound"].slice(0, count);
    const policies = names.map((name, n) => `Default${name}TimeoutPolicy: ${n + 1}s`).join(", ");
    const { timeouts } = await load(
      document(
        `  policies: {timeouts: {${policies}}, retries: {r: {}}}\n  targets: {components: {b: {outbound: {retry: r}}}}`,
      ),
    );
    expect(timeouts).toEqual({ c: count * 1000, a: count * 1000, b: undefined });
  });

  test("do not apply without a target or a default, and documents for other apps are ignored", async () => {
    const timeout = "  policies: {timeouts: {DefaultTimeoutPolicy: 1s}}";
    expect((await load(document("  policies: {timeouts: {t: 1s}}"))).timeouts).toEqual({});
    expect((await load(document(timeout, "scopes: [other]"))).timeouts).toEqual({});
    expect((await load(document(timeout, "scopes: [shop]"))).timeouts).toEqual({ a: 1000, b: 1000, c: 1000 });
  });

  test("of several documents are merged, and the later one wins", async () => {
    const { timeouts } = await load(
      document(
        "  policies: {timeouts: {t: 1s, u: 3s}}\n  targets: {components: {b: {outbound: {timeout: u}}}}",
      ),
      document("  policies: {timeouts: {t: 2s}}\n  targets: {components: {a: {outbound: {timeout: t}}}}"),
    );
    expect(timeouts).toMatchObject({ a: 2000, b: 3000 });
  });
});

describe("retries and circuit breakers", () => {
  test("of stores are named in one warning, and those of other components are not", async () => {
    const { texts, warnings } = await load(
      document(`  policies:
    retries: {again: {policy: exponential, maxInterval: 5s, maxRetries: -1, matching: {gRPCStatusCodes: "1-4,14"}}, other: {}}
    circuitBreakers: {DefaultComponentCircuitBreakerPolicy: {maxRequests: 1, interval: 0, timeout: 60s, trip: consecutiveFailures > 5}}
  targets:
    apps: {shop: {retry: other, circuitBreakerCacheSize: 10}}
    components: {a: {outbound: {retry: again}}, pub: {outbound: {retry: other}}}`),
    );
    expect(texts).toEqual([]);
    expect(warnings).toEqual([
      'r.yaml:5:3 (spec): only timeouts are applied; these are not: the retries "again" of a, the circuit breaker "DefaultComponentCircuitBreakerPolicy" of stores without a target',
    ]);
  });
});

test("all violations are reported with their lines, and unknown names are warnings", async () => {
  const { texts, warnings } = await load(
    document(`  policies:
    timeouts: {t: soon, u: -1s, v: 25h}
    retries:
      r: {policy: linear, maxRetries: -2, matching: {httpStatusCodes: many}}
    circuitBreakers:
      c: {maxRequests: x, trip: 5, tripp: 1}`),
    document(`  policies: {timeouts: {t: 1s}}
  targets:
    apps: {x: {timeout: u}}
    components: {a: {outbound: {timeout: w, retry: DaprBuiltInServiceRetries, circuitBreaker: c}}}`),
    "kind: Resiliency",
  );
  expect(texts).toEqual([
    "r.yaml:6:19 (spec.policies.timeouts.t): must be a duration such as 5s or 500ms, at most 24h",
    "r.yaml:6:28 (spec.policies.timeouts.u): must be a duration such as 5s or 500ms, at most 24h",
    "r.yaml:6:36 (spec.policies.timeouts.v): must be a duration such as 5s or 500ms, at most 24h",
    "r.yaml:8:19 (spec.policies.retries.r.policy): must be constant or exponential",
    "r.yaml:8:39 (spec.policies.retries.r.maxRetries): must be a whole number from -1",
    "r.yaml:8:71 (spec.policies.retries.r.matching.httpStatusCodes): must be codes and ranges of codes, such as 429,500-599",
    "r.yaml:10:24 (spec.policies.circuitBreakers.c.maxRequests): must be a whole number from 0",
    "r.yaml:10:33 (spec.policies.circuitBreakers.c.trip): must be text",
    "r.yaml:23:1 (spec): is missing; it must be a mapping of policies and targets",
    'r.yaml:20:42 (spec.targets.components.a.outbound.timeout): names "w", which is not in spec.policies.timeouts',
  ]);
  expect(warnings[0]).toBe(
    "r.yaml:10:43 (spec.policies.circuitBreakers.c.tripp): is not a known name and has no effect; did you mean trip?",
  );
});
