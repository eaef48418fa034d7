// Violations of the configuration, and warnings about it. All violations are collected before anything is opened or bound,
// and reported together. None shows a value that may be secret.
import { closestMatch } from "leven";
import { type PathStep, pathText, type Violation } from "../../src/index.ts";
import { nameAt, type Source, sourceText } from "./source.ts";

/** A store or a Dapr component that a violation concerns. */
export interface Subject {
  readonly kind: "store" | "component";
  readonly name: string;
}

/** One violation of the configuration. As a warning: a setting that is accepted, but that the operator should know about. */
export interface ConfigViolation extends Violation {
  /** Where it is written. */
  readonly source: Source;
  /** The store or component that has the option. Undefined: the option is the sidecar's. */
  readonly subject?: Subject | undefined;
  /**
   * The option's name, then the path inside its value: `["app-id"]`, or `["redisHost"]` with a subject. In a file without a
   * subject: the path in the document. Empty: the subject or document as a whole.
   */
  readonly path: readonly PathStep[];
}

/** The known name that was probably meant: it differs in at most a third of the letters, rounded, or in one. Else undefined. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  return closestMatch(name, known, { maxDistance: Math.max(1, Math.round(name.length / 3)) });
}

/**
 * The same violation in the words of the configuration. An option that does not exist is one with `known` names: they are
 * listed, unless one of them is so close that only that one is suggested.
 */
export function optionViolation(violation: Violation): Violation {
  const { path, known } = violation;
  if (known === undefined) return violation;
  if (nearestName(String(path.at(-1) ?? ""), known) !== undefined) {
    return { path, description: "is not an option", known };
  }
  return { path, description: `is not an option; the options are ${known.join(", ")}` };
}

/** A violation in one line: its place, its subject, its description, and the name that was probably meant. */
export function violationText({ source, subject, path, description, known = [] }: ConfigViolation): string {
  const option = subject === undefined || path.length === 0 ? "" : `${pathText(path)}: `;
  const owner = subject === undefined ? "" : `${subject.kind} "${subject.name}": ${option}`;
  const nearest = nearestName(String(path.at(-1) ?? ""), known);
  const meant = nearest === undefined || subject !== undefined ? nearest : nameAt(source, nearest);
  const suggestion = meant === undefined ? "" : `; did you mean ${meant}?`;
  return `${sourceText(source)}: ${owner}${description}${suggestion}`;
}

/** Collects violations and warnings. */
export class Findings {
  readonly violations: ConfigViolation[] = [];
  readonly warnings: ConfigViolation[] = [];

  reject(violation: ConfigViolation): void {
    this.violations.push(violation);
  }

  warn(warning: ConfigViolation): void {
    this.warnings.push(warning);
  }

  add({ violations, warnings }: Pick<Findings, "violations" | "warnings">): void {
    this.violations.push(...violations);
    this.warnings.push(...warnings);
  }

  /** As `add`, but the violations are only warnings, whose description ends with `ending`. */
  addAsWarnings({ violations, warnings }: Pick<Findings, "violations" | "warnings">, ending: string): void {
    this.warnings.push(...warnings, ...asWarnings(violations, ending));
  }
}

/** Violations as warnings: each description ends with `; ENDING`. */
export function asWarnings(violations: readonly ConfigViolation[], ending: string): ConfigViolation[] {
  return violations.map((each) => ({ ...each, description: `${each.description}; ${ending}` }));
}
