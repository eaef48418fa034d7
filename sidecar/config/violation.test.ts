// What a violation looks like, and which name it suggests.
import { describe, expect, test } from "vitest";
import { Findings, nearestName, violationText } from "./violation.ts";

describe("the nearest name", () => {
  test.each([
    ["stor", "store"],
    ["idnex", "index"],
    ["prot", undefined],
    ["zzzz", undefined],
    ["dapr-grpc-prot", "dapr-grpc-port"],
  ])("for %s is %s", (name, nearest) => {
    expect(nearestName(name, ["store", "mode", "index", "dapr-grpc-port", "dapr-http-port"])).toBe(nearest);
  });

  test("is never chosen from nothing", () => expect(nearestName("a", [])).toBeUndefined());
});

describe("the text of a violation", () => {
  const description = "is not a known name";

  test("has the suggestion as it is written in that place", () => {
    const path = ["log-levle"];
    const known = ["log-level"];
    const texts = [
      { type: "flag", flag: "--log-levle" } as const,
      { type: "environment", variable: "PILLION_LOG_LEVLE" } as const,
      { type: "file", file: "p.yaml", line: 3, column: 5, path } as const,
    ].map((source) => violationText({ source, path, description, known }));
    expect(texts).toEqual([
      "--log-levle: is not a known name; did you mean --log-level?",
      "PILLION_LOG_LEVLE: is not a known name; did you mean PILLION_LOG_LEVEL?",
      "p.yaml:3:5 (log-levle): is not a known name; did you mean log-level?",
    ]);
  });

  test("names the store or component and the option in it", () => {
    const source = { type: "flag", flag: "--store" } as const;
    const subject = { kind: "store", name: "cart" } as const;
    const text = violationText({
      source,
      subject,
      path: ["indexes", 0, "nam"],
      description,
      known: ["name"],
    });
    expect(text).toBe('--store: store "cart": indexes[0].nam: is not a known name; did you mean name?');
    expect(violationText({ source, subject, path: [], description })).toBe(
      '--store: store "cart": is not a known name',
    );
  });
});

test("violations that are only warnings say why", () => {
  const found = new Findings();
  found.reject({ source: { type: "default" }, path: [], description: "is wrong" });
  const findings = new Findings();
  findings.addAsWarnings(found, "it is skipped");
  expect(findings.violations).toEqual([]);
  expect(findings.warnings.map(violationText)).toEqual(["default: is wrong; it is skipped"]);
});
