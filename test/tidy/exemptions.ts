// Exemptions from tidy rules, each with its reason. A rule fails on an entry that
// it no longer needs.

/** One exemption. */
export interface Exemption {
  readonly rule: string;
  /** The beginning of the violations that are exempt: a file, perhaps with more behind a colon. */
  readonly place: string;
  readonly reason: string;
}

/** All exemptions. */
export const exemptions: readonly Exemption[] = [
  {
    rule: "any",
    place: "test/e2e/grpc-fixture.ts",
    reason: "a client that is made from the .proto file alone has no types for replies",
  },
];

/** Returns the violations that are not exempt, and the exemptions of the rule that no violation needs. */
export function judge(rule: string, violations: readonly string[]): string[] {
  const places = exemptions.filter((exemption) => exemption.rule === rule).map(({ place }) => place);
  const open = violations.filter((violation) => !places.some((place) => violation.startsWith(place)));
  const idle = places.filter((place) => !violations.some((violation) => violation.startsWith(place)));
  return [...open, ...idle.map((place) => `${place}: this exemption is no longer needed`)];
}
