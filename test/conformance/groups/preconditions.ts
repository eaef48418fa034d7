// Preconditions: the whole matrix of what a key went through, what is asked of
// it, and what is to be done. After each refusal the record is as it was.
import { expect } from "vitest";
import type { ErrorCode } from "../../../src/model/errors.ts";
import { StoreError } from "../../../src/model/errors.ts";
import { noPrecondition, type Precondition } from "../../../src/model/mutation.ts";
import type { Fixture } from "../fixture.ts";
import { absent, atVersion, check, mutationsWith, present, put, remove } from "../mutations.ts";
import type { TestGroup } from "../test-group.ts";

/** What a key went through: the version that it has now, and one that it had before. */
interface Past {
  readonly version: string | undefined;
  readonly formerVersion: string | undefined;
}

type Story = (t: Fixture, key: string) => Promise<Past>;

const stories: Readonly<Record<string, Story>> = {
  "a key that was never there": async () => ({ version: undefined, formerVersion: undefined }),
  "a record written once": async (t, key) => ({
    version: await t.versionAfter(put(key, "5")),
    formerVersion: undefined,
  }),
  "a record written twice": async (t, key) => {
    const formerVersion = await t.versionAfter(put(key, "5"));
    return { version: await t.versionAfter(put(key, "5")), formerVersion };
  },
  "a removed record": async (t, key) => {
    const formerVersion = await t.versionAfter(put(key, "5"));
    await t.do(remove(key));
    return { version: undefined, formerVersion };
  },
  "a record removed and written again alike": async (t, key) => {
    const formerVersion = await t.versionAfter(put(key, "5"));
    await t.do(remove(key));
    return { version: await t.versionAfter(put(key, "5")), formerVersion };
  },
  "a record that is due": async (t, key) => ({ version: undefined, formerVersion: await dueVersion(t, key) }),
  "a record that was due and is written again alike": async (t, key) => {
    const formerVersion = await dueVersion(t, key);
    return { version: await t.versionAfter(put(key, "5")), formerVersion };
  },
};

export const preconditions: TestGroup = (it) => {
  for (const [name, story] of Object.entries(stories)) {
    it(`C4 every precondition of every mutation on ${name}`, async (t) => {
      const asked = [
        ["none", () => noPrecondition],
        ["absent", () => absent],
        ["present", () => present],
        ["unknown", () => atVersion("no such version")],
        ["version", ({ version }: Past) => (version === undefined ? undefined : atVersion(version))],
        [
          "former",
          ({ formerVersion }: Past) => (formerVersion === undefined ? undefined : atVersion(formerVersion)),
        ],
      ] as const;
      for (const [label, preconditionOf] of asked) await judgeAll(t, story, label, preconditionOf);
    });
  }

  it("C3 a version of another key does not hold", async (t) => {
    const version = await t.versionAfter(put(t.key("a"), "A"));
    await t.do(put(t.key("b"), "B"));
    expect((await t.refusal([put(t.key("b"), "C", { precondition: atVersion(version) })])).code).toBe(
      "conflict",
    );
  });

  it("C3 the first precondition that fails decides the error, with its index", async (t) => {
    await t.do(put(t.key("there"), "x"));
    await t.do(put(t.key("also there"), "x"));
    const error = await t.refusal([
      put(t.key("a"), "A"),
      check(t.key("there"), present),
      check(t.key("missing"), present),
      put(t.key("also there"), "y", { precondition: absent }),
    ]);
    expect(error).toMatchObject({ code: "missing", mutationIndex: 2, outcome: "not-applied" });
    expect(await t.get(t.key("a"))).toBeUndefined();
  });

  it("C3 an expired record is absent for a precondition", async (t) => {
    const version = await dueVersion(t, t.key("a"));
    expect((await t.refusal([check(t.key("a"), present)])).code).toBe("missing");
    expect((await t.refusal([check(t.key("a"), atVersion(version))])).code).toBe("conflict");
    await t.do(put(t.key("a"), "new", { precondition: absent }));
    expect(await t.record(t.key("a"))).toBeDefined();
  });
};

async function judgeAll(
  t: Fixture,
  story: Story,
  label: string,
  preconditionOf: (past: Past) => Precondition | undefined,
): Promise<void> {
  for (const type of ["put", "remove", "add", "touch", "check"]) {
    const key = t.key(`${label}-${type}`);
    const past = await story(t, key);
    const precondition = preconditionOf(past);
    if (precondition === undefined) continue;
    const mutation = mutationsWith(() => key, precondition).find((one) => one.type === type);
    if (mutation === undefined) continue;
    const before = await t.get(key);
    const results = await t.attempt([mutation]);
    const wanted = expectedCode(precondition, past.version);
    expect(results instanceof StoreError ? results.code : undefined, `${label} of ${type}`).toBe(wanted);
    if (results instanceof StoreError) {
      expect(results).toMatchObject({ mutationIndex: 0, outcome: "not-applied" });
      expect(await t.get(key), `untouched by ${label} of ${type}`).toEqual(before);
    } else {
      expect(results[0]?.found, `found by ${label} of ${type}`).toBe(past.version !== undefined);
    }
  }
}

function expectedCode(precondition: Precondition, version: string | undefined): ErrorCode | undefined {
  switch (precondition.type) {
    case "none":
      return undefined;
    case "absent":
      return version === undefined ? undefined : "already-exists";
    case "present":
      return version === undefined ? "missing" : undefined;
    case "version":
      return version === precondition.version ? undefined : "conflict";
  }
}

async function dueVersion(t: Fixture, key: string): Promise<string> {
  const ms = t.opened.clock === undefined ? 20 : t.shortMs;
  const version = await t.versionAfter(put(key, "5", { expiry: t.expiresIn(ms) }));
  await t.passTime(ms);
  await t.expectGone(key);
  return version;
}
