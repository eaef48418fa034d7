// Errors: every failure is a StoreError, and no message contains a value or a version.
import { expect } from "vitest";
import { errorCodes, StoreError } from "../../../src/model/errors.ts";
import type { Mutation } from "../../../src/model/mutation.ts";
import { type Fixture, rejection } from "../fixture.ts";
import { absent, add, atVersion, present, put } from "../mutations.ts";
import type { TestGroup } from "../test-group.ts";

const canary = "canary-7f3a91c";

export const errors: TestGroup = (it) => {
  it("L5 every failure is a StoreError with a known code and outcome", async (t) => {
    for (const error of await failures(t)) {
      expect(error).toBeInstanceOf(StoreError);
      expect(errorCodes).toContain(error.code);
      expect(error.outcome).toBe("not-applied");
      expect(error.message).not.toBe("");
    }
  });

  it("L5 no message contains a value, a version or a secret", async (t) => {
    for (const error of await failures(t)) {
      expect(error.message).not.toContain(canary);
      expect(JSON.stringify(error)).not.toContain(canary);
    }
  });

  it("L5 a failed scan is a StoreError that names its field", async (t) => {
    const query = { prefix: t.key(""), cursor: canary, limit: 10, view: "full" } as const;
    const error = await rejection(t.store.scan(query, t.call()));
    expect(error).toMatchObject({
      code: "invalid",
      message: expect.stringMatching(/^(cursor|page_token): /),
    });
    expect(error.message).not.toContain(canary);
  });
};

async function failures(t: Fixture): Promise<StoreError[]> {
  await t.do(put(t.key("text"), canary));
  await t.do(put(t.key("number"), "9223372036854775807"));
  const failing: Mutation[][] = [
    [put(t.key("text"), canary, { precondition: absent })],
    [put(t.key("missing"), canary, { precondition: present })],
    [put(t.key("text"), canary, { precondition: atVersion(canary) })],
    [add(t.key("text"), 1n)],
    [add(t.key("number"), 1n)],
  ];
  if (t.subject.isGuarded) failing.push([put(t.key("twice"), canary), put(t.key("twice"), canary)]);
  return Promise.all(failing.map((mutations) => t.errorOf(mutations)));
}
