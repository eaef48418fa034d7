// Preconditions: every combination of a key's history, a precondition and a
// mutation. A mutation that fails leaves the record unchanged.
import { expect } from "vitest";
import type { ErrorCode } from "../../../src/model/errors.ts";
import { StoreError } from "../../../src/model/errors.ts";
import { noPrecondition, type Precondition } from "../../../src/model/mutation.ts";
import type { Fixture } from "../fixture.ts";
import { absent, atVersion, check, mutationsWith, present, put, remove } from "../mutations.ts";
import type { TestGroup } from "../test-group.ts";

/** The versions of a key: the present one, and one that it had before. */
interface Versions {
  readonly version: string | undefined;
  readonly formerVersion: string | undefined;
}

type History = (t: Fixture, key: string) => Promise<Versions>;

const histories: Readonly<Record<string, History>> = {
  "a key that never existed": async () => ({ version: undefined, formerVersion: undefined }),
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
  "a record removed and written again with the same value": async (t, key) => {
    const formerVersion = await t.versionAfter(put(key, "5"));
    await t.do(remove(key));
    return { version: await t.versionAfter(put(key, "5")), formerVersion };
  },
  "an expired record": async (t, key) => ({
    version: undefined,
    formerVersion: await expiredVersion(t, key),
  }),
  "an expired record written again with the same value": async (t, key) => {
    const formerVersion = await expiredVersion(t, key);
    return { version: await t.versionAfter(put(key, "5")), formerVersion };
  },
};

export const preconditions: TestGroup = (it) => {
  for (const [name, history] of Object.entries(histories)) {
    it(`C4 every precondition of every mutation on ${name}`, async (t) => {
      const cases = [
        ["none", () => noPrecondition],
        ["absent", () => absent],
        ["present", () => present],
        ["unknown", () => atVersion("no such version")],
        ["version", ({ version }: Versions) => (version === undefined ? undefined : atVersion(version))],
        [
          "former",
          ({ formerVersion }: Versions) =>
            formerVersion === undefined ? undefined : atVersion(formerVersion),
        ],
      ] as const;
      for (const [label, preconditionOf] of cases) await expectAll(t, history, label, preconditionOf);
    });
  }

  it("C3 a version of another key does not hold", async (t) => {
    const version = await t.versionAfter(put(t.key("a"), "A"));
    await t.do(put(t.key("b"), "B"));
    expect((await t.errorOf([put(t.key("b"), "C", { precondition: atVersion(version) })])).code).toBe(
      "conflict",
    );
  });

  it("C3 the first precondition that fails decides the error, with its index", async (t) => {
    await t.do(put(t.key("there"), "x"));
    await t.do(put(t.key("also there"), "x"));
    const error = await t.errorOf([
      put(t.key("a"), "A"),
      check(t.key("there"), present),
      check(t.key("missing"), present),
      put(t.key("also there"), "y", { precondition: absent }),
    ]);
    expect(error).toMatchObject({ code: "missing", mutationIndex: 2, outcome: "not-applied" });
    expect(await t.get(t.key("a"))).toBeUndefined();
  });

  it("C3 an expired record is absent for a precondition", async (t) => {
    const version = await expiredVersion(t, t.key("a"));
    expect((await t.errorOf([check(t.key("a"), present)])).code).toBe("missing");
    expect((await t.errorOf([check(t.key("a"), atVersion(version))])).code).toBe("conflict");
    await t.do(put(t.key("a"), "new", { precondition: absent }));
    expect(await t.record(t.key("a"))).toBeDefined();
  });
};

async function expectAll(
  t: Fixture,
  history: History,
  label: string,
  preconditionOf: (versions: Versions) => Precondition | undefined,
): Promise<void> {
  for (const type of ["put", "remove", "add", "touch", "check"]) {
    const key = t.key(`${label}-${type}`);
    const versions = await history(t, key);
    const precondition = preconditionOf(versions);
    if (precondition === undefined) continue;
    const mutation = mutationsWith(() => key, precondition).find((candidate) => candidate.type === type);
    if (mutation === undefined) continue;
    const before = await t.get(key);
    const results = await t.attempt([mutation]);
    const expected = expectedCode(precondition, versions.version);
    expect(results instanceof StoreError ? results.code : undefined, `${label} of ${type}`).toBe(expected);
    if (results instanceof StoreError) {
      expect(results).toMatchObject({ mutationIndex: 0, outcome: "not-applied" });
      expect(await t.get(key), `not changed by ${label} of ${type}`).toEqual(before);
    } else {
      expect(results[0]?.found, `found by ${label} of ${type}`).toBe(versions.version !== undefined);
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

async function expiredVersion(t: Fixture, key: string): Promise<string> {
  const ms = t.opened.clock === undefined ? 20 : t.shortMs;
  const version = await t.versionAfter(put(key, "5", { expiry: t.expiresIn(ms) }));
  await t.passTime(ms);
  await t.expectGone(key);
  return version;
}
