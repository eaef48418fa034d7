// The guard enforces a store's own limits where they are smaller than the model's.
import { expect, it } from "vitest";
import { openMemory } from "../../test/conformance/memory-subject.ts";
import { put } from "../../test/conformance/mutations.ts";
import { createCall } from "../model/call.ts";
import { mutationsMax } from "../model/limits.ts";
import type { StoreLimits } from "../store/facts.ts";
import type { StateStore } from "../store/state-store.ts";
import { type GuardOptions, guard } from "./guard.ts";

const withLimits =
  (limits: StoreLimits) =>
  (inner: StateStore): StateStore =>
    new Proxy(inner, {
      get(target, name) {
        if (name === "facts") return { ...target.facts, limits };
        const member: unknown = Reflect.get(target, name, target);
        return typeof member === "function" ? member.bind(target) : member;
      },
    });

async function commitPuts(values: readonly string[], limits: StoreLimits, options: GuardOptions) {
  const { store, close } = await openMemory((inner) => guard(options)(withLimits(limits)(inner)));
  const mutations = values.map((value, index) => put(`k${index}`, value));
  const [result] = await store.commit([{ mutations }], createCall());
  await close();
  return result;
}

it("rejects a transaction with more mutations than the store allows", async () => {
  const limits = { transactionMutationsMax: 2, valueBytesMax: Number.POSITIVE_INFINITY };
  expect(await commitPuts(["a", "b"], limits, {})).toHaveLength(2);
  const error = await commitPuts(["a", "b", "c"], limits, {});
  expect(error).toMatchObject({
    code: "too-large",
    message: expect.stringMatching(/3 items.*limit is 2/),
  });
});

it("rejects a transaction over the model's limit, even if the store allows more", async () => {
  const limits = { transactionMutationsMax: mutationsMax * 2, valueBytesMax: Number.POSITIVE_INFINITY };
  const values = Array.from({ length: mutationsMax + 1 }, () => "");
  expect(await commitPuts(values, limits, {})).toMatchObject({
    code: "too-large",
    violations: [
      { path: ["mutations"], description: `has ${mutationsMax + 1} items; the limit is ${mutationsMax}` },
    ],
  });
});

it("rejects a value over the smaller of the configured limit and the store's", async () => {
  for (const [configured, own] of [
    [10, 5],
    [5, 10],
  ] as const) {
    const limits = { transactionMutationsMax: mutationsMax, valueBytesMax: own };
    expect(await commitPuts(["12345"], limits, { valueBytesMax: configured })).toHaveLength(1);
    const error = await commitPuts(["123456"], limits, { valueBytesMax: configured });
    expect(error).toMatchObject({ code: "too-large", message: expect.stringMatching(/6 bytes.*limit is 5/) });
  }
});
