// What a tidy rule lets pass, each with its reason. A rule fails on an entry
// that it no longer needs.

/** One thing let pass. */
export interface Exemption {
  readonly rule: string;
  /** The file, and after a colon the name or number at fault where a rule gives one. */
  readonly place: string;
  readonly reason: string;
}

/** Everything let pass. */
export const exemptions: readonly Exemption[] = [
  {
    rule: "any",
    place: "test/e2e/grpc-fixture.ts",
    reason: "a stranger's client knows the shape of a reply from the .proto file only",
  },
];

/** The faults that are not exempt, and the exemptions of the rule that no fault needs. */
export function judge(rule: string, faults: readonly string[]): string[] {
  const places = exemptions.filter((exemption) => exemption.rule === rule).map(({ place }) => place);
  const open = faults.filter((fault) => !places.some((place) => fault.startsWith(place)));
  const idle = places.filter((place) => !faults.some((fault) => fault.startsWith(place)));
  return [...open, ...idle.map((place) => `${place}: this exemption is no longer needed`)];
}
